"""Small tables that the steps join: what a code means, from the national lists and our own beside them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ostara.ndtms.discharge import INCONSISTENT, annual_group, fold, recode, simple_group
from ostara.ndtms.lists import national_list
from ostara.ndtms.substances import CRACK, NONE, family_of

OURS = "ours:"  # what our own codes begin with where they stand beside national ones
DECLINED = 88
FIRST_MONTH = 4  # financial years begin in April
Rows = list[tuple[object, ...]]


@dataclass(frozen=True)
class Lookup:
    """A small table that the steps join: its columns with their types (VARCHAR, BOOLEAN, INTEGER or DATE), its rows."""

    name: str
    columns: Mapping[str, str]
    rows: Sequence[tuple[object, ...]]


def lookups(substance_codes: Iterable[str], first: date, until: date) -> list[Lookup]:
    """Every lookup for a store with these substance codes, first known on `first` and observed until `until`."""
    return [
        Lookup(
            "substance_codes",
            {"code": "VARCHAR", "family": "VARCHAR", "crack": "BOOLEAN", "item": "VARCHAR"},
            _substances(substance_codes),
        ),
        Lookup(
            "discharge_codes",
            {"code": "VARCHAR", "reason": "INTEGER", "successful": "BOOLEAN", "declined": "BOOLEAN"},
            _discharges(),
        ),
        Lookup("journey_reasons", {"reason": "INTEGER", "simple": "VARCHAR", "annual_group": "INTEGER"}, _reasons()),
        Lookup("help_kinds", {"kind": "VARCHAR", "structured": "BOOLEAN"}, _help()),
        Lookup(
            "financial_years",
            {"period": "VARCHAR", "first_day": "DATE", "last_day": "DATE"},
            _years(first, until),
        ),
        Lookup("observed", {"until": "DATE"}, [(until,)]),
    ]


def _substances(codes: Iterable[str]) -> Rows:
    """Each substance code of the store: its family, whether it is crack, and the item of a review that tells of it."""
    known = [code for code in sorted(set(codes)) if code not in NONE]
    rows: Rows = [(code, family_of(code), code == CRACK, _item(code)) for code in known]
    for code, entry in national_list("our_substance").items():
        crack = {"yes": True, "no": False}.get(entry.more["crack"])
        item = _ITEMS_OF_OURS.get(entry.more["group"])
        rows.append((OURS + code, entry.more["group"], crack, item))
    return rows


_ITEMS_OF_OURS = {"opiate": "heroin_days", "alcohol": "alcohol_days"}


def _item(code: str) -> str | None:
    """The item of a review for a substance: that of the longest beginning of its code that the list holds."""
    items = national_list("outcome_item")
    found = (items[code[:length]] for length in range(len(code), 0, -1) if code[:length] in items)
    entry = next(found, None)
    return entry.more["item"] if entry else None


def _discharges() -> Rows:
    """Each discharge code, and each of our own reasons, with the code it is folded into, and what that one says."""
    codes = {code: code for code in national_list("discharge_reason")}
    codes |= {OURS + ours: entry.more["national"] for ours, entry in national_list("our_end_reason").items()}
    folded = {code: fold(recode(int(national), discharged=True)) for code, national in codes.items()}
    return [(code, reason, _successful(reason), _declined(reason)) for code, reason in folded.items()]


def _successful(reason: int | None) -> bool | None:
    return None if reason is None else simple_group(reason) == "successful"


def _declined(reason: int | None) -> bool | None:
    return None if reason is None else annual_group(reason) == annual_group(DECLINED)


def _reasons() -> Rows:
    """Each folded reason, and the groups it belongs to."""
    folded = {fold(int(code)) for code in national_list("discharge_reason")} | {INCONSISTENT}
    known = sorted(reason for reason in folded if reason is not None)
    return [(one, simple_group(one), annual_group(one)) for one in known]


def _help() -> Rows:
    """Each kind of help, and whether it is structured treatment."""
    return [(kind, entry.more["structured"] == "yes") for kind, entry in national_list("our_help").items()]


def _years(first: date, until: date) -> Rows:
    """The financial years that lie wholly or partly between two days."""
    begins = range(_financial_year(first), _financial_year(until) + 1)
    return [
        (financial_year_name(year), date(year, FIRST_MONTH, 1), date(year + 1, FIRST_MONTH - 1, 31)) for year in begins
    ]


def _financial_year(day: date) -> int:
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def financial_year_name(begins: int) -> str:
    """The name of the financial year that begins in April of this year: 2023/24."""
    return f"{begins}/{(begins + 1) % 100:02d}"
