"""Products of treatment: strengths, legal class and codes, one row each in codes/products.csv.

A row names the fields that nobody has read in a source that governs; `Product.sure_of` says so of one field.
"""

import csv
from collections.abc import Container, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

from ostara.knowledge.codes import code_list
from ostara.knowledge.parameters import Status
from ostara.knowledge.refusal import RefusalError
from ostara.knowledge.sources import source

FIELDS = (
    *("code", "meaning", "medicine", "form", "strengths", "strength_unit", "schedule", "atc"),
    *("register_entry", "fp10mda", "source", "status", "unverified"),
)
UNITS = ("mg", "mg/mL")
SCHEDULES = ("2", "3", "4", "5", "none")  # of the Misuse of Drugs Regulations 2001; none: not a controlled drug


@dataclass(frozen=True)
class Product:
    """A product. `strengths` (in `strength_unit`) is empty where not known; `register_entry` is what law asks."""

    code: str
    meaning: str
    medicine: str
    form: str
    strengths: tuple[Decimal, ...]
    strength_unit: str
    schedule: str
    atc: str
    register_entry: bool
    fp10mda: bool
    source: str
    status: Status
    unverified: frozenset[str]

    def sure_of(self, field: str) -> bool:
        """Whether this field was read in a source that governs here."""
        if field not in FIELDS:
            raise RefusalError(f"field {field}", f"a product has {', '.join(FIELDS)}")
        return field not in self.unverified


@cache
def products(file: Traversable | None = None) -> Mapping[str, Product]:
    """Every product by its code. Raises RefusalError, naming file and line, for a row that does not hold together."""
    file = file or files("ostara.knowledge.codes") / "products.csv"
    found: dict[str, Product] = {}
    with file.open(encoding="utf-8") as lines:
        reader = csv.DictReader(lines)
        if tuple(reader.fieldnames or ()) != FIELDS:
            raise RefusalError(file.name, f"its columns are not {', '.join(FIELDS)}")
        for line, row in enumerate(reader, start=2):
            product = _product(row, f"{file.name} line {line}")
            if product.code in found:
                raise RefusalError(f"{file.name} line {line}", f"{product.code} is listed twice")
            found[product.code] = product
    return MappingProxyType(found)


def _product(row: Mapping[str, str], place: str) -> Product:
    if not all(row.values()):
        raise RefusalError(place, "a cell is empty")
    unverified = frozenset() if row["unverified"] == "none" else frozenset(row["unverified"].split())
    _check(unverified <= set(FIELDS), place, "unverified names a field that a product does not have")
    _check(
        (row["status"] == Status.UNVERIFIED) == bool(unverified), place, "status and unverified contradict each other"
    )
    source(row["source"])
    return Product(
        code=row["code"],
        meaning=row["meaning"],
        medicine=_one_of(row, "medicine", code_list("medicine"), place),
        form=_one_of(row, "form", code_list("medicine_form"), place),
        strengths=_strengths(row["strengths"], place),
        strength_unit=_one_of(row, "strength_unit", UNITS, place),
        schedule=_one_of(row, "schedule", SCHEDULES, place),
        atc=row["atc"],
        register_entry=_one_of(row, "register_entry", ("yes", "no"), place) == "yes",
        fp10mda=_one_of(row, "fp10mda", ("yes", "no"), place) == "yes",
        source=row["source"],
        status=Status(_one_of(row, "status", tuple(Status), place)),
        unverified=unverified,
    )


def _strengths(said: str, place: str) -> tuple[Decimal, ...]:
    try:
        strengths = () if said == "unknown" else tuple(Decimal(one) for one in said.split())
    except InvalidOperation as error:
        raise RefusalError(place, "strengths are numbers with spaces between them, or unknown") from error
    _check(all(one > 0 for one in strengths), place, "a strength is not above zero")
    return strengths


def _one_of(row: Mapping[str, str], field: str, allowed: Container[object], place: str) -> str:
    _check(row[field] in allowed, place, f"{field} {row[field]} is not on its list")
    return row[field]


def _check(holds: bool, place: str, reason: str) -> None:
    if not holds:
        raise RefusalError(place, reason)
