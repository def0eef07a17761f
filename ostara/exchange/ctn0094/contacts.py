"""Planned visits, kept or not, and the deaths that the visit log mentions.

Days of missed visits are often not recorded (documented for CTN-0027): such rows cannot be placed and are set aside.
"""

from ostara.exchange.ctn0094.account import KNOWN_PERSON_AND_DAY, Ledger


def write_contacts(ledger: Ledger) -> None:
    """Write `contacts` and `deaths`. Several visits of one person on one day are kept as they are."""
    if not ledger.has("visit"):
        return
    ledger.judge(
        "visit",
        "SELECT t.*, p.project, p.service FROM visit t LEFT JOIN persons p USING (who)",
        *KNOWN_PERSON_AND_DAY,
    )
    marks = [name for name in ledger.columns("visit") if name.startswith("is_")]
    reasons = ", ".join(f"CASE WHEN {mark} THEN '{_words(mark)}' END" for mark in marks)
    ledger.write(
        "contacts",
        f"""SELECT row_number() OVER (ORDER BY who, "when", "row") AS contact, who AS person, service, "when" AS "on",
                   'visit' AS kind,
                   CASE what WHEN 'visit' THEN 'attended' WHEN 'final' THEN 'attended'
                             WHEN 'no visit' THEN 'missed' ELSE 'unknown' END AS attendance,
                   nullif(concat_ws('; ', {reasons}), '') AS reason
            FROM judged_visit WHERE reason IS NULL ORDER BY person, "on", contact""",
    )
    _write_deaths(ledger)
    if "is_in_jail" in marks:
        ledger.remark(
            "visit",
            "visits were missed in jail; these are not stays, so custody stays empty",
            "FROM visit WHERE is_in_jail",
        )


def _write_deaths(ledger: Ledger) -> None:
    """The first day on which a visit row says that the person had died: the source has no other."""
    ledger.write(
        "deaths",
        """SELECT who AS person, min("when") AS "on", 'unknown' AS cause FROM judged_visit
           WHERE reason IS NULL AND is_dead GROUP BY who ORDER BY person""",
    )
    ledger.remark(
        "visit",
        "people are said to have died but no row has a day; these deaths cannot be placed",
        """FROM (SELECT who FROM judged_visit WHERE is_dead AND project IS NOT NULL
                 GROUP BY who HAVING count("when") = 0)""",
    )


def _words(mark: str) -> str:
    return mark.removeprefix("is_").replace("_", " ")
