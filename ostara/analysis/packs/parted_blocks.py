"""People in parts as blocks: bars of the area with the others beside them, and the area over the years as a table."""

from collections.abc import Iterator, Mapping

from ostara.analysis.packs.told import Parted, Place
from ostara.analysis.packs.words import cell, count_said, first_capital, of_person, resting
from ostara.analysis.view.dimensions import NOT_RECORDED
from ostara.drawing.bars import Bar, BarChart
from ostara.drawing.blocks import Block, Figure, Heading, Note, Paragraph
from ostara.drawing.datatable import Column, DataTable
from ostara.drawing.words import number, plural

Names = Mapping[Place, str]
MOST_BARS = 8  # parts drawn; the table has them all
NONE_RECORDED = first_capital(NOT_RECORDED)


def parted_blocks(told: Parted, names: Names, *, heading: str = "") -> tuple[Block, ...]:
    """The blocks of one dimension or of the classes of one measure; only a sentence where nobody is in any part."""
    title = heading or told.title
    here = told.parts(Place.HERE)
    if not _recorded(told):
        return Heading(title), Paragraph("Nothing of this is recorded in the store, here or elsewhere.")
    if here.whole == 0:
        unknown = f" Of {number(here.unknown)} it is not known." if here.unknown else ""
        return Heading(title), Paragraph(f"In {told.latest.name} this can be told of nobody here.{unknown}")
    return (
        Heading(title),
        Figure(_chart(told, names, title), table=_table(told, names, title), note=_not_drawn(told)),
        *_doubts(told),
    )


def _recorded(told: Parted) -> bool:
    """Whether anything but `not recorded` occurs anywhere in the nation."""
    counts = told.parts(Place.NATION).counts
    return any(count != 0 for word, count in counts.items() if word != NONE_RECORDED)


def _occurring(told: Parted) -> tuple[str, ...]:
    """Parts in which there is anybody, here or in the nation."""
    here, nation = told.parts(Place.HERE).counts, told.parts(Place.NATION).counts
    return tuple(word for word in told.words if here.get(word) != 0 or nation.get(word) != 0)


def _drawn(told: Parted) -> tuple[str, ...]:
    """The parts to draw: of many only the largest, in their usual order."""
    nation, occurring = told.parts(Place.NATION).counts, _occurring(told)
    if len(occurring) <= MOST_BARS:
        return occurring
    most = sorted(occurring, key=lambda word: -(nation.get(word) or 0))[:MOST_BARS]
    return tuple(word for word in occurring if word in most)


def _chart(told: Parted, names: Names, title: str) -> BarChart:
    """For each part the bar of the area, and that of similar areas, or of the nation where there are none."""
    beside = Place.SIMILAR if Place.SIMILAR in names else Place.NATION
    bars = tuple(_bar(told, place, names[place], word) for word in _drawn(told) for place in (Place.HERE, beside))
    return BarChart(f"{title}, {told.latest.name}", bars, f"Share of {told.unit}", group_name="Part")


def _bar(told: Parted, place: Place, name: str, word: str) -> Bar:
    part, group = told.parts(place).share(word), of_person(word)
    if part.value is None and part.denominator != 0:
        return Bar(name, None, group=group, withheld=True)
    return Bar(name, part.value, part.low, part.high, group=group)


def _not_drawn(told: Parted) -> str:
    hidden = len(_occurring(told)) - len(_drawn(told))
    return f"The largest {MOST_BARS} parts are drawn; the table has them all." if hidden > 0 else ""


def _table(told: Parted, names: Names, title: str) -> DataTable:
    """How many here in each of the periods, and in the last one the share of the parts in every place."""
    here, last = told.parts(Place.HERE), told.latest.name
    counted = [f"{names[Place.HERE]} {one.name}" for one in told.periods]
    headings = (*counted, *(f"{name} {last}, share" for name in names.values()))
    rows = [
        (
            of_person(word),
            *(count_said(told.parts(Place.HERE, one.name).counts.get(word, 0)) for one in told.periods),
            *(cell(told.parts(place).share(word)) for place in names),
        )
        for word in _occurring(told)
    ]
    unknown = [told.parts(Place.HERE, one.name).unknown for one in told.periods]
    if any(unknown) or None in unknown:
        rows.append(("Not known, in no part", *map(count_said, unknown), *("" for _ in names)))
    notes = (f"Parts of {plural(here.whole, *_nouns(told.unit))} here.",) if here.whole is not None else ()
    columns = (Column("Part"), *(Column(name, numeric=True) for name in headings))
    return DataTable(f"{title}: {told.unit}, and the share in {last}", columns, tuple(rows), notes)


def _nouns(unit: str) -> tuple[str, str]:
    return ("person", "people") if unit == "people" else (unit.removesuffix("s"), unit)


def _doubts(told: Parted) -> Iterator[Note]:
    here = told.parts(Place.HERE)
    said = []
    if here.unknown is None:
        said.append("Of some it is not known; how many is withheld.")
    elif here.unknown:
        said.append(f"Not known of {number(here.unknown)}, who are in no part.")
    if told.set_back:
        said.append(f"Set back by {plural(told.set_back, 'month', 'months')}, so that it can be known of everybody.")
    if told.assumed:
        said.append(f"Assumed: {told.assumed}.")
    if told.unverified:
        said.append(f"Rests on unverified: {resting(told.unverified)}.")
    said.append(f"Counted: {told.meaning}.")
    yield Note(" ".join(said))
