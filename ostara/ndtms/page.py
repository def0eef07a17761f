"""The page of data set K, docs/generated/ndtms_k.md: its fields in file order, and every check with its standing."""

from collections.abc import Iterator

from ostara.ndtms.data_set import data_set
from ostara.ndtms.field import Field
from ostara.ndtms.rule import Check
from ostara.ndtms.rules import rules_of, whole_file_rules_of


def data_set_page() -> str:
    """The whole page as Markdown."""
    k = data_set("K")
    return "\n".join(
        [
            "# NDTMS data set K",
            "",
            "Written by `./run docs` from `ostara/ndtms`; change it there.",
            "",
            k.why_not,
            "",
            "## Fields",
            "",
            "| # | header | meaning | section | holds | header is | values are |",
            "|--:|---|---|---|---|---|---|",
            *(_field(number, field) for number, field in enumerate(k.fields, start=1)),
            "",
            "## Checks",
            "",
            "A check that rests on something unverified warns and rejects no row. That a field is empty without "
            "consent is one check for each field, left out here.",
            "",
            "| check | column | severity | standing | what is wrong |",
            "|---|---|---|---|---|",
            *_checks([*rules_of(k), *whole_file_rules_of(k)]),
            "",
        ]
    )


def _field(number: int, field: Field) -> str:
    limits = f", {field.low} to {field.high}" if field.high is not None else ""
    holds = f"{field.kind}{limits}" + (f" ({field.codes})" if field.codes else "")
    cells = (str(number), field.header, field.meaning, field.section, holds, field.standing, field.values_standing)
    return "| " + " | ".join(cells) + " |"


def _checks(checks: list[Check]) -> Iterator[str]:
    for check in checks:
        if not check.id.startswith("K-CONSENT-"):
            yield f"| {check.id} | {check.column} | {check.severity} | {check.standing} | {check.message} |"
