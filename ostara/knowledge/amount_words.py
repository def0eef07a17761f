"""Amounts in words and figures that agree: the words are read back and compared before anybody sees them."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from num2words import num2words

from ostara.knowledge.amounts import plain
from ostara.knowledge.refusal import RefusalError

UNITS = {  # figures, one, several
    "mL": ("mL", "millilitre", "millilitres"),
    "mg": ("mg", "milligram", "milligrams"),
    "tablets": ("tablets", "tablet", "tablets"),
    "lyophilisates": ("lyophilisates", "lyophilisate", "lyophilisates"),
    "injections": ("injections", "injection", "injections"),
    "implants": ("implants", "implant", "implants"),
    "instalments": ("instalments", "instalment", "instalments"),
    "days": ("days", "day", "days"),
}
MOST = Decimal(10) ** 6
SMALL = {"thousand": 1000, "hundred": 100}


@dataclass(frozen=True)
class Said:
    """One amount twice: 420 mL, and four hundred and twenty millilitres."""

    amount: Decimal
    figures: str
    words: str


def said(amount: Decimal, unit: str) -> Said:
    """Returns an amount above zero in figures and in words, with its unit.

    Raises RefusalError for a unit nobody knows, an amount that is none or beyond a million, or words that read back as
    another amount.
    """
    if unit not in UNITS:
        raise RefusalError(f"unit {unit}", f"is none of {', '.join(UNITS)}")
    if not amount.is_finite() or not 0 < amount < MOST:
        raise RefusalError(f"amount {amount}", "is not above zero, or is beyond what anybody supplies")
    amount = plain(amount)
    short, one, several = UNITS[unit]
    words = num2words(amount, lang="en_GB").replace(",", "")
    if read_words(words) != amount:
        raise RefusalError(f"amount {amount} {unit}", "its words read back as another amount")
    figures = f"{amount:f} {one if short == several and amount == 1 else short}"
    return Said(amount, figures, f"{words} {one if amount == 1 else several}")


def read_words(words: str) -> Decimal:
    """Returns the amount that English words say, without a unit. Raises RefusalError for words that are no number."""
    before, _, after = words.lower().replace(",", "").partition(" point ")
    whole = _whole([word for word in before.replace("-", " ").split() if word != "and"], words)
    digits = "".join(_digit(word, words) for word in after.split())
    return Decimal(f"{whole}.{digits}" if digits else f"{whole}")


def _whole(words: list[str], all_: str) -> int:
    if not words:
        raise RefusalError(f"amount {all_!r}", "is no number")
    thousands = hundreds = 0
    for word in words:
        if word == "thousand":
            thousands, hundreds = thousands + hundreds * SMALL[word], 0
        elif word == "hundred":
            hundreds *= SMALL[word]
        elif word in _names():
            hundreds += _names()[word]
        else:
            raise RefusalError(f"amount {all_!r}", f"{word!r} is no number")
    return thousands + hundreds


def _digit(word: str, all_: str) -> str:
    value = _names().get(word)
    if value is None or value > 9:
        raise RefusalError(f"amount {all_!r}", f"{word!r} is no digit")
    return str(value)


@cache
def _names() -> dict[str, int]:
    """The numbers with a word of their own: written down here, so that reading does not lean on the writer."""
    ones = (
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen"
    )
    tens = "twenty thirty forty fifty sixty seventy eighty ninety"
    return {word: value for value, word in enumerate(ones.split())} | {
        word: value for value, word in zip(range(20, 100, 10), tens.split(), strict=True)
    }
