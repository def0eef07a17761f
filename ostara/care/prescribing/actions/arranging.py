"""How a course is supplied: on which days, where, and which doses are watched. Watching is a prescriber's decision."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max

from ostara.care.accounts.roles import Role
from ostara.care.audit.actions import note
from ostara.care.audit.actor import Actor
from ostara.care.facts.gathering import OrderSaid
from ostara.care.medication.models import Arrangement, Course, Order, Place
from ostara.care.medication.questions.orders import arrangement_on
from ostara.care.medication.writing.orders import hold_course
from ostara.care.prescribing.actions.ordering import Signing, sign
from ostara.care.rows.acts import Refused
from ostara.care.treatment.actions.permitting import did, signed
from ostara.knowledge.parameters import parameter

DAILY, SEVERAL = (parameter(f"supervision.{which}_pickups").whole for which in ("daily", "several"))


def arrange(
    *,
    course: Course,
    on: date,
    said: Mapping[str, object],
    by: Actor,
    at: datetime,
    new: OrderSaid | None = None,
    after: Order | None = None,
    signing: Signing | None = None,
    key: UUID | None = None,
) -> Arrangement:
    """Says how a course is supplied from a day on.

    Args:
        course: whose.
        on: first day.
        said: pickups, watched, place, weekend_place, words.
        by: who.
        at: when.
        new: the order signed with it, where doses are watched in another way than the order in force says.
        after: the order that was written last when its prescriber looked.
        signing: what the rules said of that order.
        key: that of the form.

    Raises:
        Refused: watched days change and nobody who prescribes signs it; no weekday is named.
    """

    def do() -> Arrangement:
        hold_course(course)
        if "1" not in str(said["pickups"]) and not course.form.startswith("depot"):
            raise Refused("Choose the days on which it is collected.", field="pickups")
        if new is not None:
            if by.role != Role.PRESCRIBER or signing is None:
                raise Refused("How doses are watched is decided by a prescriber.", field="watched")
            sign(course=course, said=new, after=after, signing=signing.now(course))
        same_day = Arrangement.objects.filter(course=course, effective_on=on).aggregate(Max("revision"))
        row = Arrangement.objects.create(
            course=course,
            effective_on=on,
            revision=(same_day["revision__max"] or 0) + 1,
            **said,
            **signed(by, at),
        )
        note("prescribing.arrange", by=by, person=course.person_id, record=row)
        return row

    return did(Arrangement, "prescribing.arrange", by=by, key=key, do=do)


def supervision_of(pickups: str, watched: str) -> str:
    """Returns what an arrangement makes of supervision (our code list): watched every day, never, or some days."""
    seen = [sign for sign, day in zip(watched, pickups, strict=True) if day == "1"]
    if "1" not in watched:
        return "collected"
    return "supervised" if len(seen) >= DAILY and set(seen) == {"1"} else "mixed"


def rung(pickups: str, watched: str) -> int:
    """Returns the rung of the ladder of supervision, 0 at the top: daily watched, daily, several, two, one a week."""
    days = pickups.count("1")
    if supervision_of(pickups, watched) == "supervised":
        return 0
    if days >= DAILY:
        return 1
    return 2 if days >= SEVERAL else (3 if days > 1 else 4)


def rungs_down(course: Course, on: date, pickups: str, watched: str) -> int:
    """Returns by how many rungs supervision is relaxed; 0 where nobody had arranged anything."""
    before = arrangement_on(course, on)
    if before is None:
        return 0
    return max(0, rung(pickups, watched) - rung(before.pickups, before.watched))


def place_words(place: Place) -> str:
    """Returns a place as a list shows it."""
    return f"{place.name} ({place.get_kind_display().lower()})"
