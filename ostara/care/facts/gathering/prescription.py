"""The prescription that covers a supply."""

from ostara.care.facts.gathering.about import About, Said
from ostara.care.facts.known import Known
from ostara.care.medication.models import Instalment, PrescriptionEvent
from ostara.care.medication.questions.orders import STOP
from ostara.care.medication.questions.supplies import ENDED, GIVEN, standing_supplies


def prescription_facts(known: Known, about: About) -> Said:
    """Whether it is in force for this supply. Our own room supplies under the order itself."""
    if about.supply is None:
        return {}
    instalment = about.supply.instalment
    if instalment.prescription is None:
        return _of_an_order(instalment, about)
    return _of_a_form(instalment, about)


def _of_a_form(instalment: Instalment, about: About) -> Said:
    form = instalment.prescription
    assert form is not None  # noqa: S101 - the caller has looked
    events = list(form.events.all())
    signed = next((one for one in events if one.kind == PrescriptionEvent.Kind.SIGNED), None)
    ended = any(one.kind in ENDED for one in events)
    given = standing_supplies().filter(instalment__prescription=form, outcome__in=GIVEN).exists()
    days = (form.last_on - form.first_on).days + 1
    start = max(signed.on, form.first_on) if signed else None
    return {
        "valid": signed is not None and not ended and about.on <= form.last_on,
        "days_covered": days,
        "on_fp10mda": instalment.place.kind == "pharmacy",
        "is_repeat": False,
        "signed_days_ago": max((about.on - start).days, 0) if start else None,
        "first_instalment_given": given,
        "instalments_complete": True,
        "allows_remainder": "b" in form.wordings,
    }


def _of_an_order(instalment: Instalment, about: About) -> Said:
    given = standing_supplies().filter(instalment__order=instalment.order_id, outcome__in=GIVEN).exists()
    return {
        "valid": about.before is not None and about.before.kind != STOP,
        "on_fp10mda": False,
        "is_repeat": False,
        "signed_days_ago": max((about.on - instalment.order.effective_on).days, 0),
        "first_instalment_given": given,
    }
