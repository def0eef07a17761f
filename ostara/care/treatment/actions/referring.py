"""The beginning: a referral from anyone, the first meeting, or a referral that comes to nothing."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from ostara.care.accounts.models import Service, User
from ostara.care.asking.fields import in_words
from ostara.care.audit.actor import Actor
from ostara.care.people.models import Involvement, Person
from ostara.care.people.questions import records_of
from ostara.care.rows.acts import Refused
from ostara.care.treatment.actions.permitting import born, did, involve, permitted, signed, since, written
from ostara.care.treatment.actions.working_with import may_be_keyworker
from ostara.care.treatment.days import in_order
from ostara.care.treatment.models import Episode, EpisodeNow, Keyworker, Pathway, Step
from ostara.care.treatment.national import checked, referral_endings
from ostara.care.treatment.states import Act, StepKind


def refer(
    *,
    person: Person,
    service: Service,
    on: date,
    source: str,
    by: Actor,
    at: datetime,
    way: str = "",
    words: str = "",
    keyworker: User | None = None,
    key: UUID | None = None,
) -> Episode:
    """Takes a referral: an episode begins.

    Args:
        person: who is referred.
        service: to which service.
        on: the day of the referral.
        source: who referred, a code of the national list `referral_source`.
        by: who takes it.
        at: when.
        way: the pathway, where one is chosen already.
        words: what was said.
        keyworker: who will work with them, where somebody is named already.
        key: that of the form.

    Raises:
        Refused: the day is out of order, the code is unknown, or the person is in care at this service already.
    """

    def do() -> Episode:
        in_order("the referral", on, at=at, after=(born(person),))
        checked("referral_source", source, field="source")
        not_in_care(person, service)
        episode = Episode.objects.create(person=person, service=service, **signed(by, at))
        Step.objects.create(episode=episode, kind=StepKind.REFERRED, on=on, code=source, words=words, **signed(by, at))
        begin(episode, on=on, way=way, keyworker=keyworker, by=by, at=at)
        involve(person, service, Involvement.Because.REFERRAL, by=by, at=at)
        entered(episode, "treatment.refer", by=by, source=source)
        return episode

    return did(Episode, "treatment.refer", by=by, key=key, do=do)


def triage(
    *, episode: Episode, on: date, by: Actor, at: datetime, words: str = "", way: str = "", key: UUID | None = None
) -> Step:
    """Records the first meeting, from which the episode counts nationally.

    Raises:
        Refused: the state or the order of days does not allow it.
    """

    def do() -> Step:
        now = permitted(Act.TRIAGE, episode)
        in_order("the first meeting", on, at=at, after=since(now))
        step = Step.objects.create(episode=episode, kind=StepKind.TRIAGED, on=on, words=words, **signed(by, at))
        if way and way != now.pathway:
            Pathway.objects.create(episode=episode, kind=way, from_on=on, **signed(by, at))
        involve(episode.person, episode.service, Involvement.Because.EPISODE, by=by, at=at)
        written("treatment.triage", episode, step, by=by)
        return step

    return did(Step, "treatment.triage", by=by, key=key, do=do)


def close_referral(
    *, episode: Episode, on: date, reason: str, by: Actor, at: datetime, words: str = "", key: UUID | None = None
) -> Step:
    """Closes a referral that came to nothing. `reason` is of our own list `end_reason`: nationally it never was.

    Raises:
        Refused: the state or the order of days does not allow it, or the reason is unknown.
    """

    def do() -> Step:
        now = permitted(Act.CLOSE_REFERRAL, episode)
        in_order("the end of the referral", on, at=at, after=since(now))
        if reason not in dict(referral_endings()):
            raise Refused("Choose a reason.", field="reason")
        step = Step.objects.create(
            episode=episode, kind=StepKind.NOT_TAKEN_UP, on=on, code=reason, words=words, **signed(by, at)
        )
        written("treatment.close_referral", episode, step, by=by, reason_code=reason)
        return step

    return did(Step, "treatment.close_referral", by=by, key=key, do=do)


def not_in_care(person: Person, service: Service) -> None:
    """Refuses a second open episode of one person at one service."""
    open_one = EpisodeNow.objects.filter(person__in=records_of(person), service=service, is_open=True).first()
    if open_one is not None:
        since_day = in_words(open_one.triaged_on or open_one.referred_on)
        raise Refused(f"{service.name} has had this person in its care since {since_day}: go on with that episode.")


def begin(episode: Episode, *, on: date, way: str, keyworker: User | None, by: Actor, at: datetime) -> None:
    """Gives a new episode its pathway and its keyworker, as far as they are known."""
    if way:
        Pathway.objects.create(episode=episode, kind=way, from_on=on, **signed(by, at))
    if keyworker is not None:
        may_be_keyworker(keyworker, episode.service, on=on)
        Keyworker.objects.create(episode=episode, user=keyworker, from_on=on, **signed(by, at))


def entered(episode: Episode, verb: str, *, by: Actor, **codes: str) -> None:
    """Ends the act that began an episode.

    Raises:
        Refused: somebody else began one for the same person and service at the same moment.
    """
    try:
        with transaction.atomic():
            written(verb, episode, episode, by=by, **codes)
    except IntegrityError:
        raise Refused("Somebody else has just taken this person into care here. Open the person again.") from None
