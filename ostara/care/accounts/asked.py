"""A request that has passed the guard: who asks, in which posts, and as whom they act."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest

from ostara.care.accounts.questions import Standing
from ostara.care.audit.actor import Actor


class Asked(HttpRequest):
    """What a view receives.

    Attributes:
        at: the instant, and `today` its day in London: the only clock a view reads.
        standing: who asks, and the posts they hold today.
        by: as whom they act, by what the page demands.
        person: a `people.models.Person`, where the address names one.
        reads: what the audit says was read once the page is shown; empty for none.
    """

    at: datetime
    today: date
    standing: Standing
    by: Actor
    person: Any
    reads: str
