"""Days of use as people told them (timeline follow-back), in our substance codes.

Documented: reports of the study drug after it was prescribed are not in `tlfb`, so what is here is use on top.
"""

from ostara.exchange.ctn0094.account import Ledger
from ostara.exchange.ctn0094.specimens import judge_substances


def write_use_days(ledger: Ledger) -> None:
    """Write `use_days`: each person, day and substance once. Days before consent are negative."""
    if not ledger.has("tlfb"):
        return
    judge_substances(ledger, "tlfb")
    ledger.write(
        "use_days",
        """SELECT who AS person, "when" AS "on", substance FROM judged_tlfb WHERE reason IS NULL
           ORDER BY person, "on", substance""",
    )
