"""Outcomes on the page of a person: what is due, how use changed since the start, and a way to everything else."""

from typing import Any

from ostara.care.accounts.asked import Asked
from ostara.care.outcomes.models import STAGES
from ostara.care.outcomes.questions.change import group_of, since_start
from ostara.care.outcomes.questions.due import due_of
from ostara.care.outcomes.questions.rows import all_scale_answers_of, profiles_of
from ostara.care.outcomes.questions.scales import courses_of
from ostara.care.people.page import register_section

ORDER = 200


def register() -> None:
    """Adds the section."""
    register_section(order=ORDER, title="Outcomes", question=section, template="outcomes/section.html")


def section(request: Asked) -> dict[str, Any] | None:
    """What the section shows: the latest of everything, never all of it."""
    profiles = profiles_of(request.person)
    group = group_of(profiles[0].episode.line) if profiles else None
    since = since_start(profiles, group=group)
    return {
        "due": due_of(request.person, on=request.today),
        "latest": profiles[0] if profiles else None,
        "since": since,
        "changed": [one for one in since.items if one.item.substance and one.start] if since else [],
        "scales": [course.times[0] for course in courses_of(all_scale_answers_of(request.person))],
        "stages": dict(STAGES),
    }
