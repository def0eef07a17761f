"""Made-up people for tests, told as sentences: `a_person().on_methadone(60, days=10).who_missed(days=3).took(60)`."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Self

from ostara.tables import TABLES
from ostara.tables.column import Clock
from ostara.tables.rows import Row, row, write_rows
from ostara.tables.store import Store

COURSES = 1_000_000  # numbers of courses for each person, beyond those of rows
FORMS = {"methadone": "oral_solution", "buprenorphine": "sublingual"}


@dataclass
class Person:
    """Somebody whose days are told one after the other. `today` is the day that the next sentence is about."""

    service: str = "North"
    cohort: str | None = None
    today: int = 0
    _rows: list[tuple[str, Row]] = field(default_factory=list)
    _medicine: str = ""
    _courses: int = 0
    _orders: int = 0
    _course: int | None = None

    def started(self, medicine: str = "methadone", *, kind: str = "ost_prescribing") -> Self:
        self._medicine = medicine
        self._courses += 1
        self._add("interventions", kind=kind, medicine=medicine, started=self.today)
        return self

    def took(self, mg: float | str, *, outcome: str = "observed", medicine: str = "") -> Self:
        """A dose today; the next sentence is about tomorrow."""
        self.again_today(mg, outcome=outcome, medicine=medicine)
        self.today += 1
        return self

    def again_today(self, mg: float | str, *, outcome: str = "observed", medicine: str = "") -> Self:
        """A row for today, without going on to tomorrow."""
        drug = medicine or self._medicine
        self._add(
            "supplies",
            medicine=drug,
            form=FORMS.get(drug, "unknown"),
            for_day=self.today,
            outcome=outcome,
            dose_mg=Decimal(str(mg)),
        )
        return self

    def on_methadone(self, mg: float, *, days: int = 1) -> Self:
        return self._daily("methadone", mg, days)

    def on_buprenorphine(self, mg: float, *, days: int = 1) -> Self:
        return self._daily("buprenorphine", mg, days)

    def had_depot(self, mg: float, *, monthly: bool = True) -> Self:
        form = "depot_monthly" if monthly else "depot_weekly"
        if not self._medicine:
            self.started("buprenorphine")
        self._add(
            "supplies", medicine="buprenorphine", form=form, for_day=self.today, outcome="observed", dose_mg=Decimal(mg)
        )
        self.today += 28 if monthly else 7
        return self

    def had_implant(self) -> Self:
        """A buprenorphine implant, counted as one injection."""
        self.started("buprenorphine")
        self._add(
            "supplies", medicine="buprenorphine", form="implant", for_day=self.today, outcome="observed", injections=1
        )
        return self

    def who_missed(self, *, days: int) -> Self:
        """Days that nothing was written down for."""
        self.today += days
        return self

    def reported(self, outcome: str, *, days: int = 1) -> Self:
        """A supply that was not given: not collected, or not reported."""
        for _ in range(days):
            self._add("supplies", medicine=self._medicine, for_day=self.today, outcome=outcome)
            self.today += 1
        return self

    def tested(
        self,
        *,
        positive: tuple[str, ...] = (),
        negative: tuple[str, ...] = (),
        unclear: tuple[str, ...] = (),
        prescribed: bool = False,
    ) -> Self:
        results = {"positive": positive, "negative": negative, "unclear": unclear}
        found = [(substance, result) for result, substances in results.items() for substance in substances]
        self._add("specimens", taken_on=self.today, kind="urine", findings=found, prescribed=prescribed)
        return self

    def used(self, substance: str = "heroin", *, days_ago: int = 0) -> Self:
        self._add("use_days", on=self.today - days_ago, substance=substance)
        return self

    def reviewed(self, *, heroin_days: int | None = None, **said: object) -> Self:
        self._add("reviews", reviewed_on=self.today, stage="review", heroin_days=heroin_days, **said)
        return self

    def chose_less(self, mg: int) -> Self:
        """A reduction that the person leads."""
        self._add("orders", effective_on=self.today, kind="decrease", dose_mg=Decimal(mg), patient_led=True)
        return self

    def ordered(self, mg: float | None = 60, *, kind: str = "start", new_course: bool = False, **given: object) -> Self:
        """An order from today on, by the same course as the one before; none is a stop."""
        self._orders += 1
        self._medicine = str(given.get("medicine", self._medicine or "methadone"))
        if new_course or self._course is None:
            self._course = self._orders
        said = {
            "medicine": self._medicine,
            "form": FORMS[self._medicine],
            "kind": kind if mg is not None else "stop",
            "dose_mg": None if mg is None else Decimal(str(mg)),
            "supervision": "collected",
            **given,
        }
        self._add("orders", course=self._course, effective_on=self.today, **said)
        return self

    def had(self, kind: str, *, until: int | None = None) -> Self:
        """A care event, today; `until` is the last day on which it holds."""
        self._add("care_events", kind=kind, from_day=self.today, to_day=until)
        return self

    def came_with(self, **said: object) -> Self:
        """What is known of the person at the start of the episode."""
        self._add("presentations", **said)
        return self

    def had_help(self, **parts: bool) -> Self:
        """A review of the parts of help."""
        self._add("sub_interventions", reviewed_on=self.today, **parts)
        return self

    def died(self) -> Self:
        self._add("deaths", on=self.today, cause="other")
        return self

    def was_to_come(self, attendance: str) -> Self:
        self._add("contacts", on=self.today, kind="keywork", attendance=attendance)
        return self

    def left(self, reason: str = "dropped_out") -> Self:
        """The intervention in progress ended yesterday."""
        for table, given in reversed(self._rows):
            if table == "interventions":
                given["ended"], given["end_reason"] = self.today - 1, reason
                break
        return self

    def on_day(self, day: int) -> Self:
        self.today = day
        return self

    def rows(self) -> list[tuple[str, Row]]:
        return self._rows

    def _daily(self, medicine: str, mg: float, days: int) -> Self:
        if self._medicine != medicine:
            self.started(medicine)
        for _ in range(days):
            self.took(mg)
        return self

    def _add(self, table: str, **given: object) -> None:
        self._rows.append((table, given))  # type: ignore[arg-type]  # made whole by a_service


def a_person(service: str = "North", *, cohort: str | None = None) -> Person:
    return Person(service, cohort)


def a_service(
    folder: Path, *people: Person, first_day: date | None = None, until: int | None = None, cohort: str | None = None
) -> Store:
    """A store of these people; with `first_day` a calendar one, observed until day `until`."""
    tables: dict[str, list[Row]] = {name: [] for name in TABLES}
    keys = count(1)
    for number, person in enumerate(people, start=1):
        tables["people"].append(row("people", person=number, cohort=person.cohort))
        tables["episodes"].append(row("episodes", episode=number, person=number, service=person.service))
        for table, given in person.rows():
            for name, whole in _whole(table, given, number, person.service, keys):
                tables[name].append(whole)
    if first_day is None:
        return write_rows(folder, tables, start_cohort=cohort)
    for name, rows in tables.items():
        for one in rows:
            _dated(name, one, first_day)
    last = None if until is None else (first_day + timedelta(until)).isoformat()
    return write_rows(folder, tables, clock=Clock.CALENDAR, observed_until=last, start_cohort=cohort)


def _whole(table: str, given: Row, person: int, service: str, keys: Iterator[int]) -> Iterator[tuple[str, Row]]:
    key = next(keys)
    own = {"person": person, **({"service": service} if "service" in TABLES[table].names else {})}
    fixed = {"person", "effective_on", "revision", "on", "substance", *given}
    own |= {name: key for name in TABLES[table].key if name not in fixed}
    own |= {"episode": person} if "episode" in TABLES[table].names else {}
    given = dict(given)
    if "course" in given:  # counted for each person; unlike the keys of rows, which are counted for all
        given["course"] = person * COURSES + given["course"]
    found, prescribed = given.pop("findings", ()), given.pop("prescribed", None)
    yield table, row(table, **own, **given)
    for substance, result in found:  # type: ignore[union-attr]  # pairs, put there by `tested`
        more = {"taken_on": given["taken_on"], "substance": substance, "result": result, "prescribed": prescribed}
        yield "findings", row("findings", **own, **more)


def _dated(table: str, one: Row, first_day: date) -> None:
    for name in TABLES[table].days:
        if one[name] is not None:
            one[name] = first_day + timedelta(int(one[name]))  # type: ignore[arg-type]  # a day number until now
