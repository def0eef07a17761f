"""Who the row is about: a plausible date of birth, and an adult where the set is for adults."""

from datetime import date

from ostara.knowledge.parameters import parameter
from ostara.ndtms.expression import value
from ostara.ndtms.field import Standing
from ostara.ndtms.rule import Rule, Severity

_ADULT = parameter("ndtms.adult_years").whole
_BORN_AFTER = parameter("ndtms.born_after_year").whole

PEOPLE = (
    Rule(
        id="K-DOB-YEAR",
        column="DOB",
        message=f"the year of birth is not after {_BORN_AFTER}",
        severity=Severity.REJECT,
        standing=Standing.VERIFIED,
        source="ndtms-s1",
        bad=value("DOB") <= date(_BORN_AFTER, 12, 31),
    ),
    Rule(
        id="K-DOB-REFLD",
        column="DOB",
        message="the date of birth is not before the referral",
        severity=Severity.REJECT,
        standing=Standing.VERIFIED,
        source="ndtms-s1",
        bad=value("DOB") >= value("REFLD"),
    ),
    Rule(
        id="K-ADULT",
        column="DOB",
        message=f"the person was not yet {_ADULT} at triage; this is the set for adults",
        severity=Severity.REJECT,
        standing=Standing.VERIFIED,
        source="ndtms-s1",
        bad=value("TRIAGED") < value("DOB").shifted(years=_ADULT),
    ),
)
