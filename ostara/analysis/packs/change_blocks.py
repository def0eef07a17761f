"""Change in use by the first review, all substances together: who stopped, as bars; every class in one table."""

from collections.abc import Iterator, Mapping, Sequence

from ostara.analysis.packs.told import Parted, Place
from ostara.analysis.packs.words import cell, count_said, first_capital, resting
from ostara.drawing.bars import Bar, BarChart
from ostara.drawing.blocks import Block, Figure, Heading, Note, Paragraph
from ostara.drawing.datatable import Column, DataTable
from ostara.drawing.words import plural
from ostara.ndtms.top import ABSTINENT, CLASSES

Names = Mapping[Place, str]
TITLE = "Change in use by the first review"


def change_blocks(told: Sequence[Parted], names: Names) -> Iterator[Block]:
    """The blocks of every substance, each a classed measure."""
    yield Heading(TITLE)
    yield Paragraph(
        "Of people who used a substance when they started, and were asked again in the first months: how many had "
        "stopped. Whether others used less or more is told only where a threshold is known: published for alcohol of "
        "people who use nothing else, quoted but unverified for opiates and crack. Elsewhere it is withheld."
    )
    yield Figure(_chart(told, names), table=_table(told, names))
    yield Note(" ".join(_doubts(told)))


def _chart(told: Sequence[Parted], names: Names) -> BarChart:
    beside = Place.SIMILAR if Place.SIMILAR in names else Place.NATION
    bars = tuple(_bar(one, place, names[place]) for one in told for place in (Place.HERE, beside))
    return BarChart(
        f"Not using at the review, {told[0].latest.name}", bars, "Share of those told", group_name="Substance"
    )


def _bar(one: Parted, place: Place, name: str) -> Bar:
    part, group = one.parts(place).share(first_capital(ABSTINENT)), _substance(one)
    if part.value is None and part.denominator != 0:
        return Bar(name, None, group=group, withheld=True)
    return Bar(name, part.value, part.low, part.high, group=group)


def _substance(one: Parted) -> str:
    return first_capital(one.title.removeprefix(f"{TITLE}: "))


def _table(told: Sequence[Parted], names: Names) -> DataTable:
    """Each substance in a row: how many here are in each class and in none, and the share that stopped everywhere."""
    words = [first_capital(name) for name in CLASSES]
    headings = (*words, "Not known", *(f"{name}: {ABSTINENT}, of those told" for name in names.values()))
    rows = tuple(
        (
            _substance(one),
            *(count_said(one.parts(Place.HERE).counts.get(word, 0)) for word in words),
            count_said(one.parts(Place.HERE).unknown),
            *(cell(one.parts(place).share(first_capital(ABSTINENT))) for place in names),
        )
        for one in told
    )
    columns = (Column("Substance"), *(Column(name, numeric=True) for name in headings))
    return DataTable(f"{TITLE}: journeys in {names[Place.HERE]}, {told[0].latest.name}", columns, rows)


def _doubts(told: Sequence[Parted]) -> Iterator[str]:
    if told[0].set_back:
        yield f"Set back by {plural(told[0].set_back, 'month', 'months')}, so that it can be known of everybody."
    yield "Not known: nothing was answered at a review in those months; they are left out of the share."
    unverified = tuple(dict.fromkeys(name for one in told for name in one.unverified))
    if unverified:
        yield f"Rests on unverified: {resting(unverified)}."
