"""The rulebook as this service uses it on a day: its own tighter numbers, and what its safety officer has signed."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from django.conf import settings

from ostara.care.facts.models import Tightened
from ostara.guidance.finding import Edition, edition, version
from ostara.guidance.rulebook import rulebook
from ostara.guidance.tightening import Tightening, numbers_in_use
from ostara.knowledge.parameters import Number, parameter


def edition_on(on: date) -> Edition:
    """Returns the rulebook in use on a day. One query."""
    numbers = numbers_in_use(_tightened(on), rulebook().values(), on)
    return _edition(on, tuple(sorted(numbers.items())), signed_by_all=settings.SAID.demo)


@lru_cache(maxsize=32)
def _edition(on: date, numbers: tuple[tuple[str, Number], ...], *, signed_by_all: bool) -> Edition:
    # Working out the versions is the dear part: it hashes every rule with its numbers.
    rules, own = tuple(rulebook().values()), dict(numbers)
    return edition(rules, on=on, signed=_signed(own) if signed_by_all else (), numbers=own)


def _signed(numbers: Mapping[str, Number]) -> frozenset[str]:
    """The made-up service comes signed (DESIGN, rule 4)."""
    return frozenset(version(rule, numbers) for rule in rulebook().values())


def _tightened(on: date) -> tuple[Tightening, ...]:
    rows = Tightened.objects.filter(agreed__isnull=False, from_on__lte=on).select_related("recorded_by")
    return tuple(
        Tightening(row.name, _number(row), str(row.recorded_by or ""), row.from_on)
        for row in rows.order_by("from_on", "recorded_at", "id")
    )


def _number(row: Tightened) -> Number:
    return type(parameter(row.name).value)(row.value)
