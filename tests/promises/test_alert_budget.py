"""The alert budget on a made-up service: at most one interruption per order on average, none for who is stable (H5).

Every order of the made-up record is judged as of its own day, by today's rulebook and by what the record knew then and
nothing else: nobody answers a question beforehand. What is not known interrupts once, as `guidance.budget` counts it.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from ostara.care.facts.edition import edition_on
from ostara.care.facts.gathering import About, OrderSaid, facts_in
from ostara.care.facts.known import known_of_many
from ostara.care.medication.models import Order
from ostara.care.medication.questions.courses import Standing
from ostara.care.medication.questions.orders import in_force
from ostara.exchange.made_up_record import make_up_record
from ostara.guidance.budget import interruptions
from ostara.guidance.finding import Finding
from ostara.guidance.rule import Moment

pytestmark = [pytest.mark.django_db, pytest.mark.record]
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
PEOPLE, SEED = 16, 4
STABLE_FOR = timedelta(days=84)  # the same dose for twelve weeks: what is meant by stable here


@dataclass(frozen=True)
class Act:
    """An order and what the rules said before it."""

    order: Order
    findings: tuple[Finding, ...]
    stable: bool

    @property
    def interruptions(self) -> int:
        return interruptions(self.findings)


@pytest.fixture(scope="module")
def acts(django_db_setup, django_db_blocker):
    """Every order that was written in the last year, judged; the record is taken back afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        make_up_record(PEOPLE, seed=SEED, now=NOW)
        yield judged_orders()
        transaction.set_rollback(True)


def judged_orders() -> list[Act]:
    written = Order.objects.filter(effective_on__gte=NOW.date() - timedelta(days=365), effective_on__lte=NOW.date())
    return [judged(one) for one in written.select_related("course").order_by("effective_on", "id")]


def judged(order: Order) -> Act:
    person, day = order.course.person_id, order.effective_on
    known = known_of_many({person: [person]}, on=day)[person]
    standing = next(one for one in known.courses if one.course.pk == order.course_id)
    before = tuple(one for one in standing.orders if one.effective_on < day)
    then = Standing(standing.course, before, in_force(before, day), None)
    known.courses = tuple(then if one.course.pk == order.course_id else one for one in known.courses)
    said = OrderSaid(
        product=order.course.product,
        dose_mg=order.dose_mg,
        effective_on=day,
        supervision=order.supervision,
        reason=order.reason,
        words=order.words,
        patient_led=order.patient_led,
        began="" if before else order.course.began,
        step=order.step,
        seen_today=order.kind != "unchanged" or None,
    )
    facts = facts_in(known, About(on=day, standing=then, order=said))
    steady = stable(before, order) and facts.said("gap.days") == 0
    return Act(order, tuple(edition_on(NOW.date()).ask(facts, Moment.ORDER)), steady)


def stable(before: tuple[Order, ...], order: Order) -> bool:
    """The same dose, taken in the same way, as in the last twelve weeks."""
    reached = [one for one in before if one.effective_on <= order.effective_on - STABLE_FOR]
    since = [*reached[-1:], *(one for one in before if one not in reached), order]
    same = {(one.dose_mg, one.supervision) for one in since}
    return order.kind == "unchanged" and bool(reached) and len(same) == 1


def by_rule(acts: list[Act]) -> Counter[str]:
    return Counter(one.rule for act in acts for one in act.findings if one.interrupts)


def test_there_is_something_to_measure(acts):
    assert len(acts) >= 3 * PEOPLE and len({act.order.kind for act in acts}) >= 4
    assert sum(act.stable for act in acts) >= 5
    assert by_rule(acts), "rules that never interrupt anybody would keep any budget"


def test_an_order_is_interrupted_at_most_once_on_average(acts):
    mean = sum(act.interruptions for act in acts) / len(acts)
    assert mean <= 1, (round(mean, 2), by_rule(acts).most_common())


def test_nobody_who_is_stable_is_interrupted(acts):
    interrupted = [act for act in acts if act.stable and act.interruptions]
    assert not interrupted, by_rule(interrupted).most_common()
