"""What a row says, field by field, in words: for histories, and for the copy a person is given."""

from datetime import date, datetime
from typing import Any

from django.db import models
from stdnum.gb import nhs

from ostara.care.people import choices
from ostara.care.rows.days import LONDON
from ostara.care.rows.models import HistoryRow, Row

BLANK = "not asked"
OWN = frozenset(field.name for parent in (Row, HistoryRow) for field in parent._meta.get_fields()) | {"person"}


def facts_of(row: models.Model, *, apart_from: frozenset[str] = OWN) -> dict[str, Any]:
    """Returns the fields of a row that say something, by name, with their raw values."""
    return {
        field.name: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.name not in apart_from and field.name != "id"
    }


def label(model: type[models.Model], name: str) -> str:
    """Returns a field's name in words: `date of birth`."""
    return str(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # only fields are asked for


def in_words(row: models.Model, name: str) -> str:
    """Returns what a row says in a field: its choice, day or text in words; `not asked` where it is blank."""
    field = row._meta.get_field(name)
    value = getattr(row, field.attname)  # type: ignore[union-attr]  # only fields are asked for
    if value is None or value in ("", []):
        return BLANK
    if field.is_relation:
        return str(getattr(row, name))
    if name == "nhs_number":
        return str(nhs.format(value))
    if isinstance(value, list):
        chosen = dict(choices.Disability.choices)
        return ", ".join(_by_name(each) if isinstance(each, dict) else str(chosen.get(each, each)) for each in value)
    if isinstance(value, dict):
        return _by_name(value)
    listed = dict(field.flatchoices)  # type: ignore[union-attr]  # as above
    return str(listed[value]) if value in listed else _plainly(value)


def _by_name(value: dict[str, Any]) -> str:
    return ", ".join(f"{what}: {_plainly(said)}" for what, said in value.items())


def _plainly(value: Any) -> str:
    if isinstance(value, bytes | memoryview):
        return "a picture"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        here = value.astimezone(LONDON)
        return f"{here.day} {here:%B %Y, %H:%M}"
    return f"{value.day} {value:%B %Y}" if isinstance(value, date) else str(value)
