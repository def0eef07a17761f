"""The episode: its days in order, and a place outside England without a local authority."""

from ostara.ndtms.expression import all_of, filled, value
from ostara.ndtms.field import Standing
from ostara.ndtms.rule import Rule, Severity

OUTSIDE_ENGLAND = "Z00B"

EPISODES = (
    Rule(
        id="K-REFLD-TRIAGED",
        column="TRIAGED",
        message="triage is before the referral",
        severity=Severity.REJECT,
        standing=Standing.VERIFIED,
        source="ndtms-s1",
        bad=value("TRIAGED") < value("REFLD"),
    ),
    Rule(
        id="K-TRIAGED-CPLANDT",
        column="CPLANDT",
        message="the care plan starts before triage",
        severity=Severity.WARN,
        standing=Standing.UNVERIFIED,
        source="ndtms",
        bad=value("CPLANDT") < value("TRIAGED"),
    ),
    Rule(
        id="K-TRIAGED-DISD",
        column="DISD",
        message="the discharge is before triage",
        severity=Severity.REJECT,
        standing=Standing.INFERRED,
        source="ndtms",
        bad=value("DISD") < value("TRIAGED"),
    ),
    Rule(
        id="K-DAT-LA",
        column="LA",
        message=f"somebody from outside England (DAT {OUTSIDE_ENGLAND}) has no local authority",
        severity=Severity.REJECT,
        standing=Standing.INFERRED,  # confirmed for data set P; taken to hold for K
        source="ndtms-s19",
        bad=all_of(value("DAT").same_as(OUTSIDE_ENGLAND), filled("LA")),
    ),
)
