"""Codes of the NHS dictionary of medicines and devices (dm+d), as `ostara import dmd` wrote them from a release.

None is typed by hand: a file with a code whose check digit is wrong is refused.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

from stdnum import verhoeff
from stdnum.exceptions import ValidationError

from ostara.knowledge.medicines import products
from ostara.knowledge.refusal import RefusalError
from ostara.knowledge.sources import source

COLUMNS = ("code", "meaning", "source", "product", "strength", "level")  # the first three are those of codes/dmd.csv
LEVELS = ("VMP", "AMP")  # a product whoever makes it | one maker's
SHORTEST, LONGEST = 6, 18


@dataclass(frozen=True)
class DmdCode:
    """One code: its name in the dictionary, our product and the strength for which it stands, and VMP or AMP."""

    code: str
    meaning: str
    source: str
    product: str
    strength: str
    level: str


def is_code(text: str) -> bool:
    """Returns whether the text may be a code: 6 to 18 digits whose last one checks the others."""
    if not (text.isascii() and text.isdigit() and SHORTEST <= len(text) <= LONGEST):
        return False
    try:
        verhoeff.validate(text)
    except ValidationError:
        return False
    return True


def dmd_codes(file: Path) -> tuple[DmdCode, ...]:
    """Returns the codes of a file. Raises RefusalError naming the line that does not hold together."""
    with file.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise RefusalError(file.name, f"its columns are not {', '.join(COLUMNS)}")
        codes = tuple(_code(row, f"{file.name} line {line}") for line, row in enumerate(reader, start=2))
    seen: set[tuple[str, str]] = set()
    for one in codes:
        if (one.code, one.product) in seen:
            raise RefusalError(file.name, f"{one.code} is listed twice for {one.product}")
        seen.add((one.code, one.product))
    return codes


def _code(row: dict[str, str], place: str) -> DmdCode:
    if set(row) != set(COLUMNS) or not all(row.values()):
        raise RefusalError(place, "a cell is empty, or there is one too many")
    if not is_code(row["code"]):
        raise RefusalError(place, f"{row['code']} is no code: its check digit or length is wrong")
    if row["product"] not in products() or row["level"] not in LEVELS:
        raise RefusalError(place, f"{row['product']} {row['level']} is no product and level of ours")
    source(row["source"])
    return DmdCode(**row)
