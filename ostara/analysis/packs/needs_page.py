"""The needs assessment as one page: findings, our position at a glance, then section after section."""

from collections.abc import Mapping

from ostara.analysis.national.measure import NationalMeasure
from ostara.analysis.national.progress import PROGRESS
from ostara.analysis.packs.asking import Area
from ostara.analysis.packs.basis import basis, footer, origin
from ostara.analysis.packs.findings import beside, findings
from ostara.analysis.packs.glance import glance
from ostara.analysis.packs.needs import CLASSES, SHARES, NeedsPack, place_names
from ostara.analysis.packs.needs_sections import sections
from ostara.analysis.packs.phrases import PHRASES
from ostara.analysis.packs.progress_told import good_enough
from ostara.analysis.packs.told import Place
from ostara.analysis.packs.words import first_capital, said
from ostara.analysis.view.periods import in_words
from ostara.drawing.blocks import Strong, Text
from ostara.drawing.page import Page, Section
from ostara.drawing.words import number, plural
from ostara.knowledge.parameters import parameter
from ostara.tables.manifest import Manifest


def needs_page(pack: NeedsPack) -> Page:
    """The whole page."""
    return Page(
        title=f"Drug and alcohol treatment in {pack.area.name}: a needs assessment, {pack.period.name}",
        lead=_lead(pack),
        notice=notice(pack.store.manifest, published=pack.published),
        facts=_facts(pack),
        sections=(
            Section("What matters most", findings(pack)),
            Section(f"Our position beside {beside(pack)}", glance(pack.figures, _shown(pack), place_names(pack.area))),
            *sections(pack),
            Section("What this rests on", basis(measures_of(pack))),
        ),
        footer=footer(),
        origin=origin(pack.store, measures_of(pack)),
    )


def measures_of(pack: NeedsPack) -> tuple[NationalMeasure, ...]:
    """Every measure of the pack, in the order of its registry."""
    by_name: Mapping[str, NationalMeasure] = {one.name: one for one in (*SHARES, *CLASSES)}
    return (*by_name.values(), pack.figures["showing_progress"].measure, PROGRESS)


def _shown(pack: NeedsPack) -> tuple[str, ...]:
    """Shares for the table; progress only where enough of it can be told."""
    enough = good_enough(pack.figures["showing_progress"])
    return tuple(name for name in PHRASES if enough or name != "showing_progress")


def _lead(pack: NeedsPack) -> Text:
    here = {name: told.told(Place.HERE) for name, told in pack.figures.items()}
    return (
        Strong(f"In {pack.period.name}, {said(here['in_treatment'])} people were in treatment in {pack.area.name}"),
        f"; {said(here['new_presentations'])} of them started in the year. "
        f"{first_capital(said(here['completed_of_treated']))} completed. "
        f"{first_capital(said(here['died_in_treatment']))} died in treatment.",
    )


def notice(manifest: Manifest, *, published: bool) -> str | None:
    """The strip on top, for what nobody may overlook."""
    if manifest.origin.made_up:
        return "A made-up nation: none of these people, areas or services exist."
    if published:
        return None
    return "Holds small counts. Keep it inside; make one with --publish to share."


def protection(*, published: bool) -> tuple[tuple[str, str], ...]:
    """What was done to the counts of a published pack."""
    if not published:
        return ()
    below, step = parameter("disclosure.suppress_below").whole, parameter("disclosure.round_to").whole
    return (("Counts", f"below {below} withheld, the rest rounded to the nearest {step}"),)


def similar_said(area: Area) -> str:
    """What an area is set beside."""
    if not area.similar:
        return "the nation; no area can be called similar"
    return f"{plural(len(area.similar), 'area', 'areas')} most like it, of {number(len(area.all))}"


def _facts(pack: NeedsPack) -> tuple[tuple[str, str], ...]:
    return (
        ("Area", pack.area.name),
        ("Beside", similar_said(pack.area)),
        ("Year", f"{in_words(pack.period.first)} to {in_words(pack.period.last)}"),
        ("Observed until", in_words(pack.observed.until)),
        ("From", pack.store.manifest.origin.words),
        *protection(published=pack.published),
    )
