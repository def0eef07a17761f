"""The prescription that covers a supply, and forms that were lost or stand twice for the same days."""

from itertools import combinations

from ostara.care.facts.gathering.about import About, Said
from ostara.care.facts.gathering.evidence import done_since
from ostara.care.facts.known import Known
from ostara.care.facts.loading import signed_on
from ostara.care.medication.models import Instalment, Prescription, PrescriptionEvent
from ostara.care.medication.questions.orders import STOP
from ostara.care.medication.questions.supplies import ENDED, GIVEN, standing_supplies


def prescription_facts(known: Known, about: About) -> Said:
    """Whether it is in force for this supply. Our own room supplies under the order itself."""
    marked = _marked(known, about)
    if about.supply is None:
        return marked
    instalment = about.supply.instalment
    if instalment.prescription is None:
        return marked | _of_an_order(instalment, about)
    return marked | _of_a_form(instalment, about)


def _marked(known: Known, about: About) -> dict[str, bool]:
    """What somebody has to look into: the task of CD-16 is the row that says somebody did."""
    if about.standing is None:
        return {}
    own = [one for one in known.prescriptions if one.course_id == about.standing.course.pk]
    lost = [event.on for one in own for event in one.events.all() if event.kind == PrescriptionEvent.Kind.LOST]
    live = [one for one in own if _in_use(one) and one.last_on >= about.on]
    twice = any(one.first_on <= other.last_on and other.first_on <= one.last_on for one, other in combinations(live, 2))
    since = max([*lost, *(one.first_on for one in live if twice)], default=None)
    return {
        "lost": bool(lost),
        "duplicated": twice,
        "marker_looked_into": since is not None and done_since(known, "CD-16.2", since),
    }


def _in_use(form: Prescription) -> bool:
    return signed_on(form) is not None and not any(one.kind in ENDED for one in form.events.all())


def _of_a_form(instalment: Instalment, about: About) -> dict[str, bool | int | None]:
    form = instalment.prescription
    assert form is not None  # noqa: S101 - the caller has looked
    signed = signed_on(form)
    given = standing_supplies().filter(instalment__prescription=form, outcome__in=GIVEN).exists()
    days = (form.last_on - form.first_on).days + 1
    start = max(signed, form.first_on) if signed else None
    return {
        "valid": _in_use(form) and about.on <= form.last_on,
        "days_covered": days,
        "on_fp10mda": instalment.place.kind == "pharmacy",
        "is_repeat": False,
        "signed_days_ago": max((about.on - start).days, 0) if start else None,
        "first_instalment_given": given,
        "instalments_complete": True,
        "allows_remainder": "b" in form.wordings,
    }


def _of_an_order(instalment: Instalment, about: About) -> dict[str, bool | int | None]:
    given = standing_supplies().filter(instalment__order=instalment.order_id, outcome__in=GIVEN).exists()
    return {
        "valid": about.before is not None and about.before.kind != STOP,
        "on_fp10mda": False,
        "is_repeat": False,
        "signed_days_ago": max((about.on - instalment.order.effective_on).days, 0),
        "first_instalment_given": given,
    }
