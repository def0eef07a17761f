"""Looking up health: everything that stands of a person, and what is due for some people, in so many queries."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from ostara.care.health import due, due_viruses
from ostara.care.health.due import Asked
from ostara.care.health.models import (
    LATEST,
    Done,
    Ecg,
    Fact,
    HealthCheck,
    LiverTest,
    MentalHealth,
    NaloxoneKit,
    OlderReview,
    OtherMedicine,
    Overdose,
    Pregnancy,
    Risk,
    Vaccination,
    Vaccine,
    Virus,
    VirusStep,
)
from ostara.care.people.due_items import DueItem, in_order, records_of_all
from ostara.care.people.questions import age, born_and_sex
from ostara.care.rows.prepared import prepared
from ostara.care.rows.reading import asked_once
from ostara.care.treatment.questions import assessed, episodes_now, ost_days
from ostara.knowledge.parameters import parameter

HEART = frozenset({"heart", "electrolytes", "liver", "qt_medicine"})  # risks that ask for an ECG at any dose (MON-01)
LIVER_RISKS = frozenset({"liver", "alcohol"})
ASKS_FOR = (
    VirusStep,
    Vaccination,
    Ecg,
    HealthCheck,
    LiverTest,
    NaloxoneKit,
    Overdose,
    OtherMedicine,
    Pregnancy,
    Risk,
    OlderReview,
    MentalHealth,
)


@dataclass(frozen=True)
class Known:
    """What the record knows of one person, as far as it says what is due.

    Attributes:
        facts: rows that stand, by model, the earliest first.
        treated: first day of the treatment that goes on; none: none does.
        ost: first day of the opioid treatment that goes on; `medicines` are those it is said to be with.
        at_risk: whether they inject or injected; none: not known.
        years: their age.
    """

    facts: Mapping[type[Fact], Sequence[Any]]
    treated: date | None
    ost: date | None
    medicines: frozenset[str]
    at_risk: bool | None
    years: int | None


def standing(model: type[Fact], records: Collection[UUID]) -> Any:
    """The rows of a kind that stand, the latest first, with service and author."""
    rows: Any = model._default_manager
    return rows.standing().filter(person__in=records).select_related("service", "recorded_by").order_by(*LATEST)


@asked_once
@prepared
def rows_of(model: type[Fact], records: Sequence[UUID]) -> QuerySet[Any]:
    """The rows of a kind that stand, the latest first, and nothing beside them."""
    rows: QuerySet[Any] = model.objects.standing().filter(person__in=records)
    return rows.order_by(*LATEST)


def due_of(people: Collection[UUID], *, on: date) -> list[DueItem]:
    """What is due for these people, the earliest first; nobody without treatment is asked for anything.

    Args:
        people: records that go on, a few hundred at once: databases limit how many a question may name.
        on: today.
    """
    return in_order(
        [
            DueItem(person, "health", one.what, one.words, one.by, one.by < on, one.why, one.unverified, one.about)
            for person, known in known_of(people, on=on).items()
            for one in asked_for(known, on=on)
        ]
    )


def asked_for(known: Known, *, on: date) -> Iterator[Asked]:
    """Everything that is due for one person."""
    if known.treated is None:
        return
    yield from _viruses(known)
    yield from due.naloxone([_kit(row) for row in known.facts[NaloxoneKit]], started=known.ost, on=on)
    yield from due.ecg(_looks(known.facts[Ecg]), **_heart(known, on))
    check = "monitoring.physical_check_months"
    looks = _looks(known.facts[HealthCheck])
    yield from due.yearly("health_check", "Yearly health check", check, looks, started=known.treated)
    older = parameter("monitoring.older_low_years").whole
    if known.years is not None and known.years >= older:
        looks = _looks(known.facts[OlderReview])
        yield from due.yearly("older_review", f"Review for people over {older}", check, looks, started=known.treated)
    yield from due.liver(_last(known.facts[LiverTest]), since=_liver_since(known, on))
    yield from _followed(known)


@asked_once
def known_of(people: Collection[UUID], *, on: date) -> dict[UUID, Known]:
    """What the record knows of these people. As many queries for a thousand as for one."""
    records = records_of_all(people)
    facts = {model: _by_person(records, model) for model in ASKS_FOR}
    treated = _treated(records)
    ost, medicines = _ost(records)
    injecting = _injecting(records)
    born = _born(records)
    return {
        person: Known(
            {model: rows.get(person, []) for model, rows in facts.items()},
            treated.get(person),
            ost.get(person),
            frozenset(medicines.get(person, ())),
            injecting.get(person),
            age(born.get(person), on=on),
        )
        for person in people
    }


def _viruses(known: Known) -> Iterator[Asked]:
    for virus in Virus:
        rows = [row for row in known.facts[VirusStep] if row.virus == virus]
        steps = [due_viruses.Step(row.step, row.on, row.result, row.route, row.offer_again_on) for row in rows]
        found = due_viruses.virus(virus.label, steps, started=known.treated, at_risk=known.at_risk)
        yield from (replace(one, about=virus.value) for one in found)
    rows = [row for row in known.facts[Vaccination] if row.vaccine != Vaccine.HAV]
    doses = [due_viruses.Dose(row.step, row.on, row.schedule, row.dose, row.offer_again_on) for row in rows]
    found = due_viruses.vaccine("Hepatitis B", doses, started=known.treated)
    yield from (replace(one, about=Vaccine.HBV.value) for one in found)


def _heart(known: Known, on: date) -> dict[str, Any]:
    """Since when there is a reason for an ECG beside the dose, and which. Buprenorphine alone asks for none."""
    if known.ost is None or (known.medicines and known.medicines <= {"buprenorphine"}):
        return {"since": None, "why": ()}
    said = [(row.on, row.get_kind_display().lower()) for row in _going_on(known.facts[Risk], on) if row.kind in HEART]
    said += [
        (row.on, f"{row.name} with methadone")
        for row in _going_on(known.facts[OtherMedicine], on)
        if row.group in ("cyp_inhibitor", "qt")
    ]
    return {"since": min((day for day, _ in said), default=None), "why": [words for _, words in said]}


def _liver_since(known: Known, on: date) -> date | None:
    days = [row.on for row in _going_on(known.facts[Risk], on) if row.kind in LIVER_RISKS]
    days += [row.on for row in known.facts[VirusStep] if row.virus == Virus.HCV and row.result == "positive"]
    return min(days, default=None)


def _followed(known: Known) -> Iterator[Asked]:
    """What follows overdoses and pregnancies, risks to look at again, and help with mental health that was declined."""
    for row in known.facts[Overdose]:
        if row.outcome == Overdose.Outcome.LIVED:
            yield from due.after_overdose(told=row.told_on, contacted=row.contacted_on, reviewed=row.reviewed_on)
    for row in known.facts[Pregnancy]:
        if row.ended_on is None and not row.plan:
            yield due.pregnancy(row.on)
    for row in known.facts[Risk]:
        if row.ended_on is None and not row.plan:
            yield Asked("risk", f"Plan for a risk: {row.get_kind_display().lower()}", row.on)
        elif row.ended_on is None and row.review_on is not None:
            yield Asked("risk", f"Look again at a risk: {row.get_kind_display().lower()}", row.review_on)
    last = known.facts[MentalHealth][-1] if known.facts[MentalHealth] else None
    if last is not None and last.offer_again_on is not None:
        yield Asked("mental_health", "Mental health: offer help again", last.offer_again_on)


def _going_on(rows: Sequence[Any], on: date) -> list[Any]:
    return [row for row in rows if row.ended_on is None or row.ended_on > on]


def _looks(rows: Sequence[Any]) -> list[due.Look]:
    return [due.Look(row.done == Done.DONE, row.on, row.offer_again_on) for row in rows]


def _kit(row: NaloxoneKit) -> due.Kit:
    return due.Kit(row.kit == NaloxoneKit.Kit.REFUSED, row.on, row.expires_on, row.ended_on, row.offer_again_on)


def _last(rows: Sequence[Any]) -> date | None:
    return rows[-1].on if rows else None


def _by_person(records: Mapping[UUID, UUID], model: type[Fact]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in reversed(rows_of(model, list(records))):
        found[records[row.person_id]].append(row)
    return found


def _treated(records: Mapping[UUID, UUID]) -> dict[UUID, date]:
    """First day of the treatment that goes on, by person."""
    found: dict[UUID, date] = {}
    for now in episodes_now(list(records)):
        if now.is_open and now.triaged_on is not None:
            person = records[now.person_id]
            found[person] = min(now.triaged_on, found.get(person, now.triaged_on))
    return found


def _ost(records: Mapping[UUID, UUID]) -> tuple[dict[UUID, date], dict[UUID, set[str]]]:
    started: dict[UUID, date] = {}
    medicines: dict[UUID, set[str]] = defaultdict(set)
    for record, day, medicine in ost_days(list(records)):
        person = records[record]
        started[person] = min(day, started.get(person, day))
        medicines[person] |= {medicine} - {""}
    return started, medicines


def _injecting(records: Mapping[UUID, UUID]) -> dict[UUID, bool]:
    """Whether they ever injected, by their latest assessment that says."""
    told = [row for row in reversed(assessed(list(records))) if row.injecting in ("C", "P", "N")]
    return {records[row.episode.person_id]: row.injecting in ("C", "P") for row in told}


def _born(records: Mapping[UUID, UUID]) -> dict[UUID, date | None]:
    """By person; where several of their records say it, what the one that goes on says."""
    known = [(record, day) for record, day, _ in born_and_sex(list(records)) if day is not None]
    known.sort(key=lambda one: one[0] == records[one[0]])
    return {records[record]: day for record, day in known}
