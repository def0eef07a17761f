"""Prevalence and unmet need as blocks: each estimate by its method, with its interval, and what is missing."""

from collections.abc import Iterator

from ostara.analysis.packs.needs import NeedsPack
from ostara.analysis.packs.prevalence import HOW, SET_BESIDE, Need
from ostara.drawing.blocks import Block, Figure, Note, Paragraph
from ostara.drawing.datatable import Column, DataTable
from ostara.drawing.intervals import IntervalChart, IntervalRow
from ostara.drawing.words import UNKNOWN, interval, listed, number, percent, plural


def prevalence(pack: NeedsPack) -> tuple[Block, ...]:
    """The section."""
    if not pack.needs:
        return tuple(_missing(pack))
    return (
        Paragraph(
            "How many people use a substance is estimated by models; nobody counts them. Each estimate stands with its "
            "interval and its method. Estimates of different methods cannot be compared, added, or read as a trend."
        ),
        *_chart(pack),
        _table(pack),
        Note(
            "The interval of unmet need is that of the estimate alone. Where more people are in treatment than the "
            "estimate holds, need is negative, and is shown as that. Estimates are of the ages their method covers "
            f"(often 15 to 64); people in treatment are of all ages, in {pack.period.name}. " + _set_beside(pack)
        ),
    )


def _set_beside(pack: NeedsPack) -> str:
    """Who in treatment stands beside which estimate."""
    groups = dict.fromkeys(one.estimate.group for one in (*pack.needs, *pack.nation_needs))
    told = "; ".join(f"{group}, {SET_BESIDE[group]}" for group in groups if group in SET_BESIDE)
    return f"In treatment are counted, beside {told}." if told else ""


def _missing(pack: NeedsPack) -> Iterator[Block]:
    if pack.estimates_given:
        yield Paragraph(
            f"The file of estimates has none for {pack.area.name}. Areas there must be named as in the store."
        )
    else:
        yield Paragraph("No estimates were given, so unmet need is not known.")
    yield Paragraph(f"To add them, give --prevalence with {HOW}, or the file that `ostara import england` writes.")


def _chart(pack: NeedsPack) -> Iterator[Figure]:
    every = [
        IntervalRow(f"{place}: {_named(one)}", one.need.share, one.need.low, one.need.high)
        for place, needs in ((pack.area.name, pack.needs), ("National", pack.nation_needs))
        for one in needs
        if one.need is not None
    ]
    rows = tuple(row for row in every if (row.low or 0) >= 0)
    if rows:
        left = len(every) - len(rows)
        note = (
            f"Not drawn, as it may be negative: {plural(left, 'estimate', 'estimates')}; see the table." if left else ""
        )
        yield Figure(IntervalChart("Estimated share not in treatment", rows, row_name="Estimate"), note=note)


def _named(one: Need) -> str:
    return f"{one.estimate.group}, {one.estimate.period} ({one.estimate.method})"


def _table(pack: NeedsPack) -> DataTable:
    headings = ("Estimated people", "95% interval", "In treatment", "Not in treatment", "Interval")
    columns = (Column("Estimate"), *(Column(name, numeric=True) for name in headings))
    rows = tuple(
        (f"{place}: {_named(one)}", *_cells(one))
        for place, needs in ((pack.area.name, pack.needs), ("National", pack.nation_needs))
        for one in needs
    )
    methods = sorted({one.estimate.method for one in pack.needs})
    notes = (f"Methods: {listed(methods)}. Do not mix them.",) if len(methods) > 1 else ()
    return DataTable("Prevalence and unmet need", columns, rows, notes)


def _cells(one: Need) -> tuple[str, ...]:
    need, estimate = one.need, one.estimate
    unmet = (UNKNOWN, UNKNOWN) if need is None else (percent(need.share), interval(need.low, need.high))
    return (
        number(estimate.people),
        f"{number(estimate.low)} to {number(estimate.high)}",
        number(one.in_treatment),
        *unmet,
    )
