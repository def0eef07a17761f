"""What is planted in the made-up nation: every effect that an evaluation should find again, in one place.

These are numbers of a fiction, about no area, no service and no group of people. The code of every area is invented.
Sizes were chosen so that the whole looks like a national file; none of them was estimated from one.
"""

from dataclasses import asdict, dataclass
from datetime import date


@dataclass(frozen=True)
class AreaEffect:
    """The odds of completing in one area, against an average area with the same people."""

    area: str
    completion_odds_ratio: float


AREA_EFFECTS = (
    AreaEffect("P31B", 1.35),
    AreaEffect("Q55B", 1.25),
    AreaEffect("S19B", 1.30),
    AreaEffect("R43B", 0.75),
    AreaEffect("T27B", 0.70),
    AreaEffect("V35B", 0.80),
)


@dataclass(frozen=True)
class Planted:
    """The planted truth. Groups are opiate, non-opiate only, non-opiate and alcohol, alcohol only."""

    # Who comes, in the average area; areas differ in their mix.
    group_shares: tuple[float, ...] = (0.26, 0.18, 0.20, 0.36)
    opiate_area_sd: float = 0.25  # between areas, of the log odds of coming for opiates
    housing_area_sd: float = 0.30  # between areas, of the log odds of a housing problem
    group_switch: float = 0.03  # journeys for another group of substances than the person's first

    # Completing a journey, before death and the end of the store cut it short. Log odds of somebody of 40 with a home,
    # not injecting, not working, new to treatment, then odds ratios that compare like with like.
    completion_log_odds: tuple[float, ...] = (-0.78, 0.24, 0.16, 0.40)
    completion_ratio_per_decade: float = 1.08
    completion_ratio_housing_problem: float = 0.65
    completion_ratio_injecting: float = 0.75
    completion_ratio_working: float = 1.40
    completion_ratio_treated_before: float = 0.90
    area_effects: tuple[AreaEffect, ...] = AREA_EFFECTS
    area_spread_sd: float = 0.06  # between the other areas, of the log odds of completing
    gap_ethnicity: str = "other White"
    gap_completion_ratio: float = 0.70

    # Waits: days from the referral to the first appointment offered.
    waits_none: float = 0.62
    waits_mean_days: float = 3.2  # of the others
    waits_area: str = "U31B"
    waits_from: date = date(2019, 4, 1)
    waits_extra_days: int = 9  # added to every first wait in that area from that day on
    never_started: float = 0.02

    # Deaths in a year of treatment at 40, by group; and after leaving.
    deaths_per_year: tuple[float, ...] = (0.027, 0.010, 0.015, 0.030)
    deaths_after_per_year: float = 0.011
    death_ratio_per_decade: float = 1.5

    # Coming back. `return_shares` are by group, after completing and after another end.
    return_shares: tuple[tuple[float, ...], ...] = ((0.62, 0.46, 0.52, 0.50), (0.85, 0.68, 0.73, 0.70))
    joined_days: int = 21  # an episode that starts so many days after the last belongs to the same journey
    exactly_joined: float = 0.03  # of later episodes, those that start on the last such day
    exactly_apart: float = 0.012  # of returns, those on the first day that makes a new journey
    return_months: int = 6
    exactly_months: float = 0.012  # of returns after completing: half on that day, half on the day before
    august_to_february: float = 0.10  # of completions in August that return: 31 August, back 27 or 28 February

    # Prison: journeys that begin after release, and what happens after release when prison ended one.
    from_prison: tuple[float, ...] = (0.09, 0.03, 0.03, 0.015)
    continuity_days: int = 21
    after_release: tuple[float, ...] = (0.30, 0.03, 0.03, 0.28, 0.36)  # within, on the last day, one late, later, never

    # Episodes within a journey.
    episodes: tuple[float, ...] = (0.70, 0.20, 0.07, 0.03)  # 1, 2, 3 and 4 of them
    overlapping: float = 0.40  # of later episodes
    same_last_day: float = 0.25  # of journeys with more than one, those whose last two end together
    conflicting_reasons: float = 0.50  # of these
    moves: float = 0.035  # of people between journeys
    moves_within: float = 0.40  # of these, those who move between two episodes of a journey already
    outside_england: float = 0.004  # of people, those who live there

    def as_inputs(self) -> dict[str, str]:
        """Each planted value as text, for the manifest of a store."""
        values = {f"planted.{name}": _text(value) for name, value in asdict(self).items() if name != "area_effects"}
        for effect in self.area_effects:
            values[f"planted.completion_odds_ratio.{effect.area}"] = str(effect.completion_odds_ratio)
        return values


def _text(value: object) -> str:
    return " ".join(map(_text, value)) if isinstance(value, tuple) else str(value)
