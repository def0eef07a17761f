"""Doses of study drug, row by row. The source says who, how much and when; the randomised arm says what.

Several rows of one person on one day are kept as they are. The source does not say whether a dose was watched.
"""

from ostara.exchange.ctn0094.account import KNOWN_PERSON_AND_DAY, Ledger
from ostara.exchange.ctn0094.people import in_force

FORMS = {
    "methadone": "oral_solution",
    "buprenorphine": "sublingual",
    "naltrexone": "depot_monthly",
    "unknown": "unknown",
}

ARMS_DIFFER = "before the first recorded randomisation of a person whose arms differ in medicine"
UNIT_UNKNOWN = "the person was never randomised, and in this trial the amount may be milligrams or injections"
NOT_AN_INJECTION = "an amount of naltrexone that is neither 1 (an injection) nor 0"


def write_supplies(ledger: Ledger) -> None:
    """Write `supplies`.

    The medicine is that of the arm in force on the day. Before the first recorded randomisation it is the medicine that
    all of the person's arms share (the table holds study drug only); for someone never randomised it is what every arm
    of the trial gives, `unknown` where both arms are in milligrams. Naltrexone is counted in injections.
    """
    ledger.make(
        "shared",
        """SELECT who, min(medicine) AS medicine, count(DISTINCT medicine) AS medicines
           FROM judged_randomization WHERE medicine IS NOT NULL AND project IS NOT NULL GROUP BY who""",
    )
    ledger.judge(
        "treatment",
        f"""SELECT t.*, p.project, p.service, s.who IS NULL AS early, a.who IS NULL AS never, a.medicines,
                   coalesce(s.medicine, CASE WHEN a.who IS NULL THEN p.never_randomised
                                             WHEN a.medicines = 1 THEN a.medicine END) AS medicine
            FROM treatment t LEFT JOIN persons p USING (who) LEFT JOIN shared a USING (who) {in_force("t")}""",
        *KNOWN_PERSON_AND_DAY,
        ("medicine IS NULL AND NOT never", ARMS_DIFFER),
        ("medicine IS NULL", UNIT_UNKNOWN),
        ("medicine = 'naltrexone' AND amount NOT IN (0, 1)", NOT_AN_INJECTION),
    )
    forms = " ".join(f"WHEN '{medicine}' THEN '{form}'" for medicine, form in FORMS.items())
    ledger.write(
        "supplies",
        f"""SELECT row_number() OVER (ORDER BY who, "when", "row") AS supply, who AS person, service, medicine,
                   CASE medicine {forms} END AS form, "when" AS for_day,
                   CASE WHEN amount IS NULL THEN 'not_reported' ELSE 'recorded' END AS outcome,
                   CASE WHEN medicine <> 'naltrexone' THEN amount END AS dose_mg,
                   CASE WHEN medicine = 'naltrexone' THEN amount::INTEGER END AS injections
            FROM judged_treatment WHERE reason IS NULL ORDER BY person, for_day, supply""",
    )
    _remark(ledger)


def _remark(ledger: Ledger) -> None:
    kept = "FROM judged_treatment WHERE reason IS NULL AND "
    for which, says in (
        (
            "early AND NOT never",
            "doses lie before a recorded day of randomisation; all arms of the person give one medicine",
        ),
        (
            "never AND medicine <> 'unknown'",
            "doses of people never randomised, in a trial whose every arm gives one medicine",
        ),
        ("never AND medicine = 'unknown'", "doses of people never randomised are in mg of an unknown medicine"),
        ("amount IS NULL", "doses without an amount are kept as not reported"),
        ("amount = 0", "doses of 0 are kept: the log says 0"),
    ):
        ledger.remark("treatment", says, kept + which)
