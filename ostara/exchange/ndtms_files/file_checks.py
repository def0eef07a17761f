"""What can be wrong with a file's lines before any field is looked at."""

from ostara.ndtms.data_set import DataSet
from ostara.ndtms.field import Standing
from ostara.ndtms.rule import Check, Severity

FIELDS, CUT, QUOTE, BLANK, EXTRA, ENCODING = "FIELDS", "CUT", "QUOTE", "BLANK", "EXTRA", "ENCODING"

_WORDS = {
    FIELDS: (Severity.REJECT, "does not have as many fields as the header: a comma or a quote is astray"),
    CUT: (Severity.REJECT, "the last line is cut off"),
    QUOTE: (Severity.REJECT, "a quote is opened and never closed"),
    BLANK: (Severity.INFO, "an empty line, or several in a row, passed over"),
    EXTRA: (Severity.WARN, "a column that the data set does not have; it was not looked at"),
    ENCODING: (Severity.INFO, "is not UTF-8; from about here it was read as Windows-1252"),
}


def file_checks(data_set: DataSet) -> tuple[Check, ...]:
    """Every check of lines, as findings name them. They are Ostara's own, so nothing national is claimed."""
    return tuple(
        Check(f"{data_set.name}-FILE-{name}", "", message, severity, Standing.ASSUMED, "ostara")
        for name, (severity, message) in _WORDS.items()
    )
