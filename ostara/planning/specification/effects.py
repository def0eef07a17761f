"""The words in which moves and weights are written: a rate, shares of it, and factors under conditions."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class When:
    """A condition: all of `tags` and none of `without`, weeks from `first` up to but not `until`, flags, sex.

    `limit` names a lever that sets the first week instead; while the lever is nought the condition never holds.
    """

    tags: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    first: int = 0
    until: int | None = None
    flags: tuple[tuple[str, bool], ...] = ()
    sex: str | None = None
    limit: str | None = None


@dataclass(frozen=True)
class Factor:
    """A ratio that multiplies a rate where `when` holds.

    With `per_decade` it is raised to the decades above that age, below it too unless `above_only`. With `coverage`
    only that share of people (levers and shares, multiplied) feels it: 1 + share x (ratio - 1). With `power_of` it is
    an elasticity: that lever's ratio is raised to it, or with `rest` to one less it.
    """

    parameter: str
    when: When = field(default_factory=When)
    per_decade: float | None = None
    coverage: tuple[str, ...] = ()
    power_of: str | None = None
    rest: bool = False
    above_only: bool = False


@dataclass(frozen=True)
class Share:
    """A probability (a parameter or a lever) by which a rate is divided between ways; `rest` takes what is left."""

    name: str
    rest: bool = False


@dataclass(frozen=True)
class Move:
    """From every place that `origin` fits to one place, at a rate per year, times shares, times factors.

    `keeps` carries the journey clock on. A part of the destination's name in braces is a choice of tags, of which the
    origin's is taken: `{methadone|buprenorphine}_optimal_supervised`.
    """

    origin: When
    to: str
    rate: str
    shares: tuple[Share, ...] = ()
    times: tuple[Factor, ...] = ()
    keeps: bool = False


@dataclass(frozen=True)
class Flip:
    """A flag that changes while a person stays where they are: at a rate per year up, and at one down."""

    flag: str
    where: When
    up: str
    down: str
    up_times: tuple[Factor, ...] = ()
    down_times: tuple[Factor, ...] = ()


@dataclass(frozen=True)
class Weight:
    """What a year counts for in an outcome: a parameter, times shares and factors, where `where` holds.

    `sustained` names flags that must have been down for 13 weeks: of those whose flag is down now, the share for whom
    it has been, from the rate at which it goes up.
    """

    outcome: str
    where: When
    value: str
    shares: tuple[Share, ...] = ()
    times: tuple[Factor, ...] = ()
    sustained: tuple[str, ...] = ()


def at(
    *tags: str,
    without: tuple[str, ...] = (),
    weeks: tuple[int, int | None] = (0, None),
    sex: str | None = None,
    limit: str | None = None,
    **flags: bool,
) -> When:
    """A condition in one line: `at(OST, LOW, weeks=(0, 4), use_on_top=True)`."""
    return When(frozenset(tags), frozenset(without), weeks[0], weeks[1], tuple(sorted(flags.items())), sex, limit)
