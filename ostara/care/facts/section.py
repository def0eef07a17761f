"""What is due and what the rules say, on the page of a person."""

from typing import Any

from ostara.care.accounts.asked import Asked
from ostara.care.facts.alike import said_in
from ostara.care.facts.reviewing import review
from ostara.care.people.page import register_section
from ostara.care.people.questions import records_of
from ostara.care.tasks.questions import all_tasks_of
from ostara.guidance.budget import not_known
from ostara.guidance.rule import Response

ORDER = 130


def register() -> None:
    """Adds the section."""
    register_section(
        order=ORDER, title="What is due and what the rules say", question=section, template="facts/section.html"
    )


def section(request: Asked) -> dict[str, Any] | None:
    """What the section shows: open tasks, what rules tell, and what is not known, once for each fact.

    It says what the record says now. Tasks themselves are raised by the nightly look and by acts.
    """
    found = review([request.person.pk], on=request.today)[request.person.pk]
    tasks = all_tasks_of(records_of(request.person))
    listed = {task.task.because for task in tasks}
    return {
        "tasks": [task for task in tasks if not said_in(task.task.because)],
        "elsewhere": [(task, said_in(task.task.because)) for task in tasks if said_in(task.task.because)],
        "tells": found.of(Response.TELL),
        "new": [one for one in found.of(Response.TASK) if one.rule not in listed and not said_in(one.rule)],
        "unknown": not_known(found.unknown),
        "today": request.today,
    }
