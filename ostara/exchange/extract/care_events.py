"""Care events of the record: plan reviews, tests of blood, vaccines, naloxone, ECGs, risks with plans, decisions.

Each source is one line below: which rows, of which kind, from which day until which.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db.models import Model, QuerySet

from ostara.care.accounts.models import Service
from ostara.care.health.models import Ecg, Fact, NaloxoneKit, OtherMedicine, Risk, Vaccination, VirusStep
from ostara.care.medication.models import CheckIn, HoldEnd, Order
from ostara.care.outcomes.models import ScaleAnswers
from ostara.care.rows.pseudonyms import number_of
from ostara.care.treatment.models import Assessment, PlanReview, SubIntervention
from ostara.exchange.extract.gathering import Gathered
from ostara.exchange.extract.rows import Kept
from ostara.knowledge.scales import scale

Event = tuple[str, date, date | None]  # kind, from, until
SEDATIVES = ("benzodiazepine", "gabapentinoid")
CAPITAL = "barc10"  # recovery capital, with one line that lasting recovery is more likely above
QT = ("heart", "electrolytes", "liver", "qt_medicine")
QT_MEDICINES = ("qt", "cyp_inhibitor")
SAFETY = ("sedation", "qtc", "interaction", "intoxication", "overdose", "missed")  # reasons of lower doses
VIRUS = {
    ("hcv", "tested"): "hcv_test",
    ("hcv", "refused"): "hcv_refused",
    ("hcv", "referred"): "hcv_referred",
    ("hcv", "svr12"): "hcv_cured",
}
INJECTED = ("P", "C")  # national codes: previously, currently


def care_events(gathered: Gathered, services: frozenset[UUID] | None) -> Iterator[Kept]:
    """Yields a row for each event at some services (none: at all) of people whose numbers are given."""
    people = {record: person for record, person in gathered.goes_on.items() if person in gathered.numbers}
    numbers = {record: number_of(person) for record, person in people.items()}
    codes = dict(Service.objects.values_list("pk", "agency_code"))
    for rows, whose, events in _sources(list(people)):
        for row in rows:
            record, service = whose(row)
            if services is not None and service not in services:
                continue
            for kind, on, until in events(row):
                yield Kept(
                    "care_events",
                    {
                        "event": number_of(uuid5(row.pk, kind)),
                        "person": numbers[record],
                        "service": codes[service],
                        "kind": kind,
                        "from_day": on,
                        "to_day": until if until is None or until >= on else on,
                    },
                    row.pk,
                )


def _sources(
    people: list[UUID],
) -> Iterator[tuple[QuerySet[Any], Callable[[Any], tuple[UUID, UUID]], Callable[[Any], Iterator[Event]]]]:
    def facts(model: type[Model]) -> QuerySet[Any]:
        rows: QuerySet[Any] = model._default_manager.standing()  # type: ignore[attr-defined]  # each is a HistoryRow
        return rows.filter(person__in=people).order_by("pk")

    def of_course(model: type[Model], through: str) -> QuerySet[Any]:
        rows = model._default_manager.filter(**{f"{through}__person__in": people})
        return rows.select_related(through).order_by("pk")

    reviews = PlanReview.objects.standing().filter(plan__person__in=people).select_related("plan", "episode")
    assessed = Assessment.objects.standing().filter(episode__person__in=people).select_related("episode")
    parts = SubIntervention.objects.standing().filter(episode__person__in=people).select_related("episode")
    yield reviews.order_by("pk"), _of_episode, _review
    yield assessed.order_by("pk"), _of_episode, _assessment
    yield parts.order_by("pk"), _of_episode, _part
    capital = ScaleAnswers.objects.standing().filter(person__in=people, scale=CAPITAL, total__isnull=False)
    yield capital.select_related("episode").order_by("pk"), _of_episode, _capital
    yield facts(VirusStep), _of_person, _virus
    yield facts(Vaccination), _of_person, _vaccine
    yield facts(NaloxoneKit), _of_person, _kit
    yield facts(Ecg), _of_person, _ecg
    yield facts(OtherMedicine), _of_person, _medicine
    yield facts(Risk), _of_person, _risk
    yield of_course(Order, "course"), _of_course, _order
    yield of_course(HoldEnd, "hold__course"), _of_hold, _decision
    yield of_course(CheckIn, "course"), _of_course, _check_in


def _of_person(row: Fact) -> tuple[UUID, UUID]:
    return row.person_id, row.service_id


def _of_episode(row: PlanReview | Assessment | SubIntervention | ScaleAnswers) -> tuple[UUID, UUID]:
    return row.episode.person_id, row.episode.service_id


def _of_course(row: Order | CheckIn) -> tuple[UUID, UUID]:
    return row.course.person_id, row.course.service_id


def _of_hold(row: HoldEnd) -> tuple[UUID, UUID]:
    return row.hold.course.person_id, row.hold.course.service_id


def _before(ended_on: date | None) -> date | None:
    """The last day on which something held that had ended on a day."""
    return ended_on - timedelta(days=1) if ended_on else None


def _review(row: PlanReview) -> Iterator[Event]:
    yield "plan_review", row.on, None
    if row.present != PlanReview.Present.NO:
        yield "keywork", row.on, None


def _assessment(row: Assessment) -> Iterator[Event]:
    yield "keywork", row.on, None
    if row.injecting in INJECTED or row.injected_lately == "Y":
        yield "injected", row.on, None


def _part(row: SubIntervention) -> Iterator[Event]:
    if row.mutual_aid:
        yield "mutual_aid", row.on, None


def _capital(row: ScaleAnswers) -> Iterator[Event]:
    (bands,) = scale(CAPITAL).bands
    reached = row.total is not None and row.total >= bands.steps[-1].begins
    yield "recovery_capital_high" if reached else "recovery_capital_low", row.asked_on, None


def _virus(row: VirusStep) -> Iterator[Event]:
    kind = VIRUS.get((row.virus, row.step))
    if kind:
        yield kind, row.on, row.offer_again_on if row.step == "refused" else None
    if (row.virus, row.step, row.result) == ("hcv", "rna", "positive"):
        yield "hcv_rna_positive", row.on, None


def _vaccine(row: Vaccination) -> Iterator[Event]:
    if row.vaccine in {"hbv", "hav_hbv"}:
        kind = {"given": "hbv_dose", "refused": "hbv_refused", "immune": "hbv_immune"}[row.step]
        yield kind, row.on, row.offer_again_on if row.step == "refused" else None


def _kit(row: NaloxoneKit) -> Iterator[Event]:
    if row.kit == "refused":
        yield "naloxone_refused", row.on, row.offer_again_on
    else:
        ends = [day for day in (row.expires_on, _before(row.ended_on)) if day is not None]
        yield "naloxone", row.on, min(ends, default=None)


def _ecg(row: Ecg) -> Iterator[Event]:
    if row.done == "refused":
        yield "ecg_refused", row.on, row.offer_again_on
    else:
        yield "ecg", row.on, None


def _medicine(row: OtherMedicine) -> Iterator[Event]:
    if row.group in SEDATIVES:
        yield "sedative", row.on, _before(row.ended_on)
    if row.group in QT_MEDICINES:
        yield "qt_risk", row.on, _before(row.ended_on)


def _risk(row: Risk) -> Iterator[Event]:
    if row.kind in SEDATIVES:
        yield "sedative", row.on, _before(row.ended_on)
        if row.plan.strip():
            yield "sedative_plan", row.on, _before(row.ended_on)
    if row.kind in QT:
        yield "qt_risk", row.on, _before(row.ended_on)


def _order(row: Order) -> Iterator[Event]:
    if not row.taken_back and row.dose_mg is not None:  # one taken back later was a review all the same
        yield "dose_review", row.effective_on, None
        if row.reason == Order.Reason.MISSED:
            yield "missed_decision", row.effective_on, None
        if row.kind == "decrease" and row.reason in SAFETY:
            yield "safety_decrease", row.effective_on, None


def _decision(row: HoldEnd) -> Iterator[Event]:
    yield "missed_decision", row.on, None


def _check_in(row: CheckIn) -> Iterator[Event]:
    yield ("aftercare_declined" if row.wants_more is False else "aftercare"), row.on, None
