"""The attributor: the key by which national figures tell people apart, made of initials, date of birth and sex.

In the national extract (ndtms-s3) the initials stand at 1 and 2 and the sex at 11. That 3 to 10 are the date of birth
and that an area may follow is inferred, and the order of the date's digits is not known (year first here): a key
compares with other keys made here, not with national ones. The privacy notice (ndtms-s26) names the same items.
Different people may share a key, and one person may have several.
"""

import re
from dataclasses import dataclass
from datetime import date

from ostara.ndtms.lists import national_list

_KEY = re.compile(r"..[0-9]{8}[" + "".join(national_list("sex")) + r"].*")


@dataclass(frozen=True)
class Parts:
    """What a key is made of."""

    first_initial: str
    second_initial: str
    born: date
    sex: str
    area: str | None


def attributor(
    first_initial: str | None, second_initial: str | None, born: date | None, sex: str | None, area: str | None = None
) -> str | None:
    """The key of a person, with the area where one is given; None where a part is missing or not of its form."""
    if not (first_initial and second_initial and born and sex):
        return None
    if len(first_initial) != 1 or len(second_initial) != 1 or sex not in national_list("sex"):
        return None
    return letter(first_initial) + letter(second_initial) + f"{born:%Y%m%d}" + sex + (area or "")


def letter(initial: str) -> str:
    """An initial as a capital, where that is one letter too: a key has one place for it."""
    capital = initial.upper()
    return capital if len(capital) == 1 else initial


def parts(key: str | None) -> Parts | None:
    """What a key is made of; None for one that is not of its form."""
    if key is None or not _KEY.fullmatch(key):
        return None
    try:
        born = date(int(key[2:6]), int(key[6:8]), int(key[8:10]))
    except ValueError:
        return None
    return Parts(key[0], key[1], born, key[10], key[11:] or None)
