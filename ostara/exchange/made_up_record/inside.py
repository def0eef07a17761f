"""Medicine in prison: whoever is on OST there goes on with the dose they came with, watched every day."""

from datetime import date, timedelta

from ostara.exchange.made_up_record.lives import Life, Medicine, Ordered, Place, Stay
from ostara.knowledge.medicines import products

DAY = timedelta(days=1)
OST = "ost_prescribing"


def give_inside(life: Life, *, since: date, until: date) -> None:
    """Adds a course for each stay in prison with OST, after the course it goes on from.

    Args:
        life: somebody whose stays and courses stand.
        since: the first day of which doses are kept.
        until: the last day that is told.
    """
    for stay in life.stays:
        if stay.at is not Place.PRISON or stay.started is None or not any(one.kind == OST for one in stay.helps):
            continue
        before = _before(life, stay.started)
        if before is not None:
            course, dose = before
            life.medicines.insert(life.medicines.index(course) + 1, _goes_on(course, dose, stay, since, until))


def _before(life: Life, on: date) -> tuple[Medicine, int] | None:
    """The course that was taken last before a day, and its dose; none for an injection, which nobody gives inside."""
    found = [(one.on, course, one.dose_mg) for course in life.medicines for one in course.orders if one.on <= on]
    doses = [(course, dose) for _, course, dose in sorted(found, key=lambda one: one[0]) if dose is not None]
    if not doses or products()[doses[-1][0].product].form.startswith("depot"):
        return None
    return doses[-1]


def _goes_on(before: Medicine, dose: int, stay: Stay, since: date, until: date) -> Medicine:
    """The same medicine and dose, from the day after the last one outside."""
    began = max(stay.started or since, *(on + DAY for on, _, _ in before.days[-1:]), *_ends(before))
    made = Medicine(before.product, Place.PRISON, [Ordered(began, "continuation", dose, watched=True)])
    last = min(stay.ended - DAY, until) if stay.ended else until
    if stay.ended and stay.ended > began:
        made.orders.append(Ordered(stay.ended, "stop", None, watched=False))
    day = max(began, since)
    while day <= last:
        made.days.append((day, "observed", dose))
        day += DAY
    return made


def _ends(before: Medicine) -> list[date]:
    """The day on which the course outside was stopped, where it was."""
    return [one.on for one in before.orders[-1:] if one.dose_mg is None]
