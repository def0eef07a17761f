"""Published figures that cannot all be true at once, worked out and told beside what the model says."""

from dataclasses import dataclass

import numpy as np

from ostara.planning.validation.running import Found

# White 2015, three years: deaths, people, deaths in treatment (unverified), rate in treatment per year (unverified).
_DEATHS, _PEOPLE, _DIED_TREATED, _RATE_TREATED, _YEARS = 3731, 260_000, 741, 0.002, 3
_PAC_WITHOUT, _PAC_WITH = 2500, 1620
_ENDS = (0.05, 0.5, 0.95)


@dataclass(frozen=True)
class Conflict:
    """Two figures for one thing, and the model's own with its 90 % interval."""

    title: str
    one: str
    other: str
    published: float
    implied: float
    model: float
    low: float
    high: float
    why: str


def conflicts(found: Found) -> tuple[Conflict, ...]:
    """What the model cannot settle and must not hide."""
    low, middle, high = np.quantile(found.of["white.averted"], _ENDS)
    return (
        Conflict(
            title="Deaths that treatment averts in a year, England, about 2008 to 2011",
            one="PAC 2010: 2,500 deaths without the growth of treatment, 1,620 with it (MORT055, MORT056)",
            other="White 2015's components, unverified: 741 deaths in treatment at 2.0 per 1,000 (MORT049, MORT053)",
            published=float(_PAC_WITHOUT - _PAC_WITH),
            implied=round(averted_by_components()),
            model=float(middle),
            low=float(low),
            high=float(high),
            why="by White's components all treatment together averts fewer deaths than by PAC's its growth alone "
            "did, so both cannot hold; the two 880s may be one estimate, and neither is counted here",
        ),
    )


def averted_by_components() -> float:
    """Deaths a year that those treated would have died of, beyond their own, at the rate of those who were not."""
    treated = _DIED_TREATED / _RATE_TREATED
    outside = (_DEATHS - _DIED_TREATED) / (_PEOPLE * _YEARS - treated)
    return (outside - _RATE_TREATED) * treated / _YEARS
