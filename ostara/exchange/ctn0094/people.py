"""Who was in the trials: people, one episode each from consent, and one intervention for each randomisation."""

from ostara.exchange.ctn0094.account import KNOWN_PERSON, Ledger
from ostara.exchange.ctn0094.lists import door_list


def write_people(ledger: Ledger) -> None:
    """Write `people` and `episodes`, and make `persons` (who, project, never_randomised, service) for the tables after.

    Day 0 is consent. The trials recruited people with opioid use disorder, so every episode is for opioids.
    """
    ledger.register("trials", door_list("trials"))
    ledger.judge("everybody", "SELECT * FROM everybody")
    for source in ("demographics", "site_masked"):
        ledger.judge(source, f"SELECT s.*, e.project FROM {source} s LEFT JOIN everybody e USING (who)", *KNOWN_PERSON)
    ledger.make(
        "persons",
        """SELECT who, project, cohort, never_randomised, 'site ' || site_masked AS service, age, race, is_hispanic,
                  is_male, d.who IS NULL AS undescribed
           FROM everybody JOIN trials USING (project) LEFT JOIN demographics d USING (who)
           LEFT JOIN site_masked USING (who)""",
    )
    ledger.write(
        "people",
        """SELECT who AS person, cohort, age, 0 AS first_day,
                  CASE is_male WHEN 'Yes' THEN 'male' WHEN 'No' THEN 'female' ELSE 'unknown' END AS sex,
                  nullif(concat_ws(', ', race, CASE is_hispanic WHEN 'Yes' THEN 'Hispanic'
                                                                WHEN 'No' THEN 'not Hispanic' END), '') AS ethnicity
           FROM persons ORDER BY who""",
    )
    ledger.write(
        "episodes",
        "SELECT who AS episode, who AS person, service, 'opioid' AS substance, 0 AS started FROM persons ORDER BY who",
    )
    ledger.remark("demographics", "people of everybody are not described here", "FROM persons WHERE undescribed")
    for column, what in (("is_male", "sex"), ("is_hispanic", "heritage")):
        says = f"people whose {what} is told in a word other than Yes or No; taken as not known"
        ledger.remark("demographics", says, f"FROM demographics WHERE {column} NOT IN ('Yes', 'No')")
    ledger.remark("site_masked", "people of everybody have no site here", "FROM persons WHERE service IS NULL")


def write_interventions(ledger: Ledger) -> None:
    """Write `interventions`, and make `spells`: from which day, and until the day before which, an arm was in force.

    Two randomisations on one day both stay interventions of that day; the later (by `which`) is in force.
    """
    ledger.register("arms", door_list("arms"))
    ledger.judge(
        "randomization",
        """SELECT r.*, p.project, p.service, a.kind, a.medicine, a.setting,
                  row_number() OVER (PARTITION BY who, r.treatment, which, "when" ORDER BY "row") AS time
           FROM randomization r LEFT JOIN persons p USING (who) LEFT JOIN arms a ON a.word = r.treatment""",
        *KNOWN_PERSON,
        ('treatment IS NULL AND "when" IS NULL', "not randomised: neither arm nor day"),
        ("treatment IS NULL", "no arm"),
        ('"when" IS NULL', "no day"),
        ("time > 1", "the same randomisation again"),
    )
    ledger.make(
        "spells",
        """SELECT row_number() OVER (ORDER BY who, "when", which NULLS FIRST, "row") AS intervention,
                  who, service, kind, medicine, setting, treatment AS arm, "when" AS started,
                  lead("when") OVER (PARTITION BY who ORDER BY "when", which NULLS FIRST, "row") AS next
           FROM judged_randomization WHERE reason IS NULL""",
    )
    ledger.write(
        "interventions",
        """SELECT intervention, who AS episode, who AS person, service, kind, medicine, setting, arm, started,
                  CASE WHEN next IS NOT NULL THEN greatest(next - 1, started) END AS ended
           FROM spells ORDER BY person, started, intervention""",
    )


def in_force(rows: str) -> str:
    """SQL that joins `spells` as `s` to `rows` (with who and "when"): the arm in force on the day, or none."""
    begun, not_over = f's.started <= {rows}."when"', f'({rows}."when" < s.next OR s.next IS NULL)'
    return f"LEFT JOIN spells s ON s.who = {rows}.who AND {begun} AND {not_over}"
