"""What goes on upon somebody's word: whoever decided on the telephone finds it on their own list the next working day,
and confirms it or puts it right."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from ostara.care.accounts.models import Post, Service
from ostara.care.accounts.roles import Role
from ostara.care.audit.actions import note
from ostara.care.audit.actor import Actor
from ostara.care.calendar.days import working_day_after
from ostara.care.facts.models import Finding
from ostara.care.tasks.actions import raise_task
from ostara.guidance.rule import Moment

BECAUSE = "decided on the telephone"
DONE = {Moment.SUPPLY.value: "A dose was given"}
OTHERWISE = "A rule was passed"


def ask_to_confirm(
    findings: Sequence[Finding], posts: Mapping[UUID, Post], *, service: Service, on: date, by: Actor, at: datetime
) -> None:
    """Puts what was done on somebody's word on their own list, one task for each of them; within its transaction.

    Args:
        findings: those that were answered upon a word, of one person and one act, written already.
        posts: in which post each of those named decided, by their key.
        service: whose list.
        on: the day of the act.
        by: who wrote it down.
        at: when.
    """
    for key, post in posts.items():
        own = [one for one in findings if one.decided_by_id == key]
        said = " ".join(one.message for one in own)
        raise_task(
            service=service,
            person=own[0].person,
            words=f"{DONE.get(own[0].moment, OTHERWISE)} on your word on {on:%-d %B}: {said} Confirm or put right.",
            due_on=working_day_after(on),
            for_role=Role(post.role),
            for_user=post.user,
            because=BECAUSE,
            marker=f"on word {own[0].pk}",
            by=by,
            at=at,
        )
        rules = [one.rule for one in own]
        note("facts.on_word", by=by, person=own[0].person_id, record=own[0], decided_by=str(key), rules=rules)
