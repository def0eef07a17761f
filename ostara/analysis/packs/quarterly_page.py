"""The quarterly summary as two or three pages: the headline figures with their change, and four control charts."""

from collections.abc import Iterator

from ostara.analysis.comparison.control import ControlSeries
from ostara.analysis.comparison.rolling import rolling_series
from ostara.analysis.packs.basis import footer, origin
from ostara.analysis.packs.glance import Names
from ostara.analysis.packs.needs import place_names
from ostara.analysis.packs.needs_page import notice, protection, similar_said
from ostara.analysis.packs.phrases import PHRASES, SHORT, level_of
from ostara.analysis.packs.quarterly import CHARTED, HEADLINES, IN_A_YEAR, QuarterlyPack, as_counts
from ostara.analysis.packs.told import Measured, Place
from ostara.analysis.packs.verdict import WITHIN, trend, verdict
from ostara.analysis.packs.words import PER, between, cell, count_said, counted, first_small, resting, said, share_said
from ostara.analysis.view.periods import in_words
from ostara.drawing.blocks import Block, Figure, Finding, KeyFigure, KeyFigures, Level, Note, Paragraph, Strong, Text
from ostara.drawing.control import ControlChart, ControlPoint
from ostara.drawing.datatable import Column, DataTable
from ostara.drawing.page import Page, Section
from ostara.drawing.words import Unit, number

MOST = 4
BIG = ("in_treatment", "new_presentations", "completed_of_treated", "died_in_treatment")


def quarterly_page(pack: QuarterlyPack) -> Page:
    """The whole page."""
    names = place_names(pack.area)
    return Page(
        title=f"Treatment in {pack.area.name}: quarter {pack.quarter.name}",
        lead=_lead(pack),
        notice=notice(pack.store.manifest, published=pack.published),
        facts=(
            ("Twelve months", f"{in_words(pack.year.first)} to {in_words(pack.year.last)}"),
            ("Beside", similar_said(pack.area)),
            ("From", pack.store.manifest.origin.words),
            *protection(published=pack.published),
        ),
        sections=(
            Section("What stands out", quarterly_findings(pack)),
            Section("Headline figures", tuple(_headlines(pack, names))),
            Section("Quarter by quarter", tuple(_charts(pack))),
        ),
        footer=footer(),
        origin=origin(pack.store, HEADLINES),
    )


def _lead(pack: QuarterlyPack) -> Text:
    here = {name: told.told(Place.HERE) for name, told in pack.figures.items()}
    return (
        Strong(
            f"In the twelve months to {in_words(pack.year.last)}, {said(here['in_treatment'])} people were in treatment"
        ),
        f" and {said(here['new_presentations'])} started; {said(here['completed_of_treated'])} completed, "
        f"{said(here['died_in_treatment'])} died.",
    )


def quarterly_findings(pack: QuarterlyPack) -> tuple[Finding, ...]:
    """Up to four: what differs from similar areas, or from the year before, by more than chance allows."""
    found = sorted(_findings(pack), key=lambda one: list(Level).index(one.level))
    if found:
        return tuple(found[:MOST])
    than = "similar areas" if pack.area.similar else "the nation"
    return (
        Finding(
            Level.UNKNOWN,
            f"No headline figure differs from {than}, or from the year before, by more than chance allows",
            (Paragraph("That does not show that they are equal: with few people, real differences stay unseen."),),
        ),
    )


def _findings(pack: QuarterlyPack) -> Iterator[Finding]:
    for name, phrase in PHRASES.items():
        told = pack.figures.get(name)
        if told is None:
            continue
        here, beside, changed = told.told(Place.HERE).share, verdict(told), trend(told, earlier=1)
        when = Paragraph(f"{said(told.told(Place.HERE))}, {between(here)}, in the twelve months {told.latest.name}.")
        if beside is not None and beside.differs:
            title = f"{share_said(here.value)} {phrase}: {beside.word} than {beside.where} ({share_said(beside.other)})"
            yield Finding(level_of(name, beside.better), title, (when,))
        elif changed is not None and changed.changed:
            title = f"{share_said(here.value)} {phrase}, after {share_said(changed.before)} in the year before"
            yield Finding(level_of(name, changed.better), title, (when,))


def _headlines(pack: QuarterlyPack, names: Names) -> Iterator[Block]:
    yield KeyFigures(tuple(_big(pack.figures[name]) for name in BIG))
    here, *others = names.values()
    columns = (
        Column("Figure"),
        *(Column(one, numeric=True) for one in ("Quarter", f"{here}, twelve months", "Year before", *others)),
        Column("Change"),
        Column("Beside others"),
    )
    shown = [pack.figures[one.name] for one in HEADLINES]
    yield DataTable("Headline figures", columns, tuple(_row(pack, told, names) for told in shown))
    back = [f"{first_small(SHORT[told.measure.name])} ({told.latest.name})" for told in shown if told.set_back]
    if back:
        yield Note(f"Set back, so that what became of everybody can be known: {'; '.join(back)}.")
    not_told = [
        f"{first_small(SHORT[told.measure.name])} {count_said(told.told(Place.HERE).unknown)}"
        for told in shown
        if told.told(Place.HERE).unknown != 0
    ]
    if not_told:
        yield Note(f"Not known, and left out of the share: {'; '.join(not_told)}.")
    unverified = tuple(dict.fromkeys(name for one in HEADLINES for name in one.unverified))
    yield Note(
        "Better, worse, up and down are said where the difference is more than chance allows (1 in 500). "
        f"Rests on unverified: {resting(unverified)}."
    )


def _big(told: Measured) -> KeyFigure:
    part, before = told.told(Place.HERE).share, told.told(Place.HERE, told.periods[0].name).share
    interval = between(part) if part.low is not None else ""
    return KeyFigure(cell(part), told.measure.title, interval, f"year before {cell(before)}")


def _row(pack: QuarterlyPack, told: Measured, names: Names) -> tuple[str, ...]:
    here, *others = names
    part, before = told.told(here).share, told.told(here, told.periods[0].name).share
    quarter = list(pack.quarters[told.measure.name].values())[-1]
    sure_of = f" ({between(part)})" if part.low is not None else ""
    return (
        SHORT[told.measure.name],
        cell(quarter),
        f"{cell(part)}{sure_of}",
        cell(before),
        *(cell(told.told(place).share) for place in others),
        _change(told) if told.is_count else _changed(told),
        _beside(told),
    )


def _beside(told: Measured) -> str:
    found = verdict(told)
    return found.word if found is not None else "" if told.is_count else "cannot be told"


def _changed(told: Measured) -> str:
    found = trend(told, earlier=1)
    if found is None or found.apart.value is None:
        return "cannot be told"
    return _way(found.apart.value) if found.changed else WITHIN


def _change(told: Measured) -> str:
    now, then = (told.told(Place.HERE, one.name).share.numerator for one in reversed(told.periods))
    if now is None or not then:
        return ""
    return f"{'+' if now >= then else '−'}{number(abs(now - then) / then * 100)}%"


def _way(apart: float) -> str:
    return "up" if apart > 0 else "down"


def _charts(pack: QuarterlyPack) -> Iterator[Block]:
    yield Paragraph(
        "Each point is a quarter of its own. Twelve months that end with each quarter share three quarters of their "
        "people; they stand in the table and set off no alarm."
    )
    for measure in CHARTED:
        quarters, rolling = pack.quarters[measure.name], pack.rolling[measure.name]
        if not rolling:
            continue
        if all(part.numerator is None for part in quarters.values()):
            yield Note(f"{measure.title}: no quarter is told, as one of them at least is small. {_WHY_NONE}")
            continue
        found = rolling_series(as_counts(rolling), as_counts(quarters), width=IN_A_YEAR)
        per = PER if measure.name == "died_in_treatment" else 1
        yield Figure(
            _chart(measure.title, found.judged_by, per=per),
            caption=" ".join(found.judged_by.says),
            table=_TOGETHER,
        )
    yield _quarters(pack)


_WHY_NONE = "Beside twelve months that end with each quarter, the others would give it away."
_TOGETHER = DataTable("In the table below", (Column("Quarter"),), ())  # without rows: the three charts share one


def _chart(title: str, series: ControlSeries, per: int) -> ControlChart:
    def scaled(value: float | None) -> float | None:
        return None if value is None else value * per

    points = tuple(
        ControlPoint(one.name, scaled(one.value), scaled(one.low), scaled(one.high)) for one in series.points
    )
    return ControlChart(
        title=title,
        points=points,
        centre=None if series.centre is None else round(series.centre * per, 1 if per > 1 else 4),
        period_name="Quarter",
        value_name="Share" if per == 1 else f"Per {number(per)}",
        unit=Unit.SHARE if per == 1 else Unit.NUMBER,
        centre_name="usual here",
    )


def _quarters(pack: QuarterlyPack) -> DataTable:
    """The numbers behind the charts: each quarter, and the twelve months that end with it."""
    names = [one.name for one in CHARTED]
    columns = [Column("Quarter")]
    for name in names:
        columns += [Column(SHORT[name], numeric=True), Column("Twelve months", numeric=True)]
    rows = []
    for which, quarter in enumerate(pack.quarters[names[0]]):
        cells = [quarter]
        for name in names:
            part = list(pack.quarters[name].values())[which]
            years = list(pack.rolling[name].values())
            before = len(pack.quarters[name]) - len(years)
            cells += [f"{counted(part)} ({cell(part)})" if part.value is not None else cell(part)]
            cells += [cell(years[which - before]) if which >= before else ""]
        rows.append(tuple(cells))
    return DataTable("Quarter by quarter", tuple(columns), tuple(rows))
