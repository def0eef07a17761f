"""CTN-0094: what a row of the source becomes in the store, case by case.

Person 27 was given methadone from day 1, person 30 buprenorphine in two phases, person 51 naltrexone from day 4,
person 52 buprenorphine from day 3, and nobody was randomised among 28, 31 and 53.
"""

from decimal import Decimal

import pyarrow.parquet as pq
import pytest

from ostara.exchange.ctn0094 import import_ctn0094
from tests.ctn0094 import Tables, write_folder

PEOPLE: Tables = {
    "everybody": [(27, "27"), (28, "27"), (30, "30"), (31, "30"), (51, "51"), (52, "51"), (53, "51")],
    "demographics": [
        (27, 34, "No", "White", None, None, None, None, "Yes"),
        (30, 41, "Yes", "Other", None, None, None, None, "No"),
        (31, None, "Yes", None, None, None, None, None, None),
    ],
    "site_masked": [(who, "3") for who in (27, 28, 30, 31, 51, 52, 53)],
    "randomization": [
        (27, "Methadone", "1", 1),
        (27, None, "2", None),
        (30, "Outpatient BUP + SMM", "1", 2),
        (30, "Outpatient BUP + EMM", "2", 40),
        (31, None, "1", None),
        (51, "Inpatient NR-NTX", "1", 4),
        (52, "Inpatient BUP", "1", 3),
    ],
    "treatment": [],
    "uds": [],
    "uds_temp": [],
    "tlfb": [],
    "visit": [],
}


@pytest.fixture
def store_of(tmp_path):
    """Import the people above with some rows of one source table; give the rows of one table of the store."""

    def importing(wanted: str, **rows: list[tuple]):
        folder = write_folder(tmp_path / "source", {**PEOPLE, **rows})
        result = import_ctn0094(folder, tmp_path / "store", replace=True)
        return pq.read_table(result.store / f"{wanted}.parquet").to_pylist(), result

    return importing


def seen(rows, *columns):
    return [tuple(row[column] for column in columns) for row in rows]


def test_people(store_of):
    rows, _ = store_of("people")
    assert seen(rows, "person", "cohort", "sex", "age", "ethnicity")[:4] == [
        (27, "CTN-0027", "male", 34, "White, not Hispanic"),
        (28, "CTN-0027", "unknown", None, None),
        (30, "CTN-0030", "female", 41, "Other, Hispanic"),
        (31, "CTN-0030", "unknown", None, "Hispanic"),
    ]


def test_one_episode_from_consent(store_of):
    rows, _ = store_of("episodes")
    assert seen(rows, "person", "service", "substance", "started", "ended")[0] == (27, "site 3", "opioid", 0, None)
    assert len(rows) == len(PEOPLE["everybody"])


def test_an_intervention_for_each_randomisation(store_of):
    rows, result = store_of("interventions")
    assert seen(rows, "person", "kind", "medicine", "setting", "arm", "started", "ended") == [
        (27, "ost_prescribing", "methadone", "community", "Methadone", 1, None),
        (30, "ost_prescribing", "buprenorphine", "community", "Outpatient BUP + SMM", 2, 39),
        (30, "ost_prescribing", "buprenorphine", "community", "Outpatient BUP + EMM", 40, None),
        (51, "relapse_prevention", "naltrexone", "inpatient", "Inpatient NR-NTX", 4, None),
        (52, "ost_prescribing", "buprenorphine", "inpatient", "Inpatient BUP", 3, None),
    ]
    assert result.reasons["randomization"] == {"not randomised: neither arm nor day": 2}


MG_60, MG_0, MG_8 = Decimal("60.000"), Decimal("0.000"), Decimal("8.000")

DOSES = {
    "a dose of the arm in force": [(27, 60, 5), ("methadone", "oral_solution", "recorded", MG_60, None)],
    "on the day of randomisation": [(27, 60, 1), ("methadone", "oral_solution", "recorded", MG_60, None)],
    "before randomisation, one medicine": [(27, 60, 0), ("methadone", "oral_solution", "recorded", MG_60, None)],
    "before consent": [(27, 60, -2), ("methadone", "oral_solution", "recorded", MG_60, None)],
    "the log says 0": [(27, 0, 5), ("methadone", "oral_solution", "recorded", MG_0, None)],
    "no amount": [(27, None, 5), ("methadone", "oral_solution", "not_reported", None, None)],
    "the second phase": [(30, 8, 41), ("buprenorphine", "sublingual", "recorded", MG_8, None)],
    "an injection": [(51, 1, 4), ("naltrexone", "depot_monthly", "recorded", None, 1)],
    "no injection": [(51, 0, 4), ("naltrexone", "depot_monthly", "recorded", None, 0)],
    "never randomised, CTN-0030": [(31, 8, 3), ("buprenorphine", "sublingual", "recorded", MG_8, None)],
    "never randomised, CTN-0027": [(28, 8, 3), ("unknown", "unknown", "recorded", MG_8, None)],
}


@pytest.mark.parametrize("case", DOSES)
def test_a_dose(store_of, case):
    source, expected = DOSES[case]
    rows, _ = store_of("supplies", treatment=[source])
    assert seen(rows, "person", "for_day", "medicine", "form", "outcome", "dose_mg", "injections") == [
        (source[0], source[2], *expected)
    ]


def test_doses_of_one_day_are_kept_as_they_are(store_of):
    rows, _ = store_of("supplies", treatment=[(27, 60, 6), (27, 30, 5), (27, 30, 5), (27, 0, 5)])
    assert seen(rows, "supply", "for_day", "dose_mg") == [
        (1, 5, Decimal("30.000")),
        (2, 5, Decimal("30.000")),
        (3, 5, MG_0),
        (4, 6, MG_60),
    ]


SET_ASIDE = {
    "somebody unknown": ("treatment", (99, 60, 5), "the person is not in everybody"),
    "nobody": ("treatment", (None, 60, 5), "no person is named"),
    "no day": ("treatment", (27, 60, None), "no day"),
    "never randomised, unit unknown": (
        "treatment",
        (53, 1, 5),
        "the person was never randomised, and in this trial the amount may be milligrams or injections",
    ),
    "naltrexone in mg": ("treatment", (51, 380, 5), "an amount of naltrexone that is neither 1 (an injection) nor 0"),
    "a visit without a day": (
        "visit",
        (27, "WK2", "no visit", None, "1", None, None),
        "no day",
    ),
    "an unknown word": ("tlfb", (27, "Sherbet", 5), "a word for a substance that Ostara does not know"),
}


@pytest.mark.parametrize("case", SET_ASIDE)
def test_set_aside(store_of, case):
    source, row, reason = SET_ASIDE[case]
    rows, result = store_of("set_aside", **{source: [row]})
    assert (source, 1, reason) in seen(rows, "source", "row", "reason")
    assert result.accounts[source].set_aside == 1


def test_arms_that_differ_leave_earlier_doses_unknown(store_of):
    both = [*PEOPLE["randomization"], (28, "Methadone", "1", 5), (28, "Outpatient BUP", "2", 9)]
    rows, _ = store_of("supplies", randomization=both, treatment=[(28, 30, 4), (28, 30, 5), (28, 8, 9)])
    assert seen(rows, "for_day", "medicine") == [(5, "methadone"), (9, "buprenorphine")]


def test_an_arm_without_a_day_still_names_the_medicine(store_of):
    undated = [*PEOPLE["randomization"], (53, "Inpatient BUP", "1", None)]
    rows, result = store_of("supplies", randomization=undated, treatment=[(53, 16, 4)])
    assert seen(rows, "medicine", "dose_mg") == [("buprenorphine", Decimal("16.000"))]
    assert result.reasons["randomization"]["no day"] == 1


def test_two_randomisations_on_one_day_put_the_later_in_force(store_of):
    both = [*PEOPLE["randomization"], (28, "Outpatient BUP", "2", 5), (28, "Methadone", "1", 5)]
    rows, _ = store_of("supplies", randomization=both, treatment=[(28, 8, 5)])
    assert seen(rows, "medicine") == [("buprenorphine",)]


def test_specimens(store_of):
    rows, _ = store_of("specimens", uds_temp=[(27, "1", 9), (27, "0", 9), (27, "99", 12)], uds=[(30, "Thc", 5)])
    assert seen(rows, "specimen", "person", "taken_on", "kind", "trusted") == [
        (1, 27, 9, "urine", True),
        (2, 27, 9, "urine", False),
        (3, 27, 12, "urine", None),
        (4, 30, 5, "urine", None),
    ]


def test_findings_are_the_panel_of_the_trial(store_of):
    rows, _ = store_of("findings", uds_temp=[(27, "1", 9), (27, "1", 9)], uds=[(27, "METHADONE", 9), (27, "Opioid", 9)])
    assert seen(rows, "specimen", "substance", "result", "prescribed") == [
        (1, "alcohol", "negative", False),
        (1, "amphetamine", "negative", False),
        (1, "benzodiazepine", "negative", False),
        (1, "cannabis", "negative", False),
        (1, "cocaine", "negative", False),
        (1, "methadone", "positive", True),
        (1, "opioid", "positive", False),
    ]


BUPRENORPHINE_FOUND = {
    "its arm is in force": ((30, 5), True),
    "before randomisation": ((30, 1), False),
    "another medicine": ((27, 5), False),
    "never randomised": ((53, 5), False),
}


@pytest.mark.parametrize("case", BUPRENORPHINE_FOUND)
def test_prescribed(store_of, case):
    (who, day), prescribed = BUPRENORPHINE_FOUND[case]
    rows, _ = store_of("findings", uds=[(who, "Buprenorphine", day)])
    assert [row["prescribed"] for row in rows if row["substance"] == "buprenorphine"] == [prescribed]


def test_buprenorphine_is_never_negative_in_ctn_0030(store_of):
    rows, _ = store_of("findings", uds_temp=[(30, "1", 9), (52, "1", 9)])
    assert [row["person"] for row in rows if row["substance"] == "buprenorphine"] == [52]


def test_use_days(store_of):
    told = [(27, "THC", -3), (27, "Heroin", 5), (27, "Caffeine", 5), (27, "Pcp", 5), (27, "Unknown", 6)]
    rows, result = store_of("use_days", tlfb=told)
    assert seen(rows, "on", "substance") == [(-3, "cannabis"), (5, "heroin"), (5, "other"), (6, "unknown")]
    assert result.reasons["tlfb"] == {"same person, day and substance after grouping": 1}


def test_contacts(store_of):
    visits = [
        (27, "WK1", "visit", None, None, None, 7),
        (27, "WK2", "no visit", None, "1", "1", 14),
        (27, "WK3", "final", None, None, None, 21),
        (27, "WK4", "MISSING", None, None, None, 28),
        (27, "WK5", None, None, None, None, 35),
    ]
    rows, _ = store_of("contacts", visit=visits)
    assert seen(rows, "on", "kind", "attendance", "reason") == [
        (7, "visit", "attended", None),
        (14, "visit", "missed", "no show; in jail"),
        (21, "visit", "attended", None),
        (28, "visit", "unknown", None),
        (35, "visit", "unknown", None),
    ]


def test_deaths(store_of):
    visits = [
        (27, "WK2", "no visit", "1", None, None, 14),
        (27, "WK1", "no visit", "1", None, None, 7),
        (30, "WK1", "no visit", "1", None, None, None),
    ]
    rows, result = store_of("deaths", visit=visits)
    assert seen(rows, "person", "on", "cause") == [(27, 7, "unknown")]
    assert [one.rows for one in result.remarks if "no row has a day" in one.says] == [1]
