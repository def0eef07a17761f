"""Reads the tables beside this page: instalments that come of a pattern, days without medicine that come of supplies.

A month and day stand as 03-02; the year is the one of the line that begins with `given`. A day alone, 02, is of the
month in which the course began; 02..08 are the days from the one to the other.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from ostara.care.calendar.days import days_between
from ostara.care.calendar.in_hand import DepotWindow, ExpectedSupply, NoSupply, Outcome, Pause, depot_window
from ostara.care.calendar.opening import Opening, open_week
from ostara.care.calendar.pattern import SupplyPattern
from ostara.care.calendar.schedule import OrderPoint

HERE = Path(__file__).parent
SHORT = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
PLACE = "pharmacy"


def cells(line):
    return [cell.strip() for cell in line.split("|")]


def blocks(name):
    return (HERE / name).read_text().strip().split("\n\n")


@dataclass
class Supplied:
    """One table of instalments."""

    title: str
    pattern: SupplyPattern
    opening: Opening
    orders: list[OrderPoint]
    first: date
    last: date
    wording: bool
    rows: list[tuple]
    problems: list[tuple[str, date]]


def instalment_tables():
    return [_instalments(block) for block in blocks("instalments.txt")]


def _instalments(block):
    title, given, _, *rows, problems = block.splitlines()
    said = [part.strip() for part in given.removeprefix("given ").split(";")]
    first, last = (date.fromisoformat(day) for day in _one(said, "days").split())
    year = first.year

    def day(text):
        return date.fromisoformat(f"{year}-{text}")

    def days(text):
        return () if text == "-" else tuple(map(day, text.split()))

    table = [
        (day(on), days(covers), Decimal(mg), Decimal(watched), days(instead))
        for on, covers, mg, watched, instead in map(cells, rows)
    ]
    told = problems.removeprefix("problems: ")
    return Supplied(
        title=title,
        pattern=_pattern(_one(said, "pattern")),
        opening=_opening(said),
        orders=[_order(part) for part in said if part.startswith("dose ")],
        first=first,
        last=last,
        wording=_one(said, "wording") == "yes",
        rows=table,
        problems=[] if told == "none" else [(kind, day(on)) for kind, on in map(str.split, told.split("; "))],
    )


def _one(said, name):
    return next((part.removeprefix(f"{name} ") for part in said if part.startswith(f"{name} ")), "")


def _pattern(said):
    words = said.removesuffix("watched").removesuffix("taken away").strip()
    weekdays = range(7) if words == "every day" else [SHORT.index(word) for word in words.split()]
    return SupplyPattern.on_days(weekdays, PLACE, observed=weekdays if said.endswith("watched") else ())


def _opening(said):
    closed = _one(said, "closed")
    weekdays = [] if closed == "none" else [SHORT.index(word) for word in closed.split()]
    on_bank_holidays = None if "not asked about bank holidays" in said else "open on bank holidays" in said
    shut = _one(said, "shut")
    closures = {date.fromisoformat(shut): "stocktaking"} if shut else {}
    return Opening(open_week(weekdays), on_bank_holidays, closures)


def _order(part):
    _, on, mg = part.split()
    return OrderPoint(date.fromisoformat(on), None if mg == "stop" else Decimal(mg))


@dataclass
class Missed:
    """One line of a table of days without medicine."""

    place: str
    began: date
    on: date
    supplies: list[ExpectedSupply]
    pauses: list[NoSupply]
    depots: list[DepotWindow]
    expected: dict[str, str]

    def day(self, text):
        return date.fromisoformat(f"{self.began.year}-{text}")

    def days(self, column):
        text = self.expected.get(column, "-")
        return () if text == "-" else tuple(map(self.day, text.split()))

    def bounds(self, column):
        low, _, high = self.expected[column].partition(" to ")
        return int(low), int(high or low)


def missed_lines():
    return [line for block in blocks("days_without.txt") for line in _missed(block)]


def _missed(block):
    title, *lines = block.splitlines()
    began, headings = None, []
    for line in lines:
        if line.startswith("given "):
            began = date.fromisoformat(line.removeprefix("given began "))
        elif line.startswith("supplies |"):
            headings = cells(line)
        else:
            row = dict(zip(headings, cells(line), strict=True))
            yield _line(f"{title}: {line}", began, row)


def _line(place, began, row):
    found = Missed(place, began, date.fromisoformat(f"{began.year}-{row['on']}"), [], [], [], row)
    for said in row["supplies"].split(","):
        _enter(found, said.split())
    return found


def _enter(found, words):
    match words:
        case ["nothing"]:
            return
        case [("held" | "stopped") as why, days]:
            first, last = _span(found.began, days)
            until = None if why == "stopped" else last
            found.pauses.append(NoSupply(Pause(why), first, until))
        case [("weekly" | "monthly") as which, "depot", day]:
            found.depots.append(depot_window(_day(found.began, day), f"depot_{which}"))
        case [days, outcome, "for", given]:
            found.supplies.append(_supply(found.began, days, outcome, given_days=_all(found.began, given)))
        case [days, outcome, "part"]:
            found.supplies.append(_supply(found.began, days, outcome, part_days=frozenset(_all(found.began, days))))
        case [days, outcome]:
            found.supplies.append(_supply(found.began, days, outcome))


def _supply(began, days, outcome, **more):
    return ExpectedSupply(_all(began, days), Outcome(outcome), **more)


def _day(began, text):
    """A day as 03-02, or as 02 in the month in which the course began."""
    return date.fromisoformat(f"{began.year}-{text}") if len(text) > 2 else began.replace(day=int(text))


def _span(began, text):
    first, _, last = text.partition("..")
    return _day(began, first), _day(began, last or first)


def _all(began, text):
    return days_between(*_span(began, text))
