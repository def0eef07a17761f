"""What the next national file of some services holds, would reject and warns of, traced back to the record.

`preparing` writes the file and checks it, `tracing` finds the row of the record that each finding is about, `filled`
counts how complete each field is.
"""

from ostara.exchange.submission.preparing import FILE, REPORT, prepare_submission

__all__ = ["FILE", "REPORT", "prepare_submission"]
