"""The sections of the needs assessment, in the order in which a commissioner asks."""

from collections.abc import Iterator

from ostara.analysis.comparison.funnel import AreaCount, funnel_of_shares
from ostara.analysis.national.change import CHANGES
from ostara.analysis.packs.change_blocks import change_blocks
from ostara.analysis.packs.health import HEALTH
from ostara.analysis.packs.measured_blocks import measured_blocks
from ostara.analysis.packs.needs import COMING_IN, WHO, NeedsPack, place_names
from ostara.analysis.packs.parted_blocks import parted_blocks
from ostara.analysis.packs.prevalence_blocks import prevalence
from ostara.analysis.packs.progress_told import good_enough, incomplete
from ostara.analysis.packs.told import Place
from ostara.analysis.packs.words import first_capital, first_small
from ostara.drawing.blocks import Block, Bullets, Figure, Heading, Note, Paragraph
from ostara.drawing.intervals import IntervalChart, IntervalRow
from ostara.drawing.page import Section
from ostara.drawing.words import plural

COMPARED = "completed_without_return"


def sections(pack: NeedsPack) -> tuple[Section, ...]:
    """Every section between the findings and what it rests on."""
    return (
        Section("Prevalence and unmet need", prevalence(pack)),
        Section("Who is in treatment", (*_figures(pack, "in_treatment"), *_parts(pack, "in_treatment", WHO))),
        Section("Coming in", (*_figures(pack, "new_presentations"), *_parts(pack, "new_presentations", COMING_IN))),
        Section("Waiting", _figures(pack, "waited_3_weeks_or_less", "referred_never_started")),
        Section("Staying", _figures(pack, "effective_treatment", "early_unplanned_exit")),
        Section("Outcomes", tuple(_outcomes(pack))),
        Section("Leaving", tuple(_leaving(pack))),
        Section("Health", (*_parts(pack, "in_treatment", ("injecting",)), *_classes(pack, *(m.name for m in HEALTH)))),
        Section("Housing and work", _parts(pack, "in_treatment", ("accommodation", "employment"))),
        Section("Parents and children", _parts(pack, "in_treatment", ("parental_status",))),
        Section("From prison into treatment", _figures(pack, "continuity_of_care")),
        Section("Deaths", tuple(_deaths(pack))),
        Section("Beside similar areas", tuple(_beside(pack))),
    )


def _figures(pack: NeedsPack, *names: str) -> tuple[Block, ...]:
    places = place_names(pack.area)
    return tuple(block for name in names for block in measured_blocks(pack.figures[name], places))


def _parts(pack: NeedsPack, measure: str, cuts: tuple[str, ...]) -> tuple[Block, ...]:
    return _classes(pack, *(f"{measure}_by_{cut}" for cut in cuts))


def _classes(pack: NeedsPack, *names: str) -> tuple[Block, ...]:
    places = place_names(pack.area)
    return tuple(block for name in names for block in parted_blocks(pack.parts[name], places))


def _outcomes(pack: NeedsPack) -> Iterator[Block]:
    yield from _figures(pack, "heroin_stopped")
    progress = pack.figures["showing_progress"]
    if good_enough(progress):
        yield from _figures(pack, "showing_progress")
    else:
        yield Heading(progress.measure.title)
        yield Paragraph(incomplete(progress))
    yield from _classes(pack, "progress_classes")
    yield from change_blocks([pack.parts[one.name] for one in CHANGES], place_names(pack.area))


def _leaving(pack: NeedsPack) -> Iterator[Block]:
    yield from _figures(pack, "completed_of_treated")
    if pack.case_mix is not None:
        yield Heading("Who walks in, and what services do", level=4)
        yield Bullets(pack.case_mix.says)
        yield Note("People differ in ways that nobody recorded, and places record differently: ask before you judge.")
    yield from _figures(pack, "completed_of_exits")
    yield from _classes(pack, "exit_reasons")
    yield from _figures(pack, "re_presented", "completed_without_return")
    if pack.equity:
        yield Heading("Do all groups complete alike?")
        yield Bullets(tuple(first_capital(said) for one in pack.equity for said in one.says))
    elif pack.published:
        yield Note(
            "Who walks in, and whether all groups complete alike, rest on exact counts of few people and stay inside."
        )


def _deaths(pack: NeedsPack) -> Iterator[Block]:
    yield from measured_blocks(pack.figures["died_in_treatment"], place_names(pack.area), per_thousand=True)
    yield Paragraph(
        "Deaths soon after leaving, and of people who never came, are not among these. Every death is a person; so few "
        "say little about one year, and a review of each death says more than its rate."
    )


def _beside(pack: NeedsPack) -> Iterator[Block]:
    yield Paragraph(" ".join(pack.similar.says) if pack.similar.says else "No area can be called similar.")
    told = pack.figures[COMPARED]
    shown = (pack.area.name, *pack.area.similar)
    rows = [
        IntervalRow(
            f"{name} (here)" if name == pack.area.name else name,
            part.value,
            part.low,
            part.high,
            part.numerator,
            part.denominator,
        )
        for name in shown
        if (part := told.areas[name]).value is not None
    ]
    rows.sort(key=lambda row: -(row.estimate or 0))
    together = told.told(Place.SIMILAR if pack.area.similar else Place.NATION).share.value
    if len(rows) > 1:
        yield Figure(
            IntervalChart(
                title=told.measure.title,
                rows=tuple(rows),
                reference=together,
                reference_name="together",
                row_name="Area",
            ),
            note=_left_out(len(shown) - len(rows)),
        )
    counts = [
        AreaCount(name, part.numerator, part.denominator)
        for name, part in told.areas.items()
        if part.numerator is not None and part.denominator
    ]
    if counts:
        yield Heading(f"All areas: {first_small(told.measure.title)}")
        yield Bullets(funnel_of_shares(counts, widen=True).says)


def _left_out(areas: int) -> str:
    return f"Not shown, withheld or with nobody: {plural(areas, 'area', 'areas')}." if areas else ""
