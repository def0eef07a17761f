"""Small stores full of what a made-up service has little of: empty cells, double days, depots, changes, both clocks.

Equal answers on a tidy store prove little; these are where two readings of one definition part.
Run as: python -m bench.awkward SEED FOLDER
"""

import random
import sys
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from ostara.tables.column import Clock
from ostara.tables.rows import Row, Value, row, write_rows

FIRST, DAYS, PEOPLE = date(2022, 1, 1), 400, 60
MEDICINES = ("methadone", "methadone", "buprenorphine", "buprenorphine", "naltrexone", "diamorphine")
SUBSTANCES = ("heroin", "opioid", "other_opioid", "cocaine", "methadone")
FORMS = {
    "methadone": ("oral_solution", "tablet"),
    "buprenorphine": ("sublingual", "sublingual", "depot_weekly", "depot_monthly", "implant"),
}
OUTCOMES = ("observed", "collected", "recorded", "not_collected", "not_reported")


class Awkward:
    """A store in the making. Days are numbered from the first one of the store."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311  repeatable on purpose
        self.calendar = seed % 2 == 0
        self.cohort = "one" if seed % 3 == 0 else None
        self.numbers = dict.fromkeys(
            ("episode", "intervention", "supply", "specimen", "review", "contact", "course"), 0
        )
        self.tables: dict[str, list[Row]] = {}

    def _number(self, name: str) -> int:
        self.numbers[name] += 1
        return self.numbers[name]

    def _day(self, number: int) -> Value:
        return FIRST + timedelta(days=number) if self.calendar else number - 20

    def _add(self, table: str, **given: Value) -> None:
        self.tables.setdefault(table, []).append(row(table, **given))

    def _one_of(self, *what: Value) -> Value:
        return self.chance.choice(what)

    def _some_days(self, most: int) -> list[int]:
        return sorted(self.chance.sample(range(DAYS), self.chance.randint(0, most)))

    def _service(self) -> Value:
        return self._one_of("North", "South", "East Side of the River", None)

    def person(self, person: int) -> None:
        """Add somebody with everything that a service might know of them."""
        self._add("people", person=person, cohort=self._one_of("one", "one", "two", None))
        for started in self._some_days(3):
            ended = self._treatment(person, started)
            if ended is not None and self.chance.random() < 0.5:  # a change, sooner or later after the end
                self._treatment(person, ended + self.chance.choice((0, 1, 1, 2, 3)))
        for taken_on in self._some_days(12):
            self._specimen(person, taken_on)
        for on in self._some_days(120):
            for substance in self.chance.sample(SUBSTANCES[:4], self.chance.randint(1, 2)):
                self._add("use_days", person=person, on=self._day(on), substance=substance)
        for on in self._some_days(8):
            heroin = self._one_of(None, 0, 3, 4, 28)
            self._add(
                "reviews", review=self._number("review"), person=person, reviewed_on=self._day(on), heroin_days=heroin
            )
        for on in self._some_days(10):
            came = self._one_of("attended", "missed", "cancelled", "unknown")
            self._add(
                "contacts",
                contact=self._number("contact"),
                person=person,
                service=self._service(),
                on=self._day(on),
                attendance=came,
            )

    def _treatment(self, person: int, started: int) -> int | None:
        medicine = str(self._one_of(*MEDICINES))
        episode, ended = (
            self._number("episode"),
            self.chance.choice((None, None, started + self.chance.randint(0, 300))),
        )
        self._add("episodes", episode=episode, person=person)
        self._add(
            "interventions",
            intervention=self._number("intervention"),
            episode=episode,
            person=person,
            service=self._service(),
            kind=self._one_of("ost_prescribing", "ost_prescribing", "psychosocial"),
            medicine=self._one_of(medicine, medicine, medicine, None),
            started=self._day(started),
            ended=None if ended is None else self._day(ended),
        )
        on, dose = started + self.chance.randint(-3, 3), self.chance.randint(2, 120) * 500
        for _ in range(self.chance.randint(0, 250)):
            for _ in range(self.chance.choice((1, 1, 1, 1, 1, 1, 2, 3))):
                self._supply(person, on, str(self._one_of(medicine, medicine, medicine, *MEDICINES)), dose)
            on += self.chance.choice((1, 1, 1, 1, 1, 1, 1, 2, 4, 6, 30))
            dose += self.chance.choice((0, 0, 0, 5000, 10_000, 10_001, -500)) if dose > 1000 else 5000
        self._order(person, started + self.chance.randint(0, 100))
        return ended

    def _supply(self, person: int, on: int, medicine: str, dose: int) -> None:
        form, outcome = self._one_of(*FORMS.get(medicine, ("unknown",))), self._one_of(*OUTCOMES[:3], *OUTCOMES)
        injected = str(form).startswith("depot") and self.chance.random() < 0.5
        self._add(
            "supplies",
            supply=self._number("supply"),
            person=person,
            service=self._service() if self.chance.random() < 0.2 else f"Clinic {person % 3}",
            medicine=medicine,
            form=form,
            for_day=self._day(on),
            outcome=outcome,
            dose_mg=None if injected else Decimal(self.chance.choice((dose, dose, dose, 0))) / 1000,
            injections=1 if injected else None,
        )

    def _order(self, person: int, on: int) -> None:
        self._add(
            "orders",
            course=self._number("course"),
            person=person,
            effective_on=self._day(on),
            kind=self._one_of("decrease", "decrease", "increase"),
            dose_mg=Decimal(40),
            patient_led=self._one_of(True, False, None),
        )

    def _specimen(self, person: int, taken_on: int) -> None:
        same = {
            "specimen": self._number("specimen"),
            "person": person,
            "service": self._service(),
            "taken_on": self._day(taken_on),
        }
        self._add("specimens", **same)
        for substance in self.chance.sample(SUBSTANCES, self.chance.randint(0, 4)):
            result = self._one_of("positive", "positive", "negative", "unclear")
            self._add(
                "findings", **same, substance=substance, result=result, prescribed=self._one_of(True, False, None)
            )


def write_awkward(seed: int, folder: Path) -> None:
    """Write the awkward store of this seed."""
    store = Awkward(seed)
    for person in range(7, 7 * PEOPLE, 7):
        store.person(person)
    until = (FIRST + timedelta(days=DAYS - 60)).isoformat() if store.calendar else None
    write_rows(
        folder,
        store.tables,
        clock=Clock.CALENDAR if store.calendar else Clock.RELATIVE,
        observed_until=until,
        start_cohort=store.cohort,
    )


if __name__ == "__main__":
    write_awkward(int(sys.argv[1]), Path(sys.argv[2]))
