"""A national file becomes a store: who is who, what belongs together, what is set aside, and what cannot be held."""

import csv
import gzip
import io
import json
import os
from datetime import date

import pytest

from ostara.exchange.ndtms_files import import_ndtms
from ostara.exchange.ndtms_files.places import places
from ostara.knowledge.codes import code_list
from ostara.knowledge.refusal import RefusalError
from ostara.ndtms.attributor import attributor
from ostara.ndtms.lists import national_list
from ostara.tables.store import open_store
from tests.ndtms_rows import DISCHARGED, ON, K, a_row, as_csv, told_apart, without_consent, write_csv
from tests.ndtms_stores import table, taken_in


def one_of(store, name):
    (row,) = table(store, name)
    return row


def aside(store):
    return [(one["source"], one["row"], one["reason"], json.loads(one["content"])) for one in table(store, "set_aside")]


def test_every_field_has_a_place_or_a_reason():
    assert [place.header for place in places(K)] == list(K.headers)
    for place in places(K):
        assert (place.table is None) == (place.column is None)
        assert place.header == "CONSENT" or (place.table is None) != (place.why_not is None)


def test_codes_of_ours_are_codes_of_ours():
    lists = {"sex": "sex", "top_stage": "review_stage", "modality": "intervention_kind", "setting": "setting"}
    lists |= {"modality_exit": "end_reason", "discharge_reason": "end_reason", "problem_substance": "substance"}
    for name, ours in lists.items():
        for code in national_list(name).values():
            assert {code.more["ours"], *code.more["from_ours"].split()} <= set(code_list(ours)), (name, code.code)
        back = [one for code in national_list(name).values() for one in code.more["from_ours"].split()]
        assert len(back) == len(set(back)), f"{name}: a code of ours is two national ones"


def test_one_row_becomes_a_row_of_each_table(tmp_path):
    imported, store = taken_in(tmp_path, [a_row(**DISCHARGED, DISDEST="x", MODSET="1")])
    person, episode = one_of(store, "people"), one_of(store, "episodes")
    assert person["attributor"] == attributor("J", "B", date(1980, 2, 29), "F") == "JB19800229F"
    assert (person["sex"], person["birth_year"], person["age"]) == ("female", 1980, 33)
    assert (person["ethnicity"], person["nationality"], person["area"]) == ("White British", "GBR", None)
    assert (episode["service"], episode["area"], episode["local_authority"]) == ("N0852", "A12B", "00CM")
    assert (episode["substance"], episode["national_substance_1"]) == ("heroin", "1011")
    assert (episode["end_reason"], episode["discharge_code"], episode["age"]) == ("completed", "80", 33)
    presentation = one_of(store, "presentations")
    assert (presentation["postcode_sector"], presentation["pregnant"], presentation["drinking_days"]) == (
        "LS1 4",
        False,
        2,
    )
    help_ = one_of(store, "interventions")
    assert (help_["kind"], help_["national_kind"], help_["setting"]) == ("prescribing", "94", "primary_care")
    assert (help_["exit_status"], help_["end_reason"]) == ("A", "completed")
    review = one_of(store, "reviews")
    assert (review["stage"], review["heroin_days"], review["crack_days"]) == ("start", 28, None)
    assert store.manifest.observed_until == imported.observed_until == "2014-01-31"
    assert store.manifest.origin.door == "ndtms"
    assert [(one.header, one.rows) for one in imported.not_held] == [("CLIENT", 1), ("DISDEST", 1)]
    assert "not the set in force" in imported.not_in_force


def test_a_person_is_one_at_all_agencies(tmp_path):
    earlier = {"AGNCY": "N0001", "CLIENTID": "x", "REFLD": "2012-02-28"}
    rows = [a_row(), a_row(**earlier), a_row(CLIENTID="c2", SEX="M", PREGNANT="")]
    _, store = taken_in(tmp_path, rows)
    assert [(one["person"], one["first_day"], one["age"]) for one in table(store, "people")] == [
        (1, date(2012, 2, 28), 31),
        (2, date(2013, 4, 2), 33),
    ]
    assert [(one["person"], one["service"]) for one in table(store, "episodes")] == [
        (1, "N0852"),
        (1, "N0001"),
        (2, "N0852"),
    ]


def test_initials_in_small_letters_are_the_same_and_strange_ones_do_not_break_the_key(tmp_path):
    names = [("j", "b"), ("J", "B"), ("ß", "ø"), ("ß", "Ø")]
    rows = told_apart(a_row(FINITIAL=one, SINITIAL=other) for one, other in names)
    _, store = taken_in(tmp_path, rows)
    assert [one["attributor"] for one in table(store, "people")] == [
        attributor(*names[place], date(1980, 2, 29), "F") for place in (0, 2)
    ]


def test_rows_of_an_episode_fold_and_the_first_one_stands(tmp_path):
    rows = [
        a_row(),
        a_row(MODID="m2", MODAL="95", TOPID="t2", OPIUSE="3", ACCMNEED="1"),
        a_row(MODID="m2", MODAL="96", TOPID="t2", OPIUSE="3", ACCMNEED="1", RFLS="4", PC=""),
    ]
    imported, store = taken_in(tmp_path, rows)
    assert one_of(store, "presentations")["accommodation"] == "3"
    assert [(one["reference"], one["kind"]) for one in table(store, "interventions")] == [
        ("m1", "prescribing"),
        ("m2", "psychosocial"),
    ]
    assert [one["reference"] for one in table(store, "reviews")] == ["t1", "t2"]
    told = {remark.says: remark.count for remark in imported.remarks}
    assert told == {
        "rows of an episode differ in ACCMNEED; the first row of the episode stands": 2,
        "rows of an episode differ in PC; the first row of the episode stands": 1,
        "interventions of which rows with the same id differ; the first row stands": 1,
    }


def test_parts_without_an_id_are_told_by_what_they_say(tmp_path):
    bare = {"MODID": "", "TOPID": ""}
    rows = [a_row(**bare), a_row(**bare, OPIUSE="3"), a_row(**bare, OPIUSE="3", CRAUSE="5")]
    _, store = taken_in(tmp_path, rows)
    assert len(table(store, "interventions")) == 1
    assert [one["heroin_days"] for one in table(store, "reviews")] == [28, 3, 3]


def test_two_people_with_one_episode_id_are_two_episodes(tmp_path):
    _, store = taken_in(tmp_path, [a_row(), a_row(CLIENTID="c2"), a_row(AGNCY="N0001")])
    assert len(table(store, "episodes")) == 3


def test_without_consent_nothing_is_kept_but_the_refusal(tmp_path):
    rows = [a_row(), without_consent(CLIENTID="c9"), without_consent(SEX="F", DOB="1980-01-01"), a_row(CONSENT=" no")]
    imported, store = taken_in(tmp_path, rows)
    assert aside(store)[0] == (
        "file.csv",
        2,
        "no consent to share",
        {"AGNCY": "N0852", "CLIENTID": "c9", "CONSENT": "N"},
    )
    for _, _, _, content in aside(store):
        assert set(content) == {"AGNCY", "CLIENTID", "CONSENT"}
    assert aside(store)[1][2].startswith("no consent to share; K-CONSENT-DOB: ")
    assert vars(imported.accounts["file.csv"]) == {"read": 4, "kept": 1, "set_aside": 3}
    assert imported.reasons["no consent to share"] == 2
    everything = b"".join(path.read_bytes() for path in store.folder.iterdir())
    assert b"1980-01-01" not in everything


def test_rejected_rows_are_kept_as_they_came(tmp_path):
    rows = told_apart([a_row(), a_row(OPIUSE=" 31", PC="two\nlines"), a_row(), a_row(DOB="31/12/1980")])
    _, store = taken_in(tmp_path, rows)
    (first, second) = aside(store)
    assert first[:3] == ("file.csv", 2, "K-RANGE-OPIUSE: OPIUSE is not between 0 and 28 (days of illicit opioids)")
    assert first[3] == {header: text for header, text in rows[1].items() if text}
    assert (second[1], second[2][:10]) == (4, "K-TYPE-DOB")


def test_lines_that_are_no_rows_are_kept_too(tmp_path):
    lines = as_csv(told_apart([a_row(), a_row(), a_row()])).splitlines()
    lines[2] = "a,line,of,words"
    lines.insert(3, "")
    text = "\r\n".join([*lines, lines[1][:50]])
    (tmp_path / "file.csv").write_bytes(text.encode())
    import_ndtms(tmp_path / "file.csv", tmp_path / "store", K, on=ON, block_size=1_000)
    store = open_store(tmp_path / "store")
    assert [(row, reason[:12], content) for _, row, reason, content in aside(store)] == [
        (2, "K-FILE-FIELD", {"line": "a,line,of,words"}),
        (4, "K-FILE-CUT: ", {"line": lines[1][:50]}),
    ]


def test_columns_that_nobody_knows_come_with_a_rejected_row(tmp_path):
    rows = [{**row, "SHOE": "9"} for row in told_apart([a_row(), a_row(OPIUSE="31")])]
    path = write_csv(tmp_path / "file.csv", rows, headers=[*K.headers, "SHOE"])
    imported = import_ndtms(path, tmp_path / "store", K, on=ON)
    assert aside(open_store(tmp_path / "store"))[0][3]["column 145"] == "9"
    assert ("column 145", 1, "not a column of data set K") in [vars_of(one) for one in imported.not_held]


def vars_of(one):
    return tuple(vars(one).values())


CANNOT_BE_HELD = {
    "a number beyond reason": ({"DRUG1AGE": "300"}, "not held: DRUG1AGE", {"DRUG1AGE": "300"}),
    "not a number": ({"CHILDWTH": "two"}, "not held: CHILDWTH", {"CHILDWTH": "two"}),
    "a day beyond reason": ({"CPLANDT": "2999-01-01"}, "not held: CPLANDT", {"CPLANDT": "2999-01-01"}),
    "neither yes nor no": ({"OTHTHEFT": "maybe"}, "not held: OTHTHEFT", {"OTHTHEFT": "maybe"}),
    "a blank that is none": ({"LA": "\u00a0"}, "not held: LA", {"LA": "\u00a0"}),
    "an offer before the referral": (
        {"REFMODDT": "2013-04-14"},
        "not held: REFMODDT, FAOMODDT",
        {"REFMODDT": "2013-04-14", "FAOMODDT": "2013-04-12"},
    ),
    "hours without a day": (
        {"TITREAT": "1", "TITID": "h1"},
        "an assessment of weekly hours without a day; not held: TITREAT, TITID",
        {"TITREAT": "1", "TITID": "h1"},
    ),
    "sub-interventions without a day": (
        {"PHWTH": "Y"},
        "a review of sub-interventions without a day; not held: PHWTH",
        {"PHWTH": "Y"},
    ),
    "a stage that nobody knows": (
        {"TRSTAGE": "X", **dict.fromkeys(("IVDRGUSE", "SHARING", "PSYHSTAT", "PHSTAT", "QUALLIFE"), "")},
        "an outcomes profile without a day or a known stage; not held: TOPDATE, TOPID, TRSTAGE, OPIUSE",
        {"TOPDATE": "2013-04-16", "TOPID": "t1", "TRSTAGE": "X", "OPIUSE": "28"},
    ),
    "an agency without help": (
        {"OPRAGNCY": "N1", **dict.fromkeys(("MODAL", "REFMODDT", "MODSET", "MODID", "FAOMODDT", "MODST"), "")},
        "an agency that gives help, without the help; not held: OPRAGNCY",
        {"OPRAGNCY": "N1"},
    ),
}


def test_what_no_table_can_hold_is_set_aside_and_the_row_is_kept(tmp_path):
    cases = list(CANNOT_BE_HELD.values())
    rows = told_apart([a_row(), *(a_row(**written) for written, _, _ in cases)])
    imported, store = taken_in(tmp_path, rows)
    found = aside(store)
    for number, (case, (_, reason, content)) in enumerate(CANNOT_BE_HELD.items()):
        assert found[number] == ("file.csv (parts of rows)", number + 2, reason, content), case
    assert vars(imported.accounts["file.csv"]) == {"read": len(rows), "kept": len(rows), "set_aside": 0}
    assert vars(imported.accounts["file.csv (parts of rows)"]) == {
        "read": len(cases),
        "kept": 0,
        "set_aside": len(cases),
    }
    assert len(table(store, "episodes")) == len(rows)


def test_no_answer_becomes_empty_and_a_profile_of_nothing_else_is_none(tmp_path):
    nothing = {place.header: "NA" for place in places(K) if place.field.not_answered}
    _, store = taken_in(tmp_path, [a_row(TOPDATE="", TOPID="", TRSTAGE="", **nothing)])
    assert table(store, "reviews") == []
    assert aside(store) == []


def test_who_died_is_among_the_deaths(tmp_path):
    died = {**DISCHARGED, "DISRSN": "89"}
    rows = told_apart([a_row(**died), a_row(SEX="M", PREGNANT="", DISRSN="89"), a_row(FINITIAL="K", **DISCHARGED)])
    imported, store = taken_in(tmp_path, rows)
    assert table(store, "deaths") == [{"person": 1, "on": date(2014, 1, 31), "cause": "unknown"}]
    assert "people who left because they died, without a day" in [remark.says for remark in imported.remarks]


POSTCODES = {"LS1 4": "LS1 4", "LS1 4AB": "LS1 4", "LS14AB": "LS1 4", "LS144AB": "LS14 4", "EC1A 1BB": "EC1A 1"}


def test_of_a_postcode_the_sector_is_held(tmp_path):
    imported, store = taken_in(tmp_path, told_apart(a_row(PC=written) for written in POSTCODES))
    assert [one["postcode_sector"] for one in table(store, "presentations")] == list(POSTCODES.values())
    assert [vars(remark) for remark in imported.remarks] == [
        {"says": "rows with a whole postcode, of which the sector is kept", "count": 4}
    ]


SUBSTANCES = {"1011": "heroin", "1999": "opioid", "3299": "cocaine", "3499": "other", "9996": "unknown", "x": "unknown"}


def test_substances_that_the_list_lacks_are_told_by_their_family(tmp_path):
    _, store = taken_in(tmp_path, told_apart(a_row(DRUG1=code, DRUG2="", DRUG3="") for code in SUBSTANCES))
    assert {one["national_substance_1"]: one["substance"] for one in table(store, "episodes")} == SUBSTANCES


def test_days_first_and_packed_and_with_spaces(tmp_path):
    rows = [a_row(), a_row(MODID="m2", SEX=" F ")]
    turned = [
        {header: "/".join(reversed(text.split("-"))) if text[4:5] == "-" else text for header, text in row.items()}
        for row in rows
    ]
    (tmp_path / "file.gz").write_bytes(gzip.compress(as_csv(turned, line_end="\r\n").encode("utf-8-sig")))
    import_ndtms(tmp_path / "file.gz", tmp_path / "store", K, on=ON)
    store = open_store(tmp_path / "store")
    assert one_of(store, "episodes")["started"] == date(2013, 4, 9)
    assert len(table(store, "interventions")) == 2


def test_days_that_lie_ahead_are_not_what_was_observed(tmp_path):
    imported, _ = taken_in(tmp_path, [a_row(CPLANDT="2014-12-31")])
    assert imported.observed_until == "2013-04-16"


def test_a_file_of_no_rows_is_a_store_of_none(tmp_path):
    imported, store = taken_in(tmp_path, [])
    assert vars(imported.accounts["file.csv"]) == {"read": 0, "kept": 0, "set_aside": 0}
    assert (imported.observed_until, table(store, "people")) == (None, [])


def test_an_import_that_stops_leaves_what_was_there(tmp_path):
    taken_in(tmp_path, [a_row()])
    before = (tmp_path / "store/manifest.json").read_bytes()
    (tmp_path / "other.csv").write_text("no header\n")
    with pytest.raises(RefusalError, match="is not the header"):
        import_ndtms(tmp_path / "other.csv", tmp_path / "store", K, on=ON, replace=True)
    assert (tmp_path / "store/manifest.json").read_bytes() == before
    assert sorted(os.listdir(tmp_path)) == ["file.csv", "other.csv", "store"]


def test_rows_read_back_are_the_rows_that_came(tmp_path):
    """The reader that these tests rest on agrees with Python's own."""
    rows = told_apart([a_row(PC='a "b"\nc')])
    assert [dict(row) for row in csv.DictReader(io.StringIO(as_csv(rows), newline=""))] == rows
