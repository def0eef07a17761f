"""Types alone, for the other tool: a table schema made from our registry of fields, and which of our rules say as much.

Specification: https://datapackage.org/standard/table-schema/
"""

from ostara.ndtms.data_set import DataSet
from ostara.ndtms.field import NUMBERS, Field, Kind

YES_NO = "yes_no"


def table_schema(data_set: DataSet) -> dict[str, object]:
    """Dates, whole numbers, Y or N, and texts; the word for no answer counts as none."""
    return {"fields": [_described(field) for field in data_set.fields]}


def _described(field: Field) -> dict[str, object]:
    missing = ["", field.not_answered] if field.not_answered else [""]
    return {"name": field.header, "missingValues": missing, **_type(field)}


def _type(field: Field) -> dict[str, object]:
    if field.kind is Kind.DATE:
        return {"type": "date"}
    if field.kind in NUMBERS:
        return {"type": "integer"}
    if field.codes == YES_NO:
        return {"type": "boolean", "trueValues": ["Y"], "falseValues": ["N"]}
    return {"type": "string"}


def rules_of_type(data_set: DataSet) -> frozenset[str]:
    """Those of our rules that find what such a schema finds."""
    readable = {f"{data_set.name}-TYPE-{field.header}" for field in data_set.fields}
    return frozenset(
        readable | {f"{data_set.name}-CODE-{field.header}" for field in data_set.fields if field.codes == YES_NO}
    )
