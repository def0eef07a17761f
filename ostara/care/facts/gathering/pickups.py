"""Instalments that are due on a day on which the place is closed, as the forms in use have them."""

from ostara.care.calendar.opening import Opening
from ostara.care.facts.gathering.about import About, Said
from ostara.care.facts.gathering.evidence import done_since
from ostara.care.facts.known import Known
from ostara.care.medication.models import Instalment

BEFORE_A_CLOSED_DAY = "a"  # letter of the wording that lets an instalment be given before a closed day


def pickup_facts(known: Known, about: About) -> Said:
    """Days of special closing among what is still to be collected. An instalment given before one was arranged."""
    if about.standing is None:
        return {}
    due = [one for one in known.ahead if one.course_id == about.standing.course.pk]
    stuck = [one for one in due if _closed(known, one, moved=False)]
    moved = [one for one in due if one.covers_from > one.due_on and _closed(known, one, moved=True)]
    unknown = any(_opening(known, one).is_open(one.due_on) is None for one in due)
    first = min([one.due_on for one in stuck] or [one.covers_from for one in moved], default=None)
    return {
        "on_holiday": True if stuck or moved else None if unknown else False,
        "days_until_holiday": (first - about.on).days if first else None,
        "holiday_arranged": not stuck or done_since(known, "CD-08.2", about.on) if stuck or moved else None,
        "early_allowed": all(_early(one) for one in stuck) if stuck else None,
        "on_usual_closing_day": _usually(known, due),
    }


def _opening(known: Known, one: Instalment) -> Opening:
    return known.openings[str(one.place_id)]


def _closed(known: Known, one: Instalment, *, moved: bool) -> bool:
    """Whether the place is closed, other than on its usual weekday, on the day it is due or was moved from."""
    day, opening = one.covers_from if moved else one.due_on, _opening(known, one)
    return opening.is_open(day) is False and not opening.usually_closed(day.weekday())


def _usually(known: Known, due: list[Instalment]) -> bool | None:
    weeks = [_opening(known, one).week[one.due_on.weekday()] for one in due]
    if any(hours == () for hours in weeks):
        return True
    return None if any(hours is None for hours in weeks) or not due else False


def _early(one: Instalment) -> bool:
    return one.prescription is not None and BEFORE_A_CLOSED_DAY in one.prescription.wordings
