"""One measure as blocks: what it is here, whether it differs, its chart with its table, and its doubts."""

from collections.abc import Iterator, Mapping

from ostara.analysis.packs.told import Measured, Place
from ostara.analysis.packs.verdict import trend, verdict
from ostara.analysis.packs.words import (
    PER,
    between,
    cell,
    count_said,
    counted,
    first_capital,
    resting,
    said,
    sure,
)
from ostara.drawing.blocks import Block, Figure, Heading, Note, Paragraph, Strong
from ostara.drawing.datatable import Column, DataTable
from ostara.drawing.trend import TrendChart, TrendSeries
from ostara.drawing.words import Unit, number, plural

Names = Mapping[Place, str]


def measured_blocks(told: Measured, names: Names, *, per_thousand: bool = False) -> tuple[Block, ...]:
    """The blocks of one measure. `per_thousand` draws it per 1,000, for what is rare."""
    return (
        Heading(told.measure.title),
        *(Paragraph(each) for each in _sentences(told, names)),
        _figure(told, names, per_thousand=per_thousand),
        *doubts(told),
    )


def _sentences(told: Measured, names: Names) -> Iterator[tuple[str | Strong, ...]]:
    here = told.told(Place.HERE)
    if told.is_count:
        yield (Strong(f"{first_capital(_of_period(told))}: {said(here, unit=told.measure.unit)}."), _change(told))
        return
    if here.share.denominator == 0:
        yield (Strong(f"{first_capital(_of_period(told))} there is nobody here of whom this can be told."),)
        return
    how_sure = sure(here.share)
    yield (
        Strong(f"{first_capital(_of_period(told))}: {said(here, unit=told.measure.unit)}"),
        f", {how_sure}." if how_sure else ".",
    )
    found, changed = verdict(told), trend(told)
    told_of = [each.sentence for each in (found, changed) if each is not None]
    if told_of:
        yield (" ".join(told_of),)


def _of_period(told: Measured) -> str:
    """The days a figure is about: its financial year, or the twelve months it was set back to."""
    return f"in the year {told.latest.name}" if told.set_back else f"in {told.latest.name}"


def _change(told: Measured) -> str:
    """How a count changed since the period before. A count of people has no interval: it is what was counted."""
    now = told.told(Place.HERE).share.numerator
    before = told.periods[-2] if len(told.periods) > 1 else None
    then = told.told(Place.HERE, before.name).share.numerator if before else None
    if before is None or now is None or not then:
        return ""
    if now == then:
        return f" As many as in {before.name}."
    share = abs(now - then) / then
    return f" {number(share * 100)}% {'more' if now > then else 'fewer'} than in {before.name} ({number(then)})."


def _figure(told: Measured, names: Names, *, per_thousand: bool) -> Figure:
    places = [place for place in names if place is Place.HERE or not told.is_count]
    factor = PER if per_thousand else 1
    unit = Unit.NUMBER if told.is_count or per_thousand else Unit.SHARE
    series = tuple(_series(told, place, names[place], factor) for place in places)
    value_name = (
        "People"
        if told.is_count
        else f"Per {number(PER)} {told.measure.unit}"
        if per_thousand
        else (f"Share of {told.measure.unit}")
    )
    return Figure(
        TrendChart(
            title=f"{told.measure.title}: {names[Place.HERE]}" + (" and others" if len(places) > 1 else ""),
            categories=tuple(one.name for one in told.periods),
            series=series,
            category_name="Twelve months" if told.set_back else "Financial year",
            value_name=value_name,
            unit=unit,
        ),
        table=measured_table(told, names),
        note=_not_drawn(told),
    )


def _series(told: Measured, place: Place, name: str, factor: float) -> TrendSeries:
    parts = [told.told(place, one.name).share for one in told.periods]

    def scaled(values: list[float | None]) -> tuple[float | None, ...]:
        return tuple(None if value is None else value * factor for value in values)

    values = scaled([part.value for part in parts])
    if told.is_count:
        return TrendSeries(name, values)
    return TrendSeries(name, values, scaled([part.low for part in parts]), scaled([part.high for part in parts]))


def _not_drawn(told: Measured) -> str:
    held = [one.name for one in told.periods if told.told(Place.HERE, one.name).withheld]
    return f"Withheld to protect people, and so not drawn: {', '.join(held)}." if held else ""


def measured_table(told: Measured, names: Names) -> DataTable:
    """Each period in a row: the area's count, share and interval, the others' shares, and how many are not known."""
    here, *others = names.values()
    if told.is_count:
        columns = (Column("Period"), *(Column(name, numeric=True) for name in names.values()))
        rows = tuple(
            (one.name, *(count_said(told.told(place, one.name).share.numerator) for place in names))
            for one in told.periods
        )
        return DataTable(told.measure.title, columns, rows)
    headings = (f"{here}: counted", here, "95% interval", *others, "Not known here")
    rows = tuple(_row(told, one.name, names) for one in told.periods)
    return DataTable(told.measure.title, (Column("Period"), *(Column(name, numeric=True) for name in headings)), rows)


def _row(told: Measured, period: str, names: Names) -> tuple[str, ...]:
    here, *others = names
    mine = told.told(here, period)
    return (
        period,
        counted(mine.share),
        cell(mine.share),
        between(mine.share),
        *(cell(told.told(place, period).share) for place in others),
        count_said(mine.unknown),
    )


def doubts(told: Measured) -> Iterator[Note]:
    """Of how many it is not known, how far the period was set back, and which numbers nobody has verified."""
    said_of: list[str] = []
    unknown = told.told(Place.HERE).unknown
    if unknown is None:
        said_of.append("Not known of a few, who are left out of the share.")
    elif unknown:
        said_of.append(f"Not known of {number(unknown)}: left out of the share, not counted as well or badly.")
    if told.set_back:
        months = plural(told.set_back, "month", "months")
        said_of.append(f"Set back by {months}, so that what became of everybody can be known.")
    if told.measure.unverified:
        said_of.append(f"Rests on unverified: {resting(told.measure.unverified)}.")
    said_of.append(f"Counted: {told.measure.counts}.")
    if said_of:
        yield Note(" ".join(said_of))
