"""Problem substances: no drug twice, and "none" only where it says that there is no second or third."""

from ostara.ndtms.expression import all_of, value
from ostara.ndtms.field import Standing
from ostara.ndtms.rule import Rule, Severity

NO_SECOND, NO_THIRD = "9996", "9997"


def _twice(first: str, second: str) -> Rule:
    return Rule(
        id=f"K-{second}-{first}",
        column=second,
        message=f"{second} is the same substance as {first}",
        severity=Severity.WARN,
        standing=Standing.UNVERIFIED,
        source="ndtms",
        bad=all_of(~value(second).one_of(NO_SECOND, NO_THIRD), value(second).same_as(value(first))),
    )


SUBSTANCES = (
    _twice("DRUG1", "DRUG2"),
    _twice("DRUG1", "DRUG3"),
    _twice("DRUG2", "DRUG3"),
    Rule(
        id="K-DRUG1-NONE",
        column="DRUG1",
        message=f"the first substance cannot be none ({NO_SECOND} or {NO_THIRD})",
        severity=Severity.WARN,
        standing=Standing.INFERRED,
        source="ndtms-s1",
        bad=value("DRUG1").one_of(NO_SECOND, NO_THIRD),
    ),
    Rule(
        id="K-DRUG2-NO-THIRD",
        column="DRUG2",
        message=f"{NO_THIRD} means no third substance, so it belongs in DRUG3",
        severity=Severity.WARN,
        standing=Standing.INFERRED,
        source="ndtms-s1",
        bad=value("DRUG2").one_of(NO_THIRD),
    ),
    Rule(
        id="K-DRUG3-NO-SECOND",
        column="DRUG3",
        message=f"{NO_SECOND} means no second substance, so it belongs in DRUG2",
        severity=Severity.WARN,
        standing=Standing.INFERRED,
        source="ndtms-s1",
        bad=value("DRUG3").one_of(NO_SECOND),
    ),
    Rule(
        id="K-THIRD-AFTER-NONE",
        column="DRUG3",
        message=f"there is no second substance ({NO_SECOND}), so there is no third ({NO_THIRD})",
        severity=Severity.WARN,
        standing=Standing.UNVERIFIED,
        source="ndtms",
        bad=all_of(value("DRUG2").same_as(NO_SECOND), ~value("DRUG3").one_of(NO_SECOND, NO_THIRD)),
    ),
)
