"""The Treatment Outcomes Profile: dated, within the episode, and no sharing without injecting.

The values themselves (0 to 28, 0 to 20, Y or N, or NA for no answer) are checked from the registry.
"""

from ostara.knowledge.parameters import parameter
from ostara.ndtms.data_set import data_set
from ostara.ndtms.expression import all_of, any_of, blank, filled, value
from ostara.ndtms.field import Standing
from ostara.ndtms.rule import Rule, Severity

_WINDOW = parameter("ndtms.top_window_days").whole
AFTER_TREATMENT = "P"
ITEMS = tuple(field.header for field in data_set("K").fields if field.not_answered)

TOP = (
    Rule(
        id="K-TOP-NO-DATE",
        column="TOPDATE",
        message="the outcomes profile has answers, but no date",
        severity=Severity.WARN,
        standing=Standing.INFERRED,
        source="ndtms-s1",
        bad=all_of(blank("TOPDATE"), any_of(*(filled(header) for header in ITEMS))),
    ),
    Rule(
        id="K-TOP-EARLY",
        column="TOPDATE",
        message=f"the interview is more than {_WINDOW} days before triage",
        severity=Severity.WARN,
        standing=Standing.UNVERIFIED,
        source="ndtms",
        bad=value("TOPDATE") < value("TRIAGED").shifted(days=-_WINDOW),
    ),
    Rule(
        id="K-TOP-LATE",
        column="TOPDATE",
        message=f"the interview is more than {_WINDOW} days after discharge, and is not one after treatment",
        severity=Severity.WARN,
        standing=Standing.UNVERIFIED,
        source="ndtms",
        bad=all_of(
            value("TOPDATE") > value("DISD").shifted(days=_WINDOW),
            any_of(blank("TRSTAGE"), value("TRSTAGE").differs_from(AFTER_TREATMENT)),
        ),
    ),
    Rule(
        id="K-SHARING-NO-INJECTING",
        column="SHARING",
        message="shared equipment on no day of injecting",
        severity=Severity.WARN,
        standing=Standing.VERIFIED,
        source="ndtms-s25",
        bad=all_of(value("IVDRGUSE").same_as(0), value("SHARING").same_as("Y")),
    ),
)
