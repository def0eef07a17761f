"""Answers from a tally: deaths, life, its worth, offences, money by payer, treatment, recovery, need. Every engine's.

Time counts half at the start of a step and half at its end (half-cycle). Money and health are discounted by date where
the name says so; budgets by year are cash and never discounted. Deaths are those expected from where people were,
which chance moves little; as counted they are beside them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ostara.planning.compiled import Compiled, Floats
from ostara.planning.conditional import hepatitis
from ostara.planning.expected import expected_deaths
from ostara.planning.specification.outcomes import OFFENCES, OFFENDING, PAYERS
from ostara.planning.specification.places import ALIVE, HELD, OST, OUT, TREATED
from ostara.planning.tally import Tally

DEFAULT_READING = "gisev"
_PEOPLE = {
    "people": (ALIVE,),
    "in_treatment": (TREATED,),
    "on_substitution": (OST,),
    "out_of_treatment": (OUT,),
    "waiting": ("waiting",),
    "abstinent": ("abstinent",),
    "in_prison": (HELD,),
    "heroin_assisted": ("heroin_assisted",),
}


@dataclass(frozen=True)
class Outputs:
    """What came out of a run.

    `by_year` [Y] each: events and money of the year; people, life and recovery are person-years of the year, so
    `in_treatment` is the mean number of people in treatment. `by_age` [Y, A]. `at_turn` [Y + 1, P] people in each
    place at the start and at the end of each year. `discounted` are sums over the run.
    """

    years: tuple[str, ...]
    ages: tuple[str, ...]
    places: tuple[str, ...]
    by_year: Mapping[str, Floats]
    by_age: Mapping[str, Floats]
    at_turn: Floats
    discounted: Mapping[str, float]

    def total(self, name: str) -> float:
        """The sum of an outcome over all years."""
        return float(self.by_year[name].sum())


def outputs(compiled: Compiled, tally: Tally, *, reading: str = DEFAULT_READING) -> Outputs:
    """Answers of a run. `reading` says which study of offending stands behind offences and what they cost."""
    told = _Sums(compiled, tally, reading)
    by_year = told.weighed((tally.start + tally.end) / 2)
    by_year |= told.offences(by_year[f"offences_{reading}"])
    by_year |= told.people() | told.events() | hepatitis(compiled, tally)
    by_year["cost_nhs"] = by_year["cost_nhs"] + by_year["cost_hepatitis"]
    discounted = told.weighed((tally.start_discounted + tally.end_discounted) / 2)
    discounted |= told.offences(discounted[f"offences_{reading}"])
    for each in (by_year, discounted):
        each["recovery"] = each["recovery_abstinent"] + each["recovery_stable"]
        each["cost_total"] = sum((each[f"cost_{payer}"] for payer in PAYERS), np.zeros(1))
        each["cost_public"] = each["cost_total"] - each["cost_victims"]
    calendar = compiled.calendar
    return Outputs(
        years=tuple(_financial(calendar.first_year + year) for year in range(calendar.years)),
        ages=compiled.groups.ages,
        places=compiled.layout.places,
        by_year=by_year,
        by_age=told.by_age(),
        at_turn=told.by_place(tally.snapshots.sum(axis=-1)),
        discounted={name: float(of.sum()) for name, of in discounted.items()},
    )


def _financial(year: int) -> str:
    return f"{year}/{(year + 1) % 100:02d}"


class _Sums:
    """Sums over rows and groups, by year."""

    def __init__(self, compiled: Compiled, tally: Tally, reading: str) -> None:
        if reading not in OFFENDING:
            raise ValueError(f"{reading} is none of {', '.join(OFFENDING)}")
        self.compiled, self.tally = compiled, tally
        self.layout, self.calendar = compiled.layout, compiled.calendar
        self.died = self.yearly(expected_deaths(compiled, tally))  # [Y, 2, G]
        self.person_years = (tally.start + tally.end) / 2 / self.calendar.steps_per_year

    def yearly(self, by_period: Floats) -> Floats:
        """[T, ...] as [Y, ...]."""
        found = np.zeros((self.calendar.years, *by_period.shape[1:]))
        np.add.at(found, self.calendar.period_year, by_period)
        return found

    def weighed(self, steps: Floats) -> dict[str, Floats]:
        """Person-steps [T, R, G] times what each counts for."""
        weight = self.compiled.weight[self.calendar.period_epoch]
        found = self.yearly(np.einsum("trg,trgk->tk", steps, weight))
        return {name: found[:, at] for at, name in enumerate(self.compiled.outcomes)}

    def offences(self, total: Floats) -> dict[str, Floats]:
        """Offences by type, and what they cost the police and courts and victims."""
        named = self.compiled.named[0]
        left, counts = total, {}
        for kind in tuple(OFFENCES)[:-1]:
            counts[kind] = left * named[f"mix_{kind}"]
            left = left - counts[kind]
        counts[tuple(OFFENCES)[-1]] = left
        cost = sum((count * named[f"cost_{kind}"] for kind, count in counts.items()), np.zeros(1))
        cost = cost * (1 - named["crime_already_counted"])
        victims = named["crime_to_victims"]
        told = {f"offences_of_{kind}": count for kind, count in counts.items()}
        return told | {"offences": total, "cost_victims": cost * victims, "cost_justice": cost * (1 - victims)}

    def people(self) -> dict[str, Floats]:
        """Mean numbers of people, and unmet need: of those who use or are treated, the share out of treatment."""
        of_place = self.by_place(self.yearly(self.person_years.sum(axis=-1)))
        found = {name: of_place[:, self.layout.tagged(*tags)].sum(axis=-1) for name, tags in _PEOPLE.items()}
        need = found["out_of_treatment"] + found["in_treatment"]
        found["unmet_need"] = np.divide(found["out_of_treatment"], need, out=np.zeros_like(need), where=need > 0)
        return found

    def by_place(self, of_rows: Floats) -> Floats:
        """[..., R] as [..., P]."""
        found = np.zeros((*of_rows.shape[:-1], len(self.layout.places)))
        for row, place in enumerate(self.layout.place_of_row):
            found[..., place] += of_rows[..., row]
        return found

    def events(self) -> dict[str, Floats]:
        """What happened, and how long people waited: mean people waiting over starts, in weeks (Little's law)."""
        moves = self.yearly(self.tally.moves)
        died = self.died.sum(axis=-1)
        starts = self._between(moves, ("waiting",), (TREATED,))
        waited = self.by_place(self.yearly(self.person_years.sum(axis=-1)))[:, self.layout.tagged("waiting")].sum(
            axis=-1
        )
        return {
            "died_overdose": died[:, 0],
            "died_otherwise": died[:, 1],
            "died": died.sum(axis=-1),
            "died_counted": self.yearly(self.tally.died).sum(axis=(1, 2)),
            "entered": self.yearly(self.tally.entered).sum(axis=-1),
            "starts": starts,
            "completions": self._between(moves, (TREATED,), ("abstinent",)),
            "unplanned": self._between(moves, (TREATED,), ("left",)),
            "relapses": self._between(moves, ("abstinent",), ("left",)),
            "releases": self._between(moves, (HELD,), ()) - died_in(self, moves),
            "continued": self._between(moves, ("prison_ost",), (TREATED,)),
            "moved_away": self._between(moves, (), ("moved_away",)),
            "kept_out": self.yearly(self.tally.blocked).sum(axis=(1, 2)),
            "weeks_waited": 52 * np.divide(waited, starts, out=np.zeros_like(starts), where=starts > 0),
        }

    def _between(self, moves: Floats, origin: tuple[str, ...], goal: tuple[str, ...]) -> Floats:
        """Moves [Y, P, D] from places with some tags to places with others; within treatment nobody completes."""
        from_here = np.zeros(len(self.layout.places), dtype=np.bool_)
        from_here[self.layout.tagged(*origin)] = True
        there = np.zeros(len(self.layout.places) + 1, dtype=np.bool_)
        there[self.layout.tagged(*goal)] = True
        there[-1] = False
        return np.asarray((moves * (from_here[:, None] & there[self.layout.to])).sum(axis=(1, 2)))

    def by_age(self) -> dict[str, Floats]:
        """[Y, A] people, people in treatment, deaths."""
        groups = self.compiled.groups
        treated = np.isin(self.layout.place_of_row, self.layout.tagged(TREATED))
        died = groups.cube(self.died).sum(axis=(-1, -2))
        years = self.yearly(self.person_years)

        def ages(of: Floats) -> Floats:
            return np.asarray(groups.cube(of.sum(axis=1)).sum(axis=(-1, -2)))

        return {
            "people": ages(years),
            "in_treatment": ages(years[:, treated]),
            "died_overdose": died[:, 0],
            "died_otherwise": died[:, 1],
        }


def died_in(sums: _Sums, moves: Floats) -> Floats:
    """Moves out of prison that are no release: deaths and treatment begun inside."""
    return sums._between(moves, (HELD,), ("dead",)) + sums._between(moves, (HELD,), (HELD,))
