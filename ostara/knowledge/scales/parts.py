"""The parts of a scale's file: each becomes what it declares, or is refused by its name."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from math import ceil

from ostara.knowledge.entries import as_entry, words
from ostara.knowledge.parameters.number import Number, Status
from ostara.knowledge.refusal import RefusalError
from ostara.knowledge.scales.scale import Band, Bands, Grounds, Heed, Item, Licence, Notable
from ostara.knowledge.sources import source

GROUNDS = frozenset({"source", "place", "status"})
Entry = Mapping[str, object]


def require(holds: bool, place: str, reason: str) -> None:
    """Refuse unless it holds."""
    if not holds:
        raise RefusalError(place, reason)


def whole(entry: Entry, field: str, place: str) -> int:
    """A field that holds a whole number."""
    number = entry[field]
    if type(number) is not int:
        raise RefusalError(place, f"{field} is not a whole number")
    return number


def listed(said: object, place: str) -> list[object]:
    """A list."""
    if not isinstance(said, list):
        raise RefusalError(place, "is not a list")
    return said


def grounds_of(entry: Entry, place: str) -> Grounds:
    """What an entry rests on, with a source that is written down."""
    id, status = words(entry, "source", place=place), words(entry, "status", place=place)
    require(status in list(Status), place, f"status {status} is none of {', '.join(Status)}")
    try:
        source(id)
    except RefusalError as error:
        raise RefusalError(place, f"{error.place} {error.reason}") from error
    return Grounds(id, words(entry, "place", place=place), Status(status))


def licence_of(value: object, place: str) -> Licence:
    """The terms of use. Wording is free only where a licence was read that says so."""
    entry = as_entry(value, place=place, required=GROUNDS | {"says", "wording_free"}, optional=frozenset())
    free, grounds = entry["wording_free"], grounds_of(entry, place)
    if not isinstance(free, bool):
        raise RefusalError(place, "wording_free is neither true nor false")
    require(not free or grounds.status is Status.QUOTED, place, "wording_free, but no licence was read that says so")
    return Licence(words(entry, "says", place=place), free, grounds)


def items_of(labels: Entry, answers: Entry, licence: Licence, file: str) -> Iterator[Item]:
    """Every item: its label, its wording where there is one, and the answers that all items or it alone takes."""
    named = listed(labels["items"], f"{file} labels items")
    said = listed(labels.get("wording", []), f"{file} labels wording")
    require(not said or licence.wording_free, f"{file} labels wording", "the licence does not say that it may be shown")
    require(len(said) in (0, len(named)), f"{file} labels wording", "has another number of items")
    special = answers.get("of", {})
    if not isinstance(special, dict):
        raise RefusalError(f"{file} answers of", "does not name items")
    numbers = [str(number) for number in range(1, len(named) + 1)]
    for stray in special.keys() - set(numbers):
        raise RefusalError(f"{file} answers of", f"there is no item {stray}")
    for number, label, wording in zip(numbers, named, said or [None] * len(named), strict=True):
        yield Item(
            int(number),
            _words(label, f"{file} labels item {number}"),
            _answers(special.get(number, answers["values"]), f"{file} answers item {number}"),
            None if wording is None else _words(wording, f"{file} labels wording {number}"),
        )


def bands_of(value: object, lowest: int, highest: int, place: str) -> Bands:
    """Bands that begin at the lowest total, rise, and end at the highest."""
    entry = as_entry(value, place=place, required=GROUNDS | {"name", "steps"}, optional=frozenset({"about"}))
    steps = [
        as_entry(step, place=place, required=frozenset({"from"}), optional=frozenset({"says"}))
        for step in listed(entry["steps"], place)
    ]
    begins = [_number(step, place) for step in steps]
    require(begins[:1] == [lowest], place, f"the first band does not begin at {lowest}, the lowest total")
    require(begins == sorted(set(begins)), place, "its bands do not rise")
    require(begins[-1] <= highest, place, f"a band begins above {highest}, the highest total")
    ends = [*(_below(one) for one in begins[1:]), highest]
    return Bands(
        words(entry, "name", place=place),
        tuple(
            Band(begin, f"{ceil(begin)} to {end}", words(step, "says", place=place) if "says" in step else None)
            for step, begin, end in zip(steps, begins, ends, strict=True)
        ),
        words(entry, "about", place=place) if "about" in entry else None,
        grounds_of(entry, place),
    )


def heed_of(value: object, items: tuple[Item, ...], place: str) -> Heed:
    """An answer that is told by itself."""
    entry = as_entry(value, place=place, required=GROUNDS | {"item", "from", "says"}, optional=frozenset())
    number, begins = whole(entry, "item", place), whole(entry, "from", place)
    allowed = next((item.answers for item in items if item.number == number), ())
    require(begins in allowed, place, f"item {number} does not take {begins}, or there is no such item")
    return Heed(number, begins, words(entry, "says", place=place), grounds_of(entry, place))


def notable_of(value: object, place: str) -> Notable:
    """How many points of change count."""
    entry = as_entry(value, place=place, required=GROUNDS | {"points"}, optional=frozenset())
    points = whole(entry, "points", place)
    require(points > 0, place, "points is not above zero")
    return Notable(points, grounds_of(entry, place))


def _words(said: object, place: str) -> str:
    return words({"it": said}, "it", place=place)


def _answers(said: object, place: str) -> tuple[int, ...]:
    values = listed(said, place)
    numbers = tuple(value for value in values if type(value) is int)
    require(len(numbers) == len(values) > 1, place, "is not a list of two or more whole numbers")
    require(list(numbers) == sorted(set(numbers)), place, "its answers do not rise")
    return numbers


def _number(step: Entry, place: str) -> Number:
    begins = step["from"]
    if isinstance(begins, bool) or not isinstance(begins, int | Decimal):
        raise RefusalError(place, "from is not a number")
    return begins


def _below(begins: Number) -> int:
    """The highest whole total below where a band begins, which may lie between two totals."""
    return ceil(begins) - 1
