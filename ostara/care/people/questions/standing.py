"""What stands of a person. Each question takes the keys of their records (`records_of`), the one that goes on first."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from stdnum.gb import nhs

from ostara.care.people.choices import Answer
from ostara.care.people.models import (
    Alias,
    Card,
    Children,
    Consent,
    Contact,
    Flag,
    Involvement,
    Particulars,
    Person,
    Photo,
    Relation,
)
from ostara.care.people.questions.joined import goes_on_as, records_of
from ostara.care.rows.models import HistoryRow
from ostara.care.rows.prepared import first, prepared
from ostara.care.rows.reading import asked_once
from ostara.ndtms.attributor import attributor
from ostara.ndtms.lists import national_list

Records = Sequence[UUID]
ASKED = tuple(
    field.name
    for field in Particulars._meta.concrete_fields
    if field.editable and field.name not in {"person", "effective_on"}
)
LATEST_FIRST = ("-effective_on", "-recorded_at", "-id")


@asked_once
def particulars_of(records: Records) -> Particulars | None:
    """Returns who somebody is: what the record that goes on says, and where that is blank what joined ones say.

    What was saved of the record that goes on since it was joined stands by itself: a field emptied then stays empty.
    The row is not to be saved. One query, or two where records are joined.
    """
    row = first(_particulars(records, records[0]))
    if row and len(records) > 1:
        _fill_blanks(row, records)
    return row


@prepared
def _particulars(records: Records, goes_on: UUID) -> QuerySet[Particulars]:
    own_first = Case(When(person=goes_on, then=Value(0)), default=Value(1), output_field=IntegerField())
    return Particulars.objects.standing().filter(person__in=records).order_by(own_first, *LATEST_FIRST)[:1]


def _fill_blanks(row: Particulars, records: Records) -> None:
    joined_since = Alias.objects.standing().filter(recorded_at__gte=row.recorded_at, person__in=records)
    others = (
        Particulars.objects.standing().filter(person__in=joined_since.values("person")).exclude(person=row.person_id)
    )
    latest = {other.person_id: other for other in others.order_by("effective_on", "recorded_at", "id")}
    for name in ASKED:
        if not getattr(row, name):
            known = (getattr(other, name) for other in latest.values() if getattr(other, name))
            setattr(row, name, next(known, getattr(row, name)))


@asked_once
def contact_of(records: Records) -> Contact | None:
    """Returns how to reach somebody: the latest of all their records."""
    return first(_latest(Contact, records, "effective_on"))


def children_of(records: Records) -> Children | None:
    """Returns what was last recorded of the children in somebody's life."""
    return first(all_of(Children, records, "effective_on"))


def photo_of(records: Records) -> Photo | None:
    """Returns the latest picture."""
    return first(_latest(Photo, records, "taken_on"))


@prepared
def _latest(model: type[HistoryRow], records: Records, day: str) -> QuerySet[Any]:
    found: Any = model.objects.standing()
    rows: QuerySet[Any] = found.filter(person__in=records)
    return rows.order_by(f"-{day}", "-recorded_at", "-id")[:1]


@asked_once
@prepared
def all_of(model: type[HistoryRow], records: Records, day: str) -> QuerySet[Any]:
    """Returns the rows of a kind that stand, the latest first by one of their days."""
    found: Any = model.objects.standing()
    rows: QuerySet[Any] = found.filter(person__in=records)
    return rows.order_by(f"-{day}", "-recorded_at", "-id")


def flags_of(records: Records, *, on: date) -> list[Flag]:
    """Returns the flags that have not ended on a day, the newest first."""
    return [row for row in all_of(Flag, records, "raised_on") if row.ended_on is None or row.ended_on > on]


def relations_of(records: Records, *, on: date) -> list[Relation]:
    """Returns who is close to somebody on a day."""
    rows = all_of(Relation, records, "effective_on")
    going_on = [row for row in rows if row.ended_on is None or row.ended_on > on]
    return sorted(going_on, key=lambda row: (row.kind, row.name, row.id))


@asked_once
@prepared
def born_and_sex(records: Records) -> QuerySet[Card, tuple[UUID, date | None, str]]:
    """Returns each record's day of birth and sex registered at birth."""
    return Card.objects.filter(person__in=records).values_list("person", "date_of_birth", "sex")


def consents_of(records: Records) -> list[Consent]:
    """Returns the answer that holds for each kind of consent (and each service, where it is about sharing)."""
    latest = {(row.kind, row.with_service_id): row for row in _answered(records)}
    order = list(Consent.Kind)
    return sorted(latest.values(), key=lambda row: (order.index(Consent.Kind(row.kind)), str(row.with_service or "")))


@prepared
def _answered(records: Records) -> QuerySet[Consent]:
    rows = Consent.objects.standing().filter(person__in=records).select_related("with_service")
    return rows.order_by("asked_on", "recorded_at", "id")


def consent_of(records: Records, kind: Consent.Kind, *, with_service: UUID | None = None) -> str:
    """Returns `yes` or `no`, or nothing where the question was not asked."""
    rows = Consent.objects.standing().filter(person__in=records, kind=kind, with_service=with_service)
    latest = rows.order_by("-asked_on", "-recorded_at", "-id").first()
    return latest.answer if latest else ""


@asked_once
@prepared
def involved_in(records: Records, *, at: datetime) -> QuerySet[Involvement]:
    """Returns the services that have a part in somebody's care at an instant."""
    rows = Involvement.objects.standing().filter(person__in=records, from_at__lte=at)
    rows = rows.filter(Q(until_at__isnull=True) | Q(until_at__gt=at)).select_related("service__organisation")
    return rows.order_by("service__name", "from_at", "id")


@dataclass(frozen=True)
class Header:
    """What stands at the top of every page about a person.

    Attributes:
        person: the record that goes on.
        on: the day on which this is read.
        records: the keys of all their records.
        particulars, contact, photo: what stands; none where nothing was recorded.
        flags: those that have not ended.
    """

    person: Person
    on: date
    records: list[UUID]
    particulars: Particulars | None
    contact: Contact | None
    photo: Photo | None
    flags: list[Flag]

    @property
    def name(self) -> str:
        """Returns given names and family name, as somebody is spoken to."""
        known = self.particulars
        names = (known.given_names or known.known_as, known.family_name) if known else ()
        return " ".join(name for name in names if name) or "No name recorded"

    @property
    def number(self) -> str:
        """Returns the number of the record, as it is read aloud."""
        return self.person.shown_number

    @property
    def nhs_number(self) -> str:
        """Returns the NHS number as it is read aloud, or nothing."""
        known = self.particulars.nhs_number if self.particulars else ""
        return str(nhs.format(known)) if known else ""

    @property
    def years(self) -> int | None:
        """Returns the age in years."""
        return age(self.particulars.date_of_birth if self.particulars else None, on=self.on)

    @property
    def picture(self) -> str:
        """Returns the picture as an address that carries it, or nothing."""
        return f"data:image/jpeg;base64,{b64encode(self.photo.jpeg).decode()}" if self.photo else ""

    @property
    def unsafe_to_reach(self) -> list[str]:
        """Returns, in words, what must not be done to reach them; what was not asked counts as not allowed."""
        return unsafe(self.contact)


def header_of(person: Person, *, on: date) -> Header:
    """Returns the top of a page about a person, from any of their records. Six queries."""
    records = records_of(person)
    return Header(
        goes_on_as(person),
        on,
        records,
        particulars_of(records),
        contact_of(records),
        photo_of(records),
        flags_of(records, on=on),
    )


SAFE_TO_REACH = {
    "may_leave_message": "leave a message",
    "may_text": "text",
    "may_write": "write to the address",
    "may_say_who": "say who is calling",
}


def unsafe(contact: Contact | None) -> list[str]:
    """Returns what must not be done to reach somebody: what they refused, and what nobody has asked."""
    if contact is None:
        return []
    return [
        words if getattr(contact, name) == Answer.NO else f"{words} (not asked)"
        for name, words in SAFE_TO_REACH.items()
        if getattr(contact, name) != Answer.YES
    ]


def age(born: date | None, *, on: date) -> int | None:
    """Returns somebody's age in whole years on a day; none where the birth is not known."""
    if born is None:
        return None
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def attributor_of(known: Particulars | Card | None) -> str | None:
    """Returns the key by which national figures tell people apart; none where a part of it is not known."""
    if known is None or known.sex not in national_list("sex"):
        return None
    return attributor(known.given_names[:1], known.family_name[:1], known.date_of_birth, known.sex)
