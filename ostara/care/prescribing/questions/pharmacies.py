"""Pharmacies: which there are, when they are open, and who is due at one on a day."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from ostara.care.accounts.models import Service
from ostara.care.accounts.questions import Standing
from ostara.care.accounts.roles import Verb
from ostara.care.calendar.opening import Opening
from ostara.care.medication.models import Course, Hold, Instalment, Place, ReplyLink, Report, Supply
from ostara.care.medication.questions.courses import Standing as Where
from ostara.care.medication.questions.courses import standing as standing_on
from ostara.care.medication.questions.patterns import openings_of
from ostara.care.medication.questions.supplies import instalments_in_use, with_supply
from ostara.care.medication.words import amount
from ostara.care.people.models import Card, Person
from ostara.care.people.permissions import people_of
from ostara.care.people.questions import records_of


@dataclass(frozen=True)
class Due:
    """Somebody due at a pharmacy on a day: what for, what became of it, and whether it is held."""

    instalment: Instalment
    card: Card | None
    supply: Supply | None
    where: Where

    @property
    def hold(self) -> Hold | None:
        """The hold on its course, if any."""
        return self.where.hold

    @property
    def person(self) -> Person:
        """Whom it is for."""
        return self.instalment.course.person

    @property
    def amount(self) -> str:
        """What is handed over in all."""
        return amount(self.instalment.course, self.instalment.dose_mg * self.instalment.days)

    @property
    def initials(self) -> str:
        """Enough for a pharmacy that knows the person, such as `R. H.`"""
        names = (self.card.given_names, self.card.family_name) if self.card else ()
        return " ".join(f"{name[0].upper()}." for name in names if name) or "not known"

    @property
    def born_in(self) -> str:
        """The year of birth."""
        born = self.card.date_of_birth if self.card else None
        return str(born.year) if born else "not known"


def places_of(standing: Standing, *, verb: Verb = Verb.PREPARE) -> QuerySet[Place]:
    """Returns the places in the areas of somebody's services, by name: those of another service left out."""
    services = standing.services(verb)
    areas = Service.objects.filter(pk__in=services).values("area")
    found = Place.objects.filter(area__in=areas).filter(Q(service__isnull=True) | Q(service__in=services))
    return found.select_related("service").order_by("name", "pk")


def open_places(service: Service, *, on: date) -> QuerySet[Place]:
    """Returns where a service may have medicine supplied: pharmacies of its area, and its own rooms."""
    found = Place.objects.filter(area=service.area).filter(Q(service__isnull=True) | Q(service=service))
    return found.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=on)).order_by("name", "pk")


def opening_of(place: Place, *, on: date) -> Opening:
    """Returns when a place is open around a day."""
    return openings_of([place], first=on, last=on.replace(year=on.year + 1, day=min(on.day, 28)))[str(place.pk)]


def due_at(place: Place, *, on: date, standing: Standing, at: datetime) -> list[Due]:
    """Returns who is due on a day, by family name: of the people whose record the reader may open. Six queries."""
    mine = people_of(standing, at=at, verb=Verb.PREPARE).values("pk")
    return due_among(place, on=on, courses=Course.objects.filter(person__in=mine))


def due_among(place: Place, *, on: date, courses: QuerySet[Course] | None = None) -> list[Due]:
    """Returns who is due at a place on a day; for those of some courses only, where it says so."""
    rows = instalments_in_use().filter(place=place, due_on=on)
    if courses is not None:
        rows = rows.filter(course__in=courses.values("pk"))
    rows = rows.select_related("course__person", "course__service", "prescription", "place").order_by("part", "pk")
    found = list(with_supply(rows))
    cards = {one.person_id: one for one in Card.objects.filter(person__in={one.course.person_id for one in found})}
    where = {one.course.pk: one for one in standing_on([one.course for one in found], on=on)}
    due = [
        Due(one, cards.get(one.course.person_id), one.standing[0] if one.standing else None, where[one.course_id])  # type: ignore[attr-defined]  # `to_attr` of with_supply
        for one in found
    ]
    return sorted(due, key=_by_name)


def links_of(place: Place, *, on: date, standing: Standing) -> QuerySet[ReplyLink]:
    """Returns the links about a day at a place that people of one's own services gave out and nobody has withdrawn."""
    services = standing.services(Verb.PREPARE)
    rows = ReplyLink.objects.standing().filter(place=place, on=on, recorded_by__posts__service__in=services)
    return rows.select_related("recorded_by").distinct().order_by("-recorded_at", "-id")


def reports_of(person: Person) -> QuerySet[Report]:
    """Returns what pharmacies said about a person, the latest first."""
    rows = Report.objects.standing().filter(person__in=records_of(person)).select_related("place", "recorded_by")
    return rows.order_by("-on", "-recorded_at", "-id")


def _by_name(one: Due) -> tuple[str, str, str]:
    if one.card is None:
        return "", "", one.person.number
    return one.card.family_name.casefold(), one.card.given_names.casefold(), str(one.instalment.pk)
