"""What a pack was told: figures of the area, of similar areas together and of the nation, period by period."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from ostara.analysis.measures.answer import Share, share
from ostara.analysis.national.ask import Period
from ostara.analysis.national.measure import NationalMeasure, Shape

NOBODY = Share(0, 0, None)


class Place(Enum):
    """Whose figure it is."""

    HERE = "here"
    SIMILAR = "similar"
    NATION = "nation"


@dataclass(frozen=True)
class Told:
    """A share, or a count without a denominator, and of how many more it is not known. None is withheld."""

    share: Share = NOBODY
    unknown: int | None = 0

    @property
    def withheld(self) -> bool:
        """Whether there is a figure that is kept back."""
        return self.share.value is None and self.share.denominator != 0

    def as_json(self) -> dict[str, object]:
        """The figure with its interval and how many are not known."""
        return {**self.share.as_json(), "unknown": self.unknown, "withheld": self.withheld}


@dataclass(frozen=True)
class Measured:
    """One measure. `by` has a figure for each place and period; `areas` every area's in the last of the periods.

    `set_back` is by how many calendar months its periods lie before those of the pack, so that none is pending.
    """

    measure: NationalMeasure
    periods: tuple[Period, ...]
    by: Mapping[Place, Mapping[str, Told]]
    areas: Mapping[str, Share]
    set_back: int = 0

    @property
    def latest(self) -> Period:
        """The last of its periods."""
        return self.periods[-1]

    @property
    def is_count(self) -> bool:
        """Whether it only counts."""
        return self.measure.shape is Shape.COUNT

    def told(self, place: Place, period: str | None = None) -> Told:
        """The figure of a place, in the last period unless another is named."""
        return self.by.get(place, {}).get(period or self.latest.name, Told())

    def as_json(self) -> dict[str, object]:
        """Every place and period."""
        return {
            "title": self.measure.title,
            "unit": self.measure.unit,
            "periods": [_days(one) for one in self.periods],
            "set_back_months": self.set_back,
            "by": {
                place.value: {name: told.as_json() for name, told in rows.items()} for place, rows in self.by.items()
            },
            "unverified": list(self.measure.unverified),
        }


@dataclass(frozen=True)
class Parts:
    """How many of a whole are in each of its parts, in the order of their words. A count of None is withheld.

    `unknown` more belong to no part and are no part of the whole, as the store cannot tell of them.
    """

    counts: Mapping[str, int | None]
    whole: int | None
    unknown: int | None = 0

    def share(self, word: str) -> Share:
        """The share of one part. A part that does not occur is none of the whole."""
        count = self.counts.get(word, 0)
        if count is None or self.whole is None:
            return Share(None, self.whole, None)
        return share(min(count, self.whole), self.whole)

    def as_json(self) -> dict[str, object]:
        """The parts, their whole, and how many are in none."""
        return {"whole": self.whole, "parts": dict(self.counts), "unknown": self.unknown}


NOTHING = Parts({}, 0)


@dataclass(frozen=True)
class Parted:
    """People, or what else is counted, in the parts of one dimension or the classes of one measure.

    `words` are the parts in the order in which people should meet them; each place has its parts in each period.
    `rests_on` names the unverified parameters behind them; `assumed` says what else of it is our own choice.
    """

    name: str
    title: str
    unit: str
    meaning: str
    words: tuple[str, ...]
    periods: tuple[Period, ...]
    by: Mapping[Place, Mapping[str, Parts]]
    unverified: tuple[str, ...] = ()
    assumed: str = ""
    set_back: int = 0

    @property
    def latest(self) -> Period:
        """The last of its periods."""
        return self.periods[-1]

    def parts(self, place: Place, period: str | None = None) -> Parts:
        """The parts at a place, in the last period unless another is named."""
        return self.by.get(place, {}).get(period or self.latest.name, NOTHING)

    def as_json(self) -> dict[str, object]:
        """Every place and period."""
        return {
            "title": self.title,
            "unit": self.unit,
            "periods": [_days(one) for one in self.periods],
            "set_back_months": self.set_back,
            "by": {place.value: {name: one.as_json() for name, one in rows.items()} for place, rows in self.by.items()},
            "unverified": list(self.unverified),
        }


def _days(period: Period) -> dict[str, str]:
    return {"name": period.name, "first": period.first.isoformat(), "last": period.last.isoformat()}
