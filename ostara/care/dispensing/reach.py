"""Whom somebody reaches because medicine is due at their place, and not because their service treats them.

A pharmacist who signs in has a post at a service whose place it is. Nobody shares the record with a pharmacy: it finds
people for supplying only, while something is due there or has just been, and reads nothing else of them.
"""

from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from ostara.care.accounts.questions import Standing
from ostara.care.accounts.roles import Verb
from ostara.care.medication.models import Arrangement, Course, GuestStay, Instalment, Place
from ostara.care.people.models import Person
from ostara.knowledge.parameters import parameter


def places_of(standing: Standing, verb: Verb, *, on: date) -> QuerySet[Place]:
    """Returns the places of somebody's services for which they may do something, in order of name."""
    mine = Place.objects.filter(service__in=standing.services(verb)).select_related("service")
    return mine.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=on)).order_by("name", "pk")


def due_at_ones_places(standing: Standing, on: date) -> QuerySet[Person]:
    """Returns the people for whom something is, is about to be, or has just been due at somebody's places."""
    places = list(places_of(standing, Verb.SUPPLY, on=on).values_list("pk", flat=True))
    near = timedelta(days=parameter("dispensing.desk_days").whole)
    due = Instalment.objects.filter(place__in=places, due_on__range=(on - near, on + near))
    guests = GuestStay.objects.standing().filter(place__in=places, from_on__lte=on + near, until_on__gte=on - near)
    courses = Course.objects.filter(
        Q(pk__in=due.values("course")) | Q(pk__in=guests.values("course")) | Q(pk__in=arranged_at(places, on=on))
    )
    return Person.objects.filter(pk__in=courses.values("person"))


def arranged_at(places: list[UUID], *, on: date) -> set[UUID]:
    """Returns the courses whose latest arrangement hands medicine over at one of these places."""
    ever = Arrangement.objects.filter(Q(place__in=places) | Q(weekend_place__in=places), effective_on__lte=on)
    rows = Arrangement.objects.filter(course__in=ever.values("course"), effective_on__lte=on)
    latest = {row.course_id: row for row in rows.order_by("effective_on", "revision")}
    return {course for course, row in latest.items() if {row.place_id, row.weekend_place_id} & set(places)}
