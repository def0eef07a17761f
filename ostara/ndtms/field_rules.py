"""The checks that follow from the registry alone: there when required, readable, of its list, in its range and form."""

from collections.abc import Iterator, Mapping

from ostara.ndtms.data_set import DataSet
from ostara.ndtms.expression import Expression, Matches, Today, Unreadable, all_of, any_of, blank, value
from ostara.ndtms.field import NUMBERS, Field, Kind, Standing
from ostara.ndtms.lists import national_list
from ostara.ndtms.rule import Rule, Severity

# Without consent only three fields are sent, so nothing else can be asked for.
CONSENTED = any_of(blank("CONSENT"), value("CONSENT").differs_from("N"))
CONDITIONS: Mapping[str, Expression] = {"always": all_of(), "consented": CONSENTED}

# Days that may lie ahead when a row is sent: an appointment that was offered, a plan, a start that was agreed.
MAY_LIE_AHEAD = frozenset({"CPLANDT", "FAOMODDT", "MODST"})

UNREADABLE: Mapping[Kind, str] = {
    Kind.DATE: "is not a date in the style of the file's first date (YYYY-MM-DD or DD/MM/YYYY)",
    Kind.WHOLE: "is not a whole number",
    Kind.DAYS: "is not a number of days",
    Kind.RATING: "is not a rating in a whole number",
}


def field_rules(data_set: DataSet) -> Iterator[Rule]:
    """Every check that the fields of a data set declare, field by field."""
    for field in data_set.fields:
        yield from _required(field, data_set.name)
        yield from _readable(field, data_set.name)
        yield from _in_range(field, data_set.name)
        yield from _in_list(field, data_set.name)
        yield from _in_form(field, data_set.name)
        yield from _not_in_future(field, data_set.name)


def _severity(standing: Standing) -> Severity:
    return Severity.WARN if standing is Standing.UNVERIFIED else Severity.REJECT


def _rule(name: str, field: Field, bad: Expression, says: str, severity: Severity, standing: Standing) -> Rule:
    message = f"{field.header} {says} ({field.meaning})"
    return Rule(name, field.header, message, severity, standing, field.source, bad)


def _required(field: Field, letter: str) -> Iterator[Rule]:
    if field.required is None or field.required_standing is None:
        return
    bad = all_of(CONDITIONS[field.required], blank(field.header))
    standing = field.required_standing
    yield _rule(f"{letter}-REQUIRED-{field.header}", field, bad, "is missing", _severity(standing), standing)


def _readable(field: Field, letter: str) -> Iterator[Rule]:
    if field.kind not in UNREADABLE:
        return
    says = UNREADABLE[field.kind] + (f", nor {field.not_answered}" if field.not_answered else "")
    standing = field.values_standing
    bad = Unreadable(field.header)
    yield _rule(f"{letter}-TYPE-{field.header}", field, bad, says, _severity(standing), standing)


def _in_range(field: Field, letter: str) -> Iterator[Rule]:
    if field.kind not in NUMBERS or field.high is None:
        return  # a whole number is never negative as written, so a range without an upper end says nothing
    says = f"is not between {field.low} and {field.high}"
    standing = field.values_standing
    bad = value(field.header) > field.high
    yield _rule(f"{letter}-RANGE-{field.header}", field, bad, says, _severity(standing), standing)


def _in_list(field: Field, letter: str) -> Iterator[Rule]:
    if field.codes is None:
        return
    codes = tuple(code for code, one in national_list(field.codes).items() if one.more.get("use") != "derived")
    standing = field.values_standing
    # A list that may not be whole cannot turn a row away.
    whole = "" if standing is Standing.VERIFIED else ", which may not be whole"
    says = f"is not a code of the list {field.codes.replace('_', ' ')}{whole}"
    severity = Severity.REJECT if standing is Standing.VERIFIED else Severity.WARN
    bad = ~value(field.header).one_of(*codes)
    yield _rule(f"{letter}-CODE-{field.header}", field, bad, says, severity, standing)


def _in_form(field: Field, letter: str) -> Iterator[Rule]:
    if field.pattern is None:
        return
    standing = field.values_standing
    severity = Severity.REJECT if standing is Standing.VERIFIED else Severity.WARN
    bad = ~Matches(field.header, field.pattern)
    yield _rule(f"{letter}-FORM-{field.header}", field, bad, "is not written as it should be", severity, standing)


def _not_in_future(field: Field, letter: str) -> Iterator[Rule]:
    if field.kind is not Kind.DATE:
        return
    ahead = field.header in MAY_LIE_AHEAD
    severity = Severity.WARN if ahead else Severity.REJECT
    # That dates lie in the past is commonly quoted; that what happened cannot lie ahead is plain.
    standing = Standing.UNVERIFIED if ahead else Standing.INFERRED
    bad = value(field.header) > Today()
    yield _rule(f"{letter}-FUTURE-{field.header}", field, bad, "lies in the future", severity, standing)
