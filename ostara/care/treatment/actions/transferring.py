"""Care that passes to another service: offered, and accepted with the day. Nobody begins again."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from ostara.care.accounts.models import Service, User
from ostara.care.audit.actions import note
from ostara.care.audit.actor import Actor
from ostara.care.people.models import Involvement, Person
from ostara.care.rows.acts import Changed, Refused, correct
from ostara.care.treatment.actions.going_on import carry_on, go_on
from ostara.care.treatment.actions.leaving import end_all, happened
from ostara.care.treatment.actions.permitting import did, involve, permitted, signed, since, written
from ostara.care.treatment.actions.referring import entered
from ostara.care.treatment.days import Known, in_order
from ostara.care.treatment.models import Answer, Episode, Step, Transfer, TransferAnswer
from ostara.care.treatment.national import TRANSFERRED, TRANSFERRED_TO_CUSTODY
from ostara.care.treatment.states import Act, StepKind
from ostara.knowledge.parameters import parameter

BY_AGREEMENT = "A"  # national exit status: planned
FROM_A_SERVICE, FROM_PRISON = "1", "13"  # national referral sources


def offer_transfer(
    *,
    episode: Episode,
    to: Service,
    on: date,
    person_agrees: str,
    handover: str,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Transfer:
    """Offers a person's care to another service. It goes on here until they accept.

    Raises:
        Refused: the state or the order of days does not allow it, or the service is this one or has closed.
    """

    def do() -> Transfer:
        now = permitted(Act.OFFER_TRANSFER, episode)
        in_order("the offer", on, at=at, after=since(now))
        if to.pk == episode.service_id or (to.closed_on and to.closed_on <= on):
            raise Refused("Choose another service that is open.", field="to")
        if person_agrees not in (Answer.YES, Answer.NO, Answer.NOT_KNOWN):
            raise Refused("Say whether the person agrees.", field="person_agrees")
        row = Transfer.objects.create(
            episode=episode,
            to_service=to,
            offered_on=on,
            person_agrees=person_agrees,
            handover=handover,
            **signed(by, at),
        )
        written("treatment.offer_transfer", episode, row, by=by, to=str(to.pk))
        return row

    return did(Transfer, "treatment.offer_transfer", by=by, key=key, do=do)


def take_back_offer(
    *, transfer: Transfer, on: date, by: Actor, at: datetime, words: str = "", key: UUID | None = None
) -> TransferAnswer:
    """Takes an offer back, while nobody has answered it. Raises Refused where the state does not allow it."""
    kind = TransferAnswer.Kind.TAKEN_BACK
    return _closed(transfer, Act.TAKE_BACK_OFFER, kind, on=on, words=words, by=by, at=at, key=key)


def decline_transfer(
    *, transfer: Transfer, on: date, by: Actor, at: datetime, words: str = "", key: UUID | None = None
) -> TransferAnswer:
    """Declines an offer, saying why; care goes on where it was. Raises Refused where the state does not allow it."""
    if not words.strip():
        raise Refused("Say why, so that they know what to do.", field="words")
    kind = TransferAnswer.Kind.DECLINED
    return _closed(transfer, Act.DECLINE_TRANSFER, kind, on=on, words=words, by=by, at=at, key=key)


def accept_transfer(
    *,
    transfer: Transfer,
    on: date,
    by: Actor,
    at: datetime,
    keyworker: User | None = None,
    words: str = "",
    key: UUID | None = None,
) -> Episode:
    """Takes over a person's care from a day: the episode there ends, one here goes on with the same help.

    Returns:
        The new episode.

    Raises:
        Refused: the state or the order of days does not allow it, or the person is in care here already.
        Changed: somebody answered the offer first.
    """

    def do() -> Episode:
        before, to = transfer.episode, transfer.to_service
        now = permitted(Act.ACCEPT_TRANSFER, before)
        offered = Known("the offer", transfer.offered_on)
        in_order("the day on which care passes", on, at=at, after=(*since(now), offered, *happened(before)))
        new = go_on(
            before,
            service=to,
            asked_on=transfer.offered_on,
            source=FROM_PRISON if before.service.setting == Service.Setting.PRISON else FROM_A_SERVICE,
            kind=StepKind.TRANSFERRED_IN,
            on=on,
            keyworker=keyworker,
            words=words,
            by=by,
            at=at,
        )
        _answer(transfer, TransferAnswer.Kind.ACCEPTED, on=on, words=words, by=by, at=at, goes_on_as=new)
        carry_on(end_all(before, on=on, exit_status=BY_AGREEMENT, by=by, at=at), to=new, on=on, by=by, at=at)
        code = TRANSFERRED_TO_CUSTODY if to.setting == Service.Setting.PRISON else TRANSFERRED
        out = Step.objects.create(episode=before, kind=StepKind.TRANSFERRED_OUT, on=on, code=code, **signed(by, at))
        involve(before.person, to, Involvement.Because.TRANSFER, by=by, at=at)
        _leave(before.person, before.service, by=by, at=at)
        written("treatment.transferred_out", before, out, by=by, to=str(to.pk))
        entered(new, "treatment.accept_transfer", by=by)
        return new

    return did(Episode, "treatment.accept_transfer", by=by, key=key, do=do)


def _closed(
    transfer: Transfer, act: Act, kind: str, *, on: date, words: str, by: Actor, at: datetime, key: UUID | None
) -> TransferAnswer:
    def do() -> TransferAnswer:
        permitted(act, transfer.episode)
        in_order("the answer", on, at=at, after=(Known("the offer", transfer.offered_on),))
        row = _answer(transfer, kind, on=on, words=words, by=by, at=at)
        written(f"treatment.{act}", transfer.episode, row, by=by)
        return row

    return did(TransferAnswer, f"treatment.{act}", by=by, key=key, do=do)


def _answer(
    transfer: Transfer,
    kind: str,
    *,
    on: date,
    words: str,
    by: Actor,
    at: datetime,
    goes_on_as: Episode | None = None,
) -> TransferAnswer:
    try:
        with transaction.atomic():
            return TransferAnswer.objects.create(
                transfer=transfer, kind=kind, on=on, words=words, goes_on_as=goes_on_as, **signed(by, at)
            )
    except IntegrityError:
        first = TransferAnswer.objects.get(transfer=transfer)
        raise Changed(f"Somebody has answered this offer already: {first.get_kind_display()}.", latest=first) from None


def _leave(person: Person, service: Service, *, by: Actor, at: datetime) -> None:
    """Ends the part of the service that hands over, after a time in which it can still write what is missing."""
    until = at + timedelta(parameter("treatment.handover_overlap_days").whole)
    because = (Involvement.Because.REGISTERED, Involvement.Because.REFERRAL, Involvement.Because.EPISODE)
    parts = Involvement.objects.standing().filter(person=person, service=service, until_at__isnull=True)
    for part in parts.filter(because__in=(*because, Involvement.Because.TRANSFER)):
        correct(part, why="Care was transferred", by=by.user, recorded_at=at, until_at=max(until, part.from_at))
    note("treatment.leave", by=by, person=person.pk, service=str(service.pk))
