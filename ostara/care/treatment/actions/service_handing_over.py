"""A service that passes to another organisation (re-procurement): no record moves, no day of history is lost.

Posts end with the organisation that made them: whoever goes along is appointed by the new one.
"""

from datetime import date, datetime
from uuid import UUID

from ostara.care.accounts.actions import end_posts
from ostara.care.accounts.models import Organisation, Service
from ostara.care.asking.fields import in_words
from ostara.care.audit.actions import note
from ostara.care.audit.actor import Actor
from ostara.care.rows.acts import Refused
from ostara.care.rows.days import london_day
from ostara.care.treatment.actions.permitting import did, signed
from ostara.care.treatment.days import Known, in_order
from ostara.care.treatment.models import ServiceHandover

LONGEST_CODE = Service._meta.get_field("agency_code").max_length or 0


def hand_over_service(
    *,
    service: Service,
    to: Organisation,
    on: date,
    by: Actor,
    at: datetime,
    agency_code: str = "",
    key: UUID | None = None,
) -> ServiceHandover:
    """Passes a service to another organisation. Its people, episodes, plans and keyworkers stay as they are; the posts
    that began before that day end with the day before it.

    Args:
        service: which.
        to: the organisation that runs it from then on.
        on: from which day.
        by: who records it.
        at: when.
        agency_code: the service's new NDTMS code, where it gets one; blank: it keeps its own.
        key: that of the form.

    Raises:
        Refused: it runs the service already, the service is closed, the day lies ahead or before the last time it
            passed, or the code is too long or another service's.
    """

    def do() -> ServiceHandover:
        held = Service.objects.select_for_update().get(pk=service.pk)
        code = agency_code or held.agency_code
        _may_pass(held, to, code, on, at=at)
        row = ServiceHandover.objects.create(
            service=held,
            from_organisation_id=held.organisation_id,
            to_organisation=to,
            on=on,
            agency_code_before=held.agency_code,
            agency_code_after=code,
            **signed(by, at),
        )
        held.organisation, held.agency_code = to, code
        held.save()
        end_posts(service=held, before=on, today=london_day(at), by=by)
        note("treatment.hand_over_service", by=by, record=row, service=str(held.pk), to=str(to.pk))
        return row

    return did(ServiceHandover, "treatment.hand_over_service", by=by, key=key, do=do)


def _may_pass(held: Service, to: Organisation, code: str, on: date, *, at: datetime) -> None:
    before = ServiceHandover.objects.filter(service=held).order_by("on", "recorded_at", "id").last()
    in_order("the handover", on, at=at, after=(Known("the last handover", before.on if before else None),))
    if held.closed_on is not None and held.closed_on < on:
        raise Refused(f"{held.name} is closed since {in_words(held.closed_on)}.", field="service")
    if held.organisation_id == to.pk:
        raise Refused(f"{to.name} runs this service already.", field="to")
    if len(code) > LONGEST_CODE:
        raise Refused(f"An agency code has at most {LONGEST_CODE} letters and figures.", field="agency_code")
    if Service.objects.filter(agency_code=code).exclude(pk=held.pk).exists():
        raise Refused("Another service has this code.", field="agency_code")
