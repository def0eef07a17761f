"""Sharing care with consent, ending it, and opening a record in an emergency, which is always reviewed."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from ostara.care.accounts.models import Service
from ostara.care.audit.actions import note
from ostara.care.audit.actor import Actor
from ostara.care.people.actions.details import answer_consent
from ostara.care.people.choices import Answer
from ostara.care.people.models import Consent, Involvement, Person
from ostara.care.people.questions import consent_of, involved_in, records_of
from ostara.care.rows.acts import Changed, Refused, correct, once
from ostara.care.sharing.models import Opening, OpeningReview, Why
from ostara.knowledge.parameters import parameter

SHARED = Involvement.Because.CONSENT
EMERGENCY = Involvement.Because.EMERGENCY


def share(
    *,
    person: Person,
    with_service: Service,
    at: datetime,
    by: Actor,
    until_at: datetime | None = None,
    asked_on: date | None = None,
    how: str = "",
    key: UUID | None = None,
) -> UUID:
    """Shares a person's care with another service, from now on, until an instant or until it is stopped.

    Args:
        asked_on: the day on which the person agreed, where their answer has not been recorded before; and `how`.

    Returns:
        The key of the involvement.

    Raises:
        Refused: the person has not agreed, or the service has a part in their care already.
    """

    def do() -> UUID:
        Person.objects.select_for_update().get(pk=person.pk)
        records = records_of(person)
        if any(one.service_id == with_service.pk and not one.only_for for one in involved_in(records, at=at)):
            raise Refused("This service has a part in their care already.", field="with_service")
        if asked_on:
            answer_consent(
                person=person,
                kind=Consent.Kind.SHARING,
                answer=Answer.YES,
                asked_on=asked_on,
                how=how,
                with_service=with_service,
                by=by,
            )
        if consent_of(records, Consent.Kind.SHARING, with_service=with_service.pk) != Answer.YES:
            words = "Nobody has recorded that they agree to this. Ask them, then say here when."
            raise Refused(words, field="asked_on")
        row = Involvement.objects.create(
            person=person, service=with_service, because=SHARED, from_at=at, until_at=until_at, recorded_by_id=by.user
        )
        note("sharing.share", by=by, person=person.pk, record=row, with_service=str(with_service.pk))
        return row.pk

    with transaction.atomic():
        return once(key, "sharing.share", by.user, do)[0]


def stop_sharing(*, involvement: Involvement, at: datetime, by: Actor, why: str) -> Involvement:
    """Ends the sharing of a person's care, at an instant.

    Raises:
        Refused: no reason is given, or it has ended.
        Changed: somebody else was first.
    """
    if involvement.because != SHARED:
        raise Refused("Only what is shared with consent is stopped here.")
    if involvement.until_at is not None and involvement.until_at <= at:
        raise Refused("This has ended already.")
    with transaction.atomic():
        ended = correct(involvement, why=why, by=by.user, until_at=max(at, involvement.from_at))
        note("sharing.stop", by=by, person=ended.person_id, record=ended, with_service=str(ended.service_id))
        return ended


def follow_consent(*, person: Person, at: datetime, by: Actor) -> list[Involvement]:
    """Ends whatever is shared without a standing *yes*; called when an answer about sharing was recorded."""
    records = records_of(person)
    shared = [one for one in involved_in(records, at=at) if one.because == SHARED]
    ended = []
    for one in shared:
        if consent_of(records, Consent.Kind.SHARING, with_service=one.service_id) != Answer.YES:
            why = "consent to share was withdrawn"
            row = correct(one, why=why, by=by.user, until_at=max(at, one.from_at))
            note("sharing.consent_withdrawn", by=by, person=one.person_id, record=row)
            ended.append(row)
    return ended


def open_in_emergency(
    *, person: Person, why: Why, words: str, at: datetime, by: Actor, key: UUID | None = None
) -> UUID:
    """Opens a record to one user for a few hours (parameter `sharing.emergency_open_hours`); it goes to be reviewed.

    Returns:
        The key of the opening.

    Raises:
        Refused: nothing was said of what happened, or the record is open to them already.
    """
    if by.user is None or by.service is None:
        raise Refused("A record is opened by somebody who works at a service.")
    if not words.strip():
        raise Refused("Say what happened: it is read when this is reviewed.", field="words")

    def do() -> UUID:
        Person.objects.select_for_update().get(pk=person.pk)
        mine = [one for one in involved_in(records_of(person), at=at) if one.service_id == by.service]
        if any(one.only_for in (None, by.user) for one in mine):
            raise Refused("This record is open to you already.")
        until = at + timedelta(hours=parameter("sharing.emergency_open_hours").whole)
        shared = {"person": person, "service_id": by.service, "from_at": at, "until_at": until}
        part = Involvement.objects.create(**shared, because=EMERGENCY, only_for=by.user, recorded_by_id=by.user)
        said = {"involvement": part, "user_id": by.user, "why": why, "words": words.strip()}
        row = Opening.objects.create(**shared, **said, recorded_at=at, recorded_by_id=by.user)
        note("sharing.open_in_emergency", by=by, person=person.pk, record=row, reason=Why(why).label)
        return row.pk

    with transaction.atomic():
        return once(key, "sharing.open_in_emergency", by.user, do)[0]


def review(*, opening: Opening, outcome: OpeningReview.Outcome, words: str, at: datetime, by: Actor) -> OpeningReview:
    """Records what a reviewer made of an opening.

    Raises:
        Refused: one's own opening, or nothing was said.
        Changed: somebody else has reviewed it.
    """
    if opening.user_id == by.user:
        raise Refused("Nobody reviews what they opened themselves.")
    if not words.strip():
        raise Refused("Say what you found, and what follows.", field="words")
    try:
        with transaction.atomic():
            row = OpeningReview.objects.create(
                opening=opening, outcome=outcome, words=words.strip(), reviewed_at=at, recorded_by_id=by.user
            )
            note("sharing.review_opening", by=by, person=opening.person_id, record=row, outcome=str(outcome))
            return row
    except IntegrityError:
        first = OpeningReview.objects.filter(opening=opening).first()
        raise Changed("Somebody else has reviewed this already.", latest=first) from None
