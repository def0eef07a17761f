"""A made-up file of 10,000 rows with every kind of fault planted: each is found on its line, and nothing else is."""

import json
from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest

from ostara.exchange.ndtms_files import checked_file, import_ndtms
from ostara.ndtms.attributor import attributor
from ostara.tables.store import open_store
from tests.ndtms_rows import DISCHARGED, ON, K, a_row, as_csv, without_consent
from tests.ndtms_stores import table

ROWS = 10_000
LEFT = {**DISCHARGED, "DRUG1": "5000", "DRUG2": "9996"}

# what is written, and every rule that must speak of it
FAULTS = [
    ({"FINITIAL": ""}, "REQUIRED-FINITIAL"),
    ({"SINITIAL": ""}, "REQUIRED-SINITIAL"),
    ({"SINITIAL": "McB"}, "FORM-SINITIAL"),
    ({"DOB": ""}, "REQUIRED-DOB"),
    ({"DOB": "31/12/1980"}, "TYPE-DOB"),
    ({"DOB": "1980-13-01"}, "TYPE-DOB"),
    ({"DOB": "1901-05-05"}, "DOB-YEAR"),
    ({"DOB": "1996-01-01"}, "ADULT"),
    ({"DOB": "2013-12-01"}, "ADULT DOB-REFLD"),
    ({"DOB": "2080-02-29"}, "ADULT DOB-REFLD FUTURE-DOB"),
    ({"SEX": ""}, "REQUIRED-SEX"),
    ({"SEX": "Q"}, "CODE-SEX"),
    ({"SEX": "M"}, "PREGNANT-SEX"),
    ({"ETHNIC": "9"}, "CODE-ETHNIC"),
    ({"NATION": "British"}, "FORM-NATION"),
    ({"REFLD": ""}, "REQUIRED-REFLD"),
    ({"REFLD": "2013-02-29"}, "TYPE-REFLD"),
    ({"AGNCY": ""}, "REQUIRED-AGNCY"),
    ({"AGNCY": "Leeds"}, "FORM-AGNCY"),
    ({"CLIENTID": ""}, "REQUIRED-CLIENTID"),
    ({"EPISODID": ""}, "REQUIRED-EPISODID"),
    ({"CONSENT": ""}, "REQUIRED-CONSENT"),
    ({"CONSENT": "?"}, "CODE-CONSENT"),
    ({"ACCMNEED": "4"}, "CODE-ACCMNEED"),
    ({"PRNTSTAT": "10"}, "CODE-PRNTSTAT"),
    ({"DAT": "Leeds"}, "FORM-DAT"),
    ({"DAT": "Z00B"}, "DAT-LA"),
    ({"DRUG1": ""}, "REQUIRED-DRUG1"),
    ({"DRUG1": "heroin"}, "CODE-DRUG1"),
    ({"DRUG1": "9996"}, "DRUG1-NONE"),
    ({"DRUG1AGE": "teen"}, "TYPE-DRUG1AGE"),
    ({"ROUTE": "6"}, "CODE-ROUTE"),
    ({"DRUG2": "1011"}, "DRUG2-DRUG1"),
    ({"DRUG2": "9997"}, "DRUG2-NO-THIRD"),
    ({"DRUG3": "1011"}, "DRUG3-DRUG1"),
    ({"DRUG3": "3201"}, "DRUG3-DRUG2"),
    ({"DRUG3": "9996"}, "DRUG3-NO-SECOND"),
    ({"DRUG2": "9996", "DRUG3": "7000"}, "THIRD-AFTER-NONE"),
    ({"RFLS": "7"}, "CODE-RFLS"),
    ({"TRIAGED": ""}, "REQUIRED-TRIAGED"),
    ({"TRIAGED": "2013-04-01"}, "REFLD-TRIAGED"),
    ({"CPLANDT": "2013-04-05"}, "TRIAGED-CPLANDT"),
    ({"CPLANDT": "2015-01-01"}, "FUTURE-CPLANDT"),
    ({"INJSTAT": "1"}, "CODE-INJSTAT"),
    ({"ALCDDAYS": "30"}, "RANGE-ALCDDAYS"),
    ({"HEPBSTAT": "B"}, "HEPBVAC-HEPBSTAT"),
    ({"HEPCTSTD": "2013-04-20", "HEPCTD": "99"}, "HEPCTSTD-HEPCTD"),
    ({**DISCHARGED, "DISRSN": ""}, "DISD-NO-DISRSN"),
    ({**DISCHARGED, "DISD": ""}, "DISRSN-NO-DISD"),
    ({**DISCHARGED, "DISRSN": "79"}, "CODE-DISRSN"),
    ({**DISCHARGED, "DISRSN": "16"}, "DISRSN-OLD"),
    ({**LEFT, "DISRSN": "82", "DRUG1": "3201"}, "82-OPIATE-CRACK"),
    ({**LEFT, "DISRSN": "81"}, "81-ALCOHOL"),
    ({**DISCHARGED, "DISD": "2014-12-31"}, "FUTURE-DISD"),
    ({"DISD": "2013-04-01", "DISRSN": "85", "MODAL": "96", "TOPDATE": "2013-04-10"}, "TRIAGED-DISD"),
    ({"MODID": ""}, "MODAL-MODID"),
    ({"MODAL": "77"}, "CODE-MODAL"),
    ({"CPLANDT": ""}, "MODAL-PLAN"),
    ({"REFMODDT": "2013-04-14"}, "REFMODDT-FAOMODDT"),
    ({"MODST": "2013-04-10"}, "FAOMODDT-MODST"),
    ({"MODST": "2013-04-08", "FAOMODDT": "", "REFMODDT": ""}, "TRIAGED-MODST"),
    ({"MODEND": "2013-04-15", "MODEXIT": "A"}, "MODST-MODEND"),
    ({"MODEND": "2013-05-15"}, "MODEND-MODEXIT"),
    ({"MODEXIT": "B"}, "MODEXIT-MODEND"),
    ({**DISCHARGED, "MODEND": "2014-02-15"}, "MODEND-DISD"),
    ({**DISCHARGED, "MODEND": "", "MODEXIT": ""}, "OPEN-AT-DISCHARGE"),
    ({"PHWTH": "yes"}, "CODE-PHWTH"),
    ({"TITREAT": "4"}, "CODE-TITREAT"),
    ({"TOPDATE": ""}, "TOP-NO-DATE"),
    ({"TOPDATE": "2013-03-01"}, "TOP-EARLY"),
    ({**DISCHARGED, "TOPDATE": "2014-03-01"}, "TOP-LATE"),
    ({"TRSTAGE": "Z"}, "CODE-TRSTAGE"),
    ({"OPIUSE": "29"}, "RANGE-OPIUSE"),
    ({"ALCUSE": "daily"}, "TYPE-ALCUSE"),
    ({"IVDRGUSE": "0", "SHARING": "Y"}, "SHARING-NO-INJECTING"),
    ({"QUALLIFE": "21"}, "RANGE-QUALLIFE"),
    ({"EMPSTAT": "3"}, "CODE-EMPSTAT"),
]


def a_made_up_row(chance, number):
    """One of the valid rows: another client each, on days of their own."""
    started = chance.randrange(20)
    days = {
        header: str(date.fromisoformat(a_row()[header]) - timedelta(days=started))
        for header in ("REFLD", "TRIAGED", "CPLANDT", "REFMODDT", "FAOMODDT", "MODST", "TOPDATE")
    }
    return a_row(
        CLIENTID=f"c{number}",
        OPIUSE=str(chance.randrange(29)),
        ETHNIC=chance.choice("ABCDZ"),
        PC=chance.choice(["LS1 4", "", "two\nlines"]),
        **days,
        **chance.choice([{}, DISCHARGED]),
    )


@pytest.fixture(scope="module")
def planted():
    """The rows, and what must be found: (line, rule, column)."""
    chance = Random(1903)  # noqa: S311  the same file every time
    rows = [a_made_up_row(chance, number) for number in range(ROWS)]
    rules = {}
    for place in chance.sample(range(1, ROWS, 2), len(FAULTS) * 3 + 40):
        kind = len(rules) % (len(FAULTS) + 5)
        client = {"CLIENTID": f"c{place}", "CLIENT": f"c{place}"}
        if kind < len(FAULTS):
            changes, said = FAULTS[kind]
            rows[place] = a_row(**{**client, **changes})
        elif kind == len(FAULTS):
            rows[place], said = dict(rows[place - 1]), "FILE-REPEATED"
        elif kind == len(FAULTS) + 1:
            rows[place], said = {**rows[place - 1], "SINITIAL": "X"}, "FILE-KEY"
        elif kind == len(FAULTS) + 2:
            rows[place], said = {**rows[place - 1], "EPISODID": "e2"}, "FILE-OVERLAP"
        elif kind == len(FAULTS) + 3:
            rows[place], said = without_consent(CLIENTID=f"c{place}", SEX="F"), "CONSENT-SEX"
        else:
            rows[place], said = without_consent(CLIENTID=f"c{place}"), ""
        rules[place] = said
    line, expected = 2, Counter()
    for place, row in enumerate(rows):
        expected.update((line, f"K-{rule}") for rule in rules.get(place, "").split())
        line += 1 + sum(text.count("\n") for text in row.values())
    return rows, expected


def test_there_are_sixty_kinds_and_more():
    assert len({said for _, said in FAULTS}) >= 60


@pytest.mark.parametrize("block_size", [1 << 18, 1 << 24])
def test_every_fault_is_found_where_it_is_and_nothing_else(tmp_path, planted, block_size):
    rows, expected = planted
    (tmp_path / "file.csv").write_text(as_csv(rows), encoding="utf-8", newline="")
    with checked_file(tmp_path / "file.csv", K, on=ON, block_size=block_size) as checked:
        found = [json.loads(text) for text in checked.findings.as_json()]
    assert Counter((one["line"], one["rule"]) for one in found) == expected
    rejected = {one["line"] for one in found if one["severity"] == "reject"}
    assert (checked.rows, checked.accepted) == (ROWS, ROWS - len(rejected))
    assert [one["line"] for one in found] == sorted(one["line"] for one in found)


def test_findings_carry_what_is_written(tmp_path):
    (tmp_path / "file.csv").write_text(as_csv([a_row(OPIUSE="29")]), encoding="utf-8")
    with checked_file(tmp_path / "file.csv", K, on=ON) as checked:
        (found,) = [json.loads(text) for text in checked.findings.as_json()]
    assert found == {
        "line": 2,
        "column": "OPIUSE",
        "value": "29",
        "rule": "K-RANGE-OPIUSE",
        "severity": "reject",
        "message": "OPIUSE is not between 0 and 28 (days of illicit opioids)",
    }


def test_an_import_sets_aside_the_planted_rows_and_no_other(tmp_path, planted):
    rows, expected = planted
    (tmp_path / "file.csv").write_text(as_csv(rows), encoding="utf-8", newline="")
    with checked_file(tmp_path / "file.csv", K, on=ON) as checked:
        severe = {one.check.id for one in checked.findings.by_rule() if one.check.severity == "reject"}
    turned_away = Counter((line, rule) for line, rule in expected.elements() if rule in severe)
    lines, line = {}, 2
    for number, row in enumerate(rows, start=1):
        lines[line], line = number, line + 1 + sum(text.count("\n") for text in row.values())
    planted_rows = {lines[line] for line, _ in turned_away}
    refused = {number for number, row in enumerate(rows, start=1) if row["CONSENT"] == "N"}
    imported = import_ndtms(tmp_path / "file.csv", tmp_path / "store", K, on=ON)
    store = open_store(tmp_path / "store")
    aside = {one["row"]: one for one in table(store, "set_aside") if one["source"] == "file.csv"}
    assert set(aside) == planted_rows | refused
    for (line, rule), _ in turned_away.items():
        assert f"{rule}: " in aside[lines[line]]["reason"]
    for number in planted_rows - refused:
        assert json.loads(aside[number]["content"]) == {
            header: text for header, text in rows[number - 1].items() if text
        }
    account = imported.accounts["file.csv"]
    assert (account.read, account.kept, account.set_aside) == (ROWS, ROWS - len(aside), len(aside))
    kept = [row for number, row in enumerate(rows, start=1) if number not in aside]
    episodes = {(row["AGNCY"], row["CLIENTID"], row["EPISODID"]) for row in kept}
    people = {attributor(row["FINITIAL"], row["SINITIAL"], date.fromisoformat(row["DOB"]), row["SEX"]) for row in kept}
    assert imported.written["episodes"] == len(episodes)
    assert {one["attributor"] for one in table(store, "people")} == people
