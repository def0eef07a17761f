"""What a column is: one description, from which the schema, the checks, the dictionary and the test builders come."""

from dataclasses import dataclass
from enum import Enum

import pyarrow as pa

from ostara.knowledge.codes import code_list


class Clock(Enum):
    """How a store tells days: as calendar dates, or as days from each person's own day zero."""

    CALENDAR = "calendar"
    RELATIVE = "relative"


class Kind(Enum):
    """The kinds of value a column may hold."""

    KEY = "key"  # number of a row or a person within this store; means nothing outside it
    DAY = "day"  # a date, or a day number where the store's clock is relative
    CODE = "code"  # one of a code list
    TEXT = "text"  # a short name that is not a person's
    MG = "mg"  # milligrams, exact to a thousandth
    COUNT = "count"  # a whole number
    NUMBER = "number"  # a number as published: a count, a rate or a share
    FLAG = "flag"  # yes or no; empty means not known


@dataclass(frozen=True)
class Column:
    """One column of a table.

    `unit` is what a number counts. `low` and `high` are the values beyond which a number is a mistake, both allowed.
    `identifying` marks what could help to recognise a person; such columns never leave the store in published results.
    """

    name: str
    kind: Kind
    meaning: str
    required: bool = True
    unit: str | None = None
    codes: str | None = None
    low: int | None = None
    high: int | None = None
    identifying: bool = False
    refers_to: str | None = None

    def arrow(self, clock: Clock) -> pa.Field:
        """The column as a Parquet field under this clock."""
        kinds = {
            Kind.KEY: pa.int64(),
            Kind.DAY: pa.date32() if clock is Clock.CALENDAR else pa.int32(),
            Kind.CODE: pa.string(),
            Kind.TEXT: pa.string(),
            Kind.MG: pa.decimal128(9, 3),
            Kind.COUNT: pa.int32(),
            Kind.NUMBER: pa.float64(),
            Kind.FLAG: pa.bool_(),
        }
        return pa.field(self.name, kinds[self.kind], nullable=not self.required)


def key(name: str, meaning: str, *, required: bool = True, refers_to: str | None = None) -> Column:
    """A number that names a row, or a row of another table (`refers_to`)."""
    return Column(name, Kind.KEY, meaning, required, refers_to=refers_to, low=0)


def person() -> Column:
    """The person a row is about: a number that means nothing outside this store."""
    return key("person", "the person, as a number that means nothing outside this store", refers_to="people")


def service() -> Column:
    """The service a row comes from. Small services are comparable, never identifying by themselves."""
    return text("service", "the service (site) that recorded it", required=False)


def day(name: str, meaning: str, *, required: bool = True) -> Column:
    """A day: a date in a calendar store, a number of days from the person's day zero in a relative one."""
    return Column(name, Kind.DAY, meaning, required, identifying=True)


def code(name: str, codes: str, meaning: str, *, required: bool = True, identifying: bool = False) -> Column:
    """One of a code list of `knowledge/codes`."""
    code_list(codes)
    return Column(name, Kind.CODE, meaning, required, codes=codes, identifying=identifying)


def text(name: str, meaning: str, *, required: bool = True, identifying: bool = False) -> Column:
    """A short name that is not a person's, such as a service or an area."""
    return Column(name, Kind.TEXT, meaning, required, identifying=identifying)


def milligrams(name: str, meaning: str, *, required: bool = True, high: int = 10_000) -> Column:
    """A dose, never negative and never without its unit."""
    return Column(name, Kind.MG, meaning, required, unit="mg", low=0, high=high)


def count(
    name: str, unit: str, meaning: str, *, high: int, low: int = 0, required: bool = True, identifying: bool = False
) -> Column:
    """A whole number of something."""
    return Column(name, Kind.COUNT, meaning, required, unit=unit, low=low, high=high, identifying=identifying)


def flag(name: str, meaning: str, *, required: bool = False) -> Column:
    """Yes, no, or (empty) not known."""
    return Column(name, Kind.FLAG, meaning, required)
