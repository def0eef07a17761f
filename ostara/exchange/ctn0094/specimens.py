"""Urine specimens and what was found in them.

`uds_temp` has a row for each specimen, `uds` a row for each substance found on a day. A day with several specimens does
not say which of them showed what, so findings belong to the first specimen of the day, and the others have none. What a
trial looked for in every specimen and `uds` does not report was not found: that comes from the trial's panel.
"""

from ostara.exchange.ctn0094.account import KNOWN_PERSON_AND_DAY, Ledger
from ostara.exchange.ctn0094.lists import door_list
from ostara.exchange.ctn0094.people import in_force

UNKNOWN_SUBSTANCE = ("substance IS NULL", "a word for a substance that Ostara does not know")
REPEATED = ("time > 1", "same person, day and substance after grouping")


def judge_substances(ledger: Ledger, source: str) -> None:
    """Judge `uds` or `tlfb`: their words become our codes, and a person, day and substance is kept once."""
    ledger.register("substances", door_list("substances"))
    ledger.judge(
        source,
        f"""SELECT t.*, p.project, p.service, w.substance,
                   row_number() OVER (PARTITION BY who, "when", w.substance ORDER BY "row") AS time
            FROM {source} t LEFT JOIN persons p USING (who)
            LEFT JOIN substances w ON w.word = lower(t.what)""",
        *KNOWN_PERSON_AND_DAY,
        UNKNOWN_SUBSTANCE,
        REPEATED,
    )


def write_specimens(ledger: Ledger) -> None:
    """Write `specimens`: one for each row of `uds_temp`, and one for each day that only `uds` knows."""
    judge_substances(ledger, "uds")
    tested = 'SELECT who, "when", "row", was_temp_ok FROM judged_uds_temp WHERE reason IS NULL'
    if ledger.has("uds_temp"):
        ledger.judge(
            "uds_temp",
            "SELECT t.*, p.project, p.service FROM uds_temp t LEFT JOIN persons p USING (who)",
            *KNOWN_PERSON_AND_DAY,
        )
        ledger.make("tested", tested)
    else:
        ledger.make("tested", 'SELECT who, "when", "row", NULL::VARCHAR AS was_temp_ok FROM judged_uds WHERE false')
    ledger.make(
        "taken",
        """SELECT row_number() OVER (ORDER BY who, "when", "row") AS specimen, *,
                  row_number() OVER (PARTITION BY who, "when" ORDER BY "row") = 1 AS first_of_day
           FROM (FROM tested UNION ALL BY NAME
                 SELECT DISTINCT who, "when" FROM judged_uds u
                 WHERE reason IS NULL AND NOT EXISTS (FROM tested t WHERE t.who = u.who AND t."when" = u."when"))
           JOIN persons USING (who)""",
    )
    ledger.write(
        "specimens",
        """SELECT specimen, who AS person, service, "when" AS taken_on, 'urine' AS kind,
                  CASE was_temp_ok WHEN '1' THEN true WHEN '0' THEN false END AS trusted
           FROM taken ORDER BY person, taken_on, specimen""",
    )
    if ledger.has("uds_temp"):
        ledger.remark(
            "uds",
            "specimens are on a day without a row in uds_temp; not known whether fresh",
            'FROM taken WHERE "row" IS NULL',
        )
    ledger.remark("uds_temp", "further specimens of a day have no findings", "FROM taken WHERE NOT first_of_day")


def write_findings(ledger: Ledger) -> None:
    """Write `findings`: what `uds` reports as positive, and as negative what the panel looked for and `uds` does not.

    `prescribed` is true for methadone or buprenorphine while an arm with that medicine is in force, false otherwise.
    """
    ledger.register("panel", door_list("panel"))
    ledger.make(
        "found",
        """SELECT specimen, t.who, t.service, t."when", substance, 'positive' AS result
           FROM judged_uds u JOIN taken t ON t.who = u.who AND t."when" = u."when" AND first_of_day
           WHERE reason IS NULL""",
    )
    ledger.make(
        "looked_for",
        """FROM found UNION ALL
           SELECT specimen, who, service, "when", p.substance, 'negative'
           FROM taken JOIN panel p USING (project)
           WHERE first_of_day AND every_specimen = 'yes'
             AND NOT EXISTS (FROM found f WHERE f.specimen = taken.specimen AND f.substance = p.substance)""",
    )
    ledger.write(
        "findings",
        f"""SELECT l.specimen, l.who AS person, l.service, l."when" AS taken_on, substance, result,
                   coalesce(s.medicine = substance, false) AS prescribed
            FROM looked_for l {in_force("l")} ORDER BY person, taken_on, specimen, substance""",
    )
