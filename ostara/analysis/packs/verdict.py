"""Better, worse, or no more than chance: the area beside similar areas, and beside its own earlier years."""

from dataclasses import dataclass

from ostara.analysis.comparison.funnel import AreaCount, funnel_of_shares, level
from ostara.analysis.comparison.gaps import Between, Group, difference
from ostara.analysis.comparison.wording import points
from ostara.analysis.packs.told import Measured, Place
from ostara.analysis.packs.words import share_said
from ostara.drawing.funnel import Place as Beyond

SIMILAR, NATIONALLY = "Similar areas together", "Nationally"
WITHIN = "within chance"  # which does not say that nothing differs, or that nothing changed
EARLIER = 2  # periods before the last one without which nothing is called a trend


@dataclass(frozen=True)
class Verdict:
    """Where the area lies against `against`. `better` is None where neither way is better, or it lies within."""

    beyond: Beyond
    better: bool | None
    against: str
    apart: float
    other: float

    @property
    def told(self) -> bool:
        """Whether anything can be told."""
        return self.beyond is not Beyond.UNKNOWN

    @property
    def differs(self) -> bool:
        """Whether it differs by more than chance allows."""
        return self.beyond is Beyond.BEYOND_998

    @property
    def may_differ(self) -> bool:
        """Whether it differs by more than is usual, though chance may still do so."""
        return self.beyond is Beyond.BEYOND_95

    @property
    def where(self) -> str:
        """Where the others are, as it goes on after `better than`."""
        return "nationally" if self.against == NATIONALLY else "in similar areas"

    @property
    def word(self) -> str:
        """The verdict in a table."""
        if not self.told:
            return "cannot be told"
        if not (self.differs or self.may_differ):
            return WITHIN
        side = ("better" if self.better else "worse") if self.better is not None else self._side
        return side if self.differs else f"perhaps {side}"

    @property
    def _side(self) -> str:
        return "higher" if self.apart > 0 else "lower"

    @property
    def sentence(self) -> str:
        """The verdict as a sentence."""
        there = f"{self.against}: {share_said(self.other)}"
        if self.beyond is Beyond.UNKNOWN:
            return f"{there}. Too little is known here to tell them apart."
        how = points(self.apart)
        if not (self.differs or self.may_differ):
            return f"{there}. The difference is no more than chance allows."
        if self.differs:
            return f"{there}. {how.capitalize()} here, by more than chance allows: {self.word}."
        return f"{there}. {how.capitalize()} here; of 20 areas one would differ so much by chance: {self.word}."


def verdict(told: Measured) -> Verdict | None:
    """The area beside similar areas together, or beside the nation; None where there is nothing to hold it against.

    Limits are as wide as areas differ from each other anyway, where that is more than chance (see `funnel`).
    """
    beside = Place.SIMILAR if told.told(Place.SIMILAR).share.value is not None else Place.NATION
    other, here = told.told(beside).share, told.told(Place.HERE).share
    if told.is_count or other.value is None:
        return None
    against = SIMILAR if beside is Place.SIMILAR else NATIONALLY
    if here.value is None or here.numerator is None or not here.denominator:
        return Verdict(Beyond.UNKNOWN, None, against, 0.0, other.value)
    counts = [
        AreaCount(name, part.numerator, part.denominator)
        for name, part in told.areas.items()
        if part.numerator is not None and part.denominator
    ]
    mine = AreaCount("", here.numerator, here.denominator)
    found = funnel_of_shares([*counts, mine], centre=other.value, widen=True).areas[-1]
    apart = here.value - other.value
    lower = told.measure.lower_is_better
    better = None if lower is None or found.place is Beyond.WITHIN else (apart < 0) == lower
    return Verdict(found.place, better, against, apart, other.value)


@dataclass(frozen=True)
class Trend:
    """The last period beside those before it together: the difference of shares, wide enough for one in 500."""

    apart: Between
    before: float
    better: bool | None

    @property
    def changed(self) -> bool:
        """Whether the change is more than chance allows."""
        return (self.apart.low or 0) > 0 or (self.apart.high or 0) < 0

    @property
    def sentence(self) -> str:
        """The trend as a sentence."""
        if not self.changed:
            return f"In the periods before together: {share_said(self.before)}; no change beyond chance."
        how = points(self.apart.value or 0)
        side = "" if self.better is None else f", which is {'better' if self.better else 'worse'}"
        then = f"In the periods before together: {share_said(self.before)}."
        return f"{then} Now {how}, by more than chance allows{side}."


def trend(told: Measured, earlier: int = EARLIER) -> Trend | None:
    """How the area's last period differs from those before it; None with fewer than `earlier` of them."""
    now = told.told(Place.HERE).share
    before = [told.told(Place.HERE, one.name).share for one in told.periods[:-1]]
    known = [(one.numerator, one.denominator) for one in before if one.numerator is not None and one.denominator]
    if told.is_count or len(known) < earlier or now.numerator is None or not now.denominator:
        return None
    then = Group("before", sum(hits for hits, _ in known), sum(of for _, of in known))
    apart = difference(Group("now", now.numerator, now.denominator), then, level("outer"))
    lower = told.measure.lower_is_better
    better = None if lower is None or not apart.value else (apart.value < 0) == lower
    return Trend(apart, then.hits / then.known, better)
