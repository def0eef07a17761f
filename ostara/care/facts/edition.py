"""The rulebook as this service uses it on a day: its own tighter numbers, and what its safety officer has signed.

A service that treats people keeps the signatures in `rulebook.toml` of the record's folder, which is only added to. The
made-up service comes signed, by an officer who is no person (DESIGN, rule 4).
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from ostara.care.facts.models import Tightened
from ostara.care.rows.prepared import prepared
from ostara.guidance.finding import Edition, edition
from ostara.guidance.rulebook import rulebook
from ostara.guidance.signing import OFFICER, OFFICER_ROLE, Signature, made_up_edition, read, sign, signed_versions
from ostara.guidance.tightening import Tightening, numbers_in_use
from ostara.knowledge.parameters import Number, parameter
from ostara.knowledge.refusal import RefusalError

SIGNATURES = "rulebook.toml"


def edition_on(on: date) -> Edition:
    """Returns the rulebook in use on a day. One query.

    Raises:
        RefusalError: the file of signatures was changed after it was signed, or cannot be read.
    """
    numbers = tuple(sorted(numbers_in_use(tightened_on(on), rulebook().values(), on).items()))
    if settings.SAID.demo:
        return _made_up(on, numbers)
    return _signed(on, numbers, _text(signatures_file()))


def signatures_file() -> Path:
    """Returns where the signatures of this service lie."""
    return settings.SAID.files / SIGNATURES


def signatures() -> tuple[Signature, ...]:
    """Returns what this service has signed, the first signature first; none where there is no such file."""
    return read(_text(signatures_file()), place=SIGNATURES)


def tightened_on(on: date) -> tuple[Tightening, ...]:
    """Returns the numbers that are tighter here from a day on, agreed by a second person."""
    return tuple(
        Tightening(row.name, number_of(row.name, row.value), str(row.recorded_by or ""), row.from_on)
        for row in _agreed(on)
    )


@prepared
def _agreed(on: date) -> QuerySet[Tightened]:
    rows = Tightened.objects.filter(agreed__isnull=False, from_on__lte=on).select_related("recorded_by")
    return rows.order_by("from_on", "recorded_at", "id")


def number_of(name: str, said: str) -> Number:
    """Returns a number as it was typed, of the kind that a parameter is. Raises ValueError for what is none."""
    return type(parameter(name).value)(said)


# Working out the versions is the dear part: it hashes every rule with its numbers.
@lru_cache(maxsize=32)
def _made_up(on: date, numbers: tuple[tuple[str, Number], ...]) -> Edition:
    rules, own = tuple(rulebook().values()), dict(numbers)
    if not own:
        return made_up_edition(rules, on=on)
    signature = sign(rules, by=OFFICER, role=OFFICER_ROLE, on=on, numbers=own, made_up=True)
    signed = signed_versions([signature], made_up_too=True)
    return replace(edition(rules, on=on, signed=signed, numbers=own), made_up=True)


@lru_cache(maxsize=32)
def _signed(on: date, numbers: tuple[tuple[str, Number], ...], text: str) -> Edition:
    found = [one for one in read(text, place=SIGNATURES) if one.on <= on]
    return edition(rulebook().values(), on=on, signed=signed_versions(found), numbers=dict(numbers))


def _text(file: Path) -> str:
    """Read each time: a signature that was added holds at once, and one that was taken away no longer."""
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise RefusalError(SIGNATURES, "cannot be read") from error


def standing_numbers(on: date) -> Mapping[str, Number]:
    """Returns the numbers that are tighter here, by the name of the parameter."""
    return numbers_in_use(tightened_on(on), rulebook().values(), on)
