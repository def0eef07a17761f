"""Checks across the rows of a file. A room that reads files works them out; here they are only declared."""

from ostara.ndtms.expression import value
from ostara.ndtms.field import Standing
from ostara.ndtms.rule import Differing, Overlapping, Repeated, Severity, WholeFileRule

WHOLE_FILE: tuple[WholeFileRule, ...] = (
    Repeated(
        id="K-FILE-REPEATED",
        column="EPISODID",
        message="the whole row is the same as an earlier one",
        severity=Severity.REJECT,
        standing=Standing.ASSUMED,
        source="ostara",
        unless=value("CONSENT").same_as("N"),  # nothing is left there to tell two episodes apart
    ),
    Overlapping(
        id="K-FILE-OVERLAP",
        column="EPISODID",
        message="the episode shares days with another episode of the same client at the same agency",
        severity=Severity.WARN,
        standing=Standing.ASSUMED,
        source="ostara",
        group=("AGNCY", "CLIENTID"),
        episode="EPISODID",
        start="TRIAGED",
        end="DISD",
    ),
    Differing(
        id="K-FILE-KEY",
        column="EPISODID",
        message="an earlier row of this episode has other initials, date of birth or sex",
        severity=Severity.REJECT,
        standing=Standing.INFERRED,
        source="ndtms",
        group=("AGNCY", "CLIENTID", "EPISODID"),
        items=("FINITIAL", "SINITIAL", "DOB", "SEX"),
    ),
)
