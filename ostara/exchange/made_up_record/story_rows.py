"""What the stories need beside their lives: records joined and parted, care shared, records opened in an emergency."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from random import Random

from ostara.care.accounts.roles import Role
from ostara.care.people.models import Alias, Consent, Involvement
from ostara.care.sharing.models import Opening, OpeningReview, Why
from ostara.exchange.made_up_record.lives import Place
from ostara.exchange.made_up_record.pen import Pen
from ostara.exchange.made_up_record.stories import Days
from ostara.knowledge.parameters import parameter


def write_story_rows(pens: Mapping[str, Pen], days: Days, chance: Random) -> None:
    """Writes what happened between records, people and services in the ten stories."""
    pens["rosa"].ink.person(chance)
    _joined(pens["rosie"], pens["rosa"], days, "Same date of birth; she says she gave the name she goes by.")
    alias = _joined(pens["dean_the_son"], pens["dean"], days, "Same name, same street, birthdays on one day.")
    _parted(pens["dean_the_son"], pens["dean"], days, alias)
    _shared(pens["terry"], days)
    _opened(pens["gail"], days.ago(days=40), "Found unresponsive at our door; ambulance asked what she takes.", days)
    _opened(pens["gail"], days.ago(days=3), "Rang in distress. Needed to know whom to ring tonight.", None)


def _joined(pen: Pen, goes_on: Pen, days: Days, reason: str) -> Alias:
    ink, day = pen.ink, days.ago(0.25)
    by = pen.area.of_role(Place.HARBOUR, Role.SERVICE_MANAGER, day).actor
    at = ink.at(day)
    row = ink.row(Alias, at, by, person=pen.person, goes_on_as=goes_on.person, reason=reason)
    for one in (pen, goes_on):
        numbers = {"joined": pen.person.number, "goes_on": goes_on.person.number}
        ink.note("people.merge", at, by, one.person.pk, row, **numbers)
    return row


def _parted(pen: Pen, goes_on: Pen, days: Days, alias: Alias) -> None:
    ink, day = pen.ink, days.ago(0.2)
    by = pen.area.of_role(Place.HARBOUR, Role.SERVICE_MANAGER, day).actor
    at = ink.at(day)
    row = ink.corrected(alias, at, by, "Father and son of one name: two people", withdrawn=True)
    for one in (pen, goes_on):
        ink.note("people.unmerge", at, by, one.person.pk, row)


def _shared(pen: Pen, days: Days) -> None:
    """Two providers who see the same record, because the person asked them to."""
    ink, day, orchard = pen.ink, days.ago(1.1), pen.area.services[Place.ORCHARD]
    by = pen.worker(Place.HARBOUR, day).actor
    at = ink.at(day)
    said = {"kind": Consent.Kind.SHARING, "answer": "yes", "asked_on": day, "how": "in_person"}
    consent = ink.row(Consent, at, by, person=pen.person, with_service=orchard, **said)
    ink.note("people.keep_consent", at, by, pen.person.pk, consent, kind=Consent.Kind.SHARING)
    because = Involvement.Because.CONSENT
    part = ink.row(Involvement, at, by, person=pen.person, service=orchard, because=because, from_at=at)
    ink.note("sharing.share", at, by, pen.person.pk, part, with_service=str(orchard.pk))


def _opened(pen: Pen, day: date, words: str, reviewed: Days | None) -> None:
    ink, orchard = pen.ink, pen.area.services[Place.ORCHARD]
    by = pen.worker(Place.ORCHARD, day).actor
    at = ink.at(day)
    until = at + timedelta(hours=parameter("sharing.emergency_open_hours").whole)
    span = {"person": pen.person, "service": orchard, "from_at": at, "until_at": until}
    part = ink.row(Involvement, at, by, **span, because=Involvement.Because.EMERGENCY, only_for=by.user)
    opening = ink.row(Opening, at, by, **span, involvement=part, user_id=by.user, why=Why.LIFE, words=words)
    ink.note("sharing.open_in_emergency", at, by, pen.person.pk, opening, reason=Why.LIFE.label)
    ink.note("people.read", at + timedelta(minutes=1), by, pen.person.pk)
    if reviewed:
        _reviewed(pen, opening, at + timedelta(days=2))


def _reviewed(pen: Pen, opening: Opening, at: datetime) -> None:
    by = pen.area.of_role(Place.HARBOUR, Role.SERVICE_MANAGER, at.date()).actor
    outcome, words = OpeningReview.Outcome.RIGHT, "The ambulance had what it needed in two minutes. Thanked them."
    row = pen.ink.row(OpeningReview, at, by, opening=opening, outcome=outcome, words=words, reviewed_at=at)
    pen.ink.note("sharing.review_opening", at, by, pen.person.pk, row, outcome=str(outcome))
