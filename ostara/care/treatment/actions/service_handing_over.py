"""A service that passes to another organisation (re-procurement): no record moves, no day of history is lost."""

from datetime import date, datetime
from uuid import UUID

from ostara.care.accounts.models import Organisation, Service
from ostara.care.audit.actions import note
from ostara.care.audit.actor import Actor
from ostara.care.rows.acts import Refused
from ostara.care.treatment.actions.permitting import did, signed
from ostara.care.treatment.days import in_order
from ostara.care.treatment.models import ServiceHandover


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
    """Passes a service to another organisation. Its people, episodes, plans and keyworkers stay as they are.

    Args:
        service: which.
        to: the organisation that runs it from then on.
        on: from which day.
        by: who records it.
        at: when.
        agency_code: the service's new NDTMS code, where it gets one; blank: it keeps its own.
        key: that of the form.

    Raises:
        Refused: it runs the service already, the day lies ahead, or another service has that code.
    """

    def do() -> ServiceHandover:
        held = Service.objects.select_for_update().get(pk=service.pk)
        in_order("the handover", on, at=at)
        if held.organisation_id == to.pk:
            raise Refused(f"{to.name} runs this service already.", field="to")
        code = agency_code or held.agency_code
        if Service.objects.filter(agency_code=code).exclude(pk=held.pk).exists():
            raise Refused("Another service has this code.", field="agency_code")
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
        note("treatment.hand_over_service", by=by, record=row, service=str(held.pk), to=str(to.pk))
        return row

    return did(ServiceHandover, "treatment.hand_over_service", by=by, key=key, do=do)
