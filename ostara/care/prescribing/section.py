"""Medicines on the page of a person: what is in force, how it goes, what comes next, and the way to everything else."""

from typing import Any

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.roles import Verb
from ostara.care.people.page import register_section
from ostara.care.people.questions import records_of
from ostara.care.prescribing.questions.medicines import medicines_of
from ostara.care.prescribing.views.medicines import may, shown

ORDER = 120


def register() -> None:
    """Adds the section."""
    register_section(order=ORDER, title="Medicines", question=section, template="prescribing/section.html")


def section(request: Asked) -> dict[str, Any] | None:
    """What the section shows: the courses that go on."""
    found = medicines_of(records_of(request.person), on=request.today)
    return {
        "going_on": [shown(one) for one in found if one.standing.active],
        "any": bool(found),
        "may": may(request),
        "ours": request.standing.services(Verb.PRESCRIBE),
        "today": request.today,
    }
