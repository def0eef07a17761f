"""Stays with services as rows of treatment: steps, pathways, keyworkers, help, transfers, prison."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ostara.care.audit.actor import Actor
from ostara.care.people.models import Involvement
from ostara.care.treatment.models import (
    Custody,
    Episode,
    Intervention,
    InterventionEnd,
    Keyworker,
    Pathway,
    Step,
    Transfer,
    TransferAnswer,
)
from ostara.care.treatment.national import NATIONAL_KIND, RECOVERY_SUPPORT, exit_of
from ostara.care.treatment.states import StepKind
from ostara.exchange.made_up_record import phrases
from ostara.exchange.made_up_record.lives import Came, Help, Place, Stay
from ostara.exchange.made_up_record.pen import Pen
from ostara.ndtms.lists import national_list

DISCHARGE = {"dropped_out": "85", "ended_by_service": "86", "prison": "87", "declined": "88", "died": "89"}
DRUG_FREE, ALCOHOL_FREE = "80", "81"
TRANSFERRED, TO_CUSTODY = "83", "84"
SETTINGS = {one.more["from_ours"]: code for code, one in national_list("setting").items() if one.more["from_ours"]}
BEGINS = {Came.REFERRED: StepKind.TRIAGED, Came.BACK: StepKind.CAME_BACK, Came.TRANSFERRED: StepKind.TRANSFERRED_IN}
VERBS = {Came.REFERRED: "triage", Came.BACK: "come_back", Came.TRANSFERRED: "accept_transfer"}


@dataclass
class Written:
    """A stay as it was written: its episode, and who works with the person there on which day."""

    stay: Stay
    episode: Episode
    keyworkers: list[tuple[date, Actor]]
    helps: list[Intervention]

    def by(self, on: date) -> Actor:
        """Returns their keyworker on a day."""
        return next((actor for since, actor in reversed(self.keyworkers) if since <= on), self.keyworkers[0][1])


def write_stays(pen: Pen) -> list[Written]:
    """Writes every stay of a life, in order, each line going on from the stay before it."""
    written: list[Written] = []
    before: Written | None = None
    offer: Transfer | None = None
    for stay in pen.life.stays:
        goes_on = before if stay.came is not Came.REFERRED and not stay.beside else None
        now = _stay(pen, stay, goes_on)
        if stay.came is Came.TRANSFERRED and offer is not None and goes_on is not None:
            _answered(pen, offer, goes_on, now)
        offer = _ended(pen, now)
        written.append(now)
        if not stay.beside:
            before = now
    for one in pen.life.prisons:
        _prison(pen, one.from_on, one.to_on, one.ost_inside, one.referred, written[0])
    return written


def _stay(pen: Pen, stay: Stay, goes_on: Written | None) -> Written:
    worker = pen.worker(stay.at, stay.referred)
    by, ink, service = worker.actor, pen.ink, pen.area.services[stay.at]
    at = ink.at(stay.referred)
    follows = goes_on.episode if goes_on else None
    episode = ink.row(Episode, at, by, person=pen.person, service=service, follows=follows)
    episode.line = follows.line if follows else episode.pk
    written = Written(stay, episode, [(stay.referred, by)], [])
    _step(written, pen, StepKind.REFERRED, stay.referred, by, stay.source)
    if stay.came is Came.REFERRED:
        ink.note("treatment.refer", at, by, pen.person.pk, episode, source=stay.source)
        pen.involve(stay.at, Involvement.Because.REFERRAL, stay.referred, by)
    if stay.started is None:
        return written
    at = _step(written, pen, BEGINS[stay.came], stay.started, by)
    ink.note(f"treatment.{VERBS[stay.came]}", at, by, pen.person.pk, episode)
    because = Involvement.Because.TRANSFER if stay.came is Came.TRANSFERRED else Involvement.Because.EPISODE
    pen.involve(stay.at, because, stay.started, by)
    ink.row(Pathway, at, by, episode=episode, kind=stay.way, from_on=stay.started)
    for on, way in stay.later_ways:
        changed = ink.at(on)
        row = ink.row(Pathway, changed, by, episode=episode, kind=way, from_on=on)
        ink.note("treatment.change_pathway", changed, by, pen.person.pk, row, to=way)
    _keyworkers(pen, written, worker.until_on)
    _helps(pen, written, goes_on)
    return written


def _step(written: Written, pen: Pen, kind: StepKind, on: date, by: Actor, code: str = "", words: str = "") -> datetime:
    at = pen.ink.at(on)
    pen.ink.row(Step, at, by, episode=written.episode, kind=kind, on=on, code=code, words=words)
    return at


def _keyworkers(pen: Pen, written: Written, leaves: date | None) -> None:
    """The first keyworker, and whoever takes over when they leave."""
    stay, ink = written.stay, pen.ink
    first = written.keyworkers[0][1]
    on = stay.started or stay.referred
    ink.row(Keyworker, ink.at(on), first, episode=written.episode, user_id=first.user, from_on=on)
    while leaves is not None and leaves < (stay.ended or pen.today):
        day = leaves + timedelta(days=1)
        taker = pen.worker(stay.at, day)
        at = ink.at(day)
        row = ink.row(
            Keyworker, at, taker.actor, episode=written.episode, user_id=taker.actor.user, from_on=day, words="Left"
        )
        ink.note("treatment.hand_over_caseload", at, taker.actor, pen.person.pk, row)
        written.keyworkers.append((day, taker.actor))
        leaves = taker.until_on


def _helps(pen: Pen, written: Written, goes_on: Written | None) -> None:
    stay, ink = written.stay, pen.ink
    for one in sorted(stay.helps, key=lambda one: one.started):
        by = written.by(one.started)
        begins = one.started == stay.started
        referred = stay.referred if begins else max(stay.started or one.started, one.started - timedelta(days=14))
        at = ink.at(one.started)
        row = ink.row(
            Intervention,
            at,
            by,
            episode=written.episode,
            kind=one.kind,
            national_kind=NATIONAL_KIND[one.kind],
            national_setting=SETTINGS.get(one.setting, ""),
            medicine=one.medicine,
            referred_on=referred,
            offered_on=one.started if begins else max(referred, one.started - timedelta(days=pen.chance.randrange(4))),
            started_on=one.started,
            continues=_continued(one, stay, goes_on),
        )
        ink.note("treatment.record_help", at, by, pen.person.pk, row, kind_of_help=one.kind)
        written.helps.append(row)
        _end_of_help(pen, written, one, row)


def _continued(one: Help, stay: Stay, goes_on: Written | None) -> Intervention | None:
    if stay.came is not Came.TRANSFERRED or goes_on is None or one.started != stay.started:
        return None
    return next((row for row in reversed(goes_on.helps) if row.kind == one.kind), None)


def _end_of_help(pen: Pen, written: Written, one: Help, row: Intervention) -> None:
    stay = written.stay
    last = one.ended
    if stay.ended and one.kind != RECOVERY_SUPPORT:
        last = min(last or stay.ended, stay.ended)
    if last is None:
        return
    status = "A" if stay.passes_to and last == stay.ended else exit_of(_code(pen, stay, one.how or stay.reason))
    by = written.by(last)
    at = pen.ink.at(last)
    end = pen.ink.row(InterventionEnd, at, by, intervention=row, on=last, exit_status=status)
    if last != stay.ended:
        pen.ink.note("treatment.end_help", at, by, pen.person.pk, end, exit_status=status)


def _code(pen: Pen, stay: Stay, reason: str) -> str:
    if reason == "completed":
        return ALCOHOL_FREE if pen.life.substance == "alcohol" and stay.at is Place.ORCHARD else DRUG_FREE
    return DISCHARGE.get(reason, TRANSFERRED if reason in ("moved", "transferred") else DISCHARGE["dropped_out"])


def _ended(pen: Pen, written: Written) -> Transfer | None:
    """Writes how a stay ended; returns the offer by which it passes on, where it does."""
    stay = written.stay
    if stay.ended is None:
        return None
    by, person = written.by(stay.ended), pen.person.pk
    if stay.passes_to:
        return _offered(pen, written, stay.passes_to, by)
    if stay.started is None:
        at = _step(written, pen, StepKind.NOT_TAKEN_UP, stay.ended, by, stay.reason)
        pen.ink.note("treatment.close_referral", at, by, person, written.episode, reason_code=stay.reason)
        return None
    code = _code(pen, stay, stay.reason)
    at = _step(written, pen, StepKind.DISCHARGED, stay.ended, by, code, stay.words)
    pen.ink.note("treatment.discharge", at, by, person, written.episode, reason_code=code)
    return None


def _offered(pen: Pen, written: Written, to: Place, by: Actor) -> Transfer:
    stay = written.stay
    ended = stay.ended or pen.today
    early = 0 if Place.PRISON in (to, stay.at) else 7
    on = max(stay.started or ended, ended - timedelta(days=early))
    at = pen.ink.at(on)
    offer = pen.ink.row(
        Transfer,
        at,
        by,
        episode=written.episode,
        to_service=pen.area.services[to],
        offered_on=on,
        person_agrees="U" if to is Place.PRISON else "Y",
        handover=phrases.HANDOVER,
    )
    pen.ink.note("treatment.offer_transfer", at, by, pen.person.pk, offer, to=str(pen.area.services[to].pk))
    return offer


def _answered(pen: Pen, offer: Transfer, before: Written, now: Written) -> None:
    """Care passes: accepted there, closed here, and the part of the service that handed over ends."""
    on = now.stay.started or now.stay.referred
    by = now.by(on)
    at = pen.ink.at(on)
    pen.ink.row(
        TransferAnswer, at, by, transfer=offer, kind=TransferAnswer.Kind.ACCEPTED, on=on, goes_on_as=now.episode
    )
    code = TO_CUSTODY if now.stay.at is Place.PRISON else TRANSFERRED
    _step(before, pen, StepKind.TRANSFERRED_OUT, on, by, code)
    pen.ink.note("treatment.transferred_out", at, by, pen.person.pk, before.episode)
    pen.leave(before.stay.at, on, by)


def _prison(pen: Pen, from_on: date, to_on: date | None, inside: str, referred: str, first: Written) -> None:
    """A stay in prison, known from the day it began; its end is a correction."""
    if from_on < first.stay.referred:
        return
    by = pen.worker(first.stay.at, from_on).actor
    row = pen.ink.row(Custody, pen.ink.at(from_on), by, person=pen.person, from_on=from_on)
    if to_on is not None:
        said = {"to_on": to_on, "ost_inside": inside, "referred_on_release": referred}
        pen.ink.corrected(row, pen.ink.at(to_on), by, "Released", **said)
