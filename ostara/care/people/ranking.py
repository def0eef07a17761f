"""How well a record fits what was looked for, and whether two records may be of one person. Pure functions."""

from dataclasses import dataclass
from datetime import date

from ostara.care.people.looking import Looked, swapped
from ostara.care.people.search_keys import Found, tidy
from ostara.care.people.spelling import likeness, plain_words, sound
from ostara.knowledge.parameters import parameter

NAME_ALIKE = float(parameter("people.name_alike").value)
FITS_FROM = float(parameter("people.fits_from").value)
BIRTH_NEAR = float(parameter("people.birth_near").value)
UNKNOWN = 0.5  # a birth that is not known neither fits nor does not


def fit(looked: Looked, record: Found) -> float:
    """Returns from 0 (not at all) to 1 (in every part) how well a record fits what was looked for."""
    known = plain_words(*record.names)
    parts = [max((likeness(word, name, floor=NAME_ALIKE) for name in known), default=0.0) for word in looked.words]
    if looked.born:
        parts.append(births_fit(looked.born, record.born))
    exact = (
        (looked.nhs_number, record.nhs_number),
        (looked.postcode, tidy(record.postcode)),
        (looked.number, tidy(record.number)),
    )
    parts += [float(asked == kept) for asked, kept in exact if asked]
    return sum(parts) / len(parts) if parts else 0.0


def births_fit(asked: date, known: date | None) -> float:
    """Returns 1 for the same day, less for one that is a slip of the pen away, 0 for another."""
    if known is None:
        return UNKNOWN
    if asked == known:
        return 1.0
    return BIRTH_NEAR if nearly_the_same_day(asked, known) else 0.0


def nearly_the_same_day(one: date, other: date) -> bool:
    """Returns whether two births differ in the day, the month or the year alone, or have day and month exchanged."""
    same = (one.day == other.day) + (one.month == other.month) + (one.year == other.year)
    return same >= 2 or swapped(one) == other


@dataclass(frozen=True)
class Somebody:
    """What is compared when a duplicate is looked for."""

    family_name: str
    given_names: str
    known_as: str
    born: date | None
    attributor: str | None = None


def may_be_one(one: Somebody, other: Somebody) -> bool:
    """Returns whether two descriptions may be of one person.

    Either their attributors are equal, or both names sound or look alike (also exchanged, also by the name somebody
    is known as) and their births are equal, nearly equal, or one of them is not known.
    """
    if one.attributor and one.attributor == other.attributor:
        return True
    if one.born and other.born and not (one.born == other.born or nearly_the_same_day(one.born, other.born)):
        return False
    straight = _alike(one.family_name, other.family_name) and _given_alike(one, other)
    exchanged = _alike(one.family_name, other.given_names) and _alike(one.given_names, other.family_name)
    return straight or exchanged


def _given_alike(one: Somebody, other: Somebody) -> bool:
    return any(_alike(a, b) for a in (one.given_names, one.known_as) for b in (other.given_names, other.known_as))


def _alike(one: str, other: str) -> bool:
    return any(
        likeness(a, b, floor=NAME_ALIKE) >= NAME_ALIKE or (sound(a) and sound(a) == sound(b))
        for a in plain_words(one)
        for b in plain_words(other)
    )
