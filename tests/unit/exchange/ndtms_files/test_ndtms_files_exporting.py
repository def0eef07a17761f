"""A store becomes a national file: quoted, checked before it is there, and whoever is not in it is named."""

import os
import stat
from datetime import date

import pyarrow.parquet as pq
import pytest

from ostara.exchange.ndtms_files import checked_file, exporting
from ostara.exchange.ndtms_files.leaving_out import NO_ATTRIBUTOR, NO_EPISODE, SAME_CLIENT, SAME_EPISODE, SAME_PART
from ostara.knowledge.refusal import RefusalError
from ostara.tables.column import Clock
from ostara.tables.manifest import Origin
from ostara.tables.rows import row, write_rows
from tests.ndtms_rows import DISCHARGED, ON, K, a_row
from tests.ndtms_stores import given_out, rows_of, taken_in

MADE_UP = Origin(door="rows", words="rows written by hand", version="tests", made_up=True)


def a_store(folder, *, origin=MADE_UP, **tables):
    """A calendar store; the first person has an attributor."""
    whole = {name: [row(name, **one) for one in rows] for name, rows in tables.items()}
    return write_rows(folder / "store", whole, clock=Clock.CALENDAR, origin=origin)


def people(*attributors):
    return [{"person": number, "attributor": key} for number, key in enumerate(attributors, start=1)]


def episode(number=1, person=1, **given):
    days = {"referred": date(2013, 4, 2), "started": date(2013, 4, 9)}
    return {"episode": number, "person": person, "service": "N0852", "substance": "heroin", **days, **given}


def left_out(exported):
    return {(one.what, one.reason): (one.numbers, one.people) for one in exported.left_out}


def test_the_file_is_written_as_it_should_be(tmp_path):
    _, store = taken_in(tmp_path, [a_row(**DISCHARGED, PC='a "b"\n,c')])
    _, path = given_out(store, tmp_path)
    text = path.read_bytes().decode()
    header, _, rest = text.partition("\n")
    assert header == ",".join(f'"{name}"' for name in K.headers)
    assert rest.startswith(
        '"J","B","1980-02-29","F","A","GBR","2013-04-02","N0852","","c1","e1","Y","N","a ""b""\n,c",'
    )
    assert rest.endswith('"12",""\n')
    assert "\r" not in text
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert rows_of(path) == [
        {
            header: "" if text == "NA" else text
            for header, text in a_row(**DISCHARGED, PC='a "b"\n,c', CLIENT="").items()
        }
    ]


def test_parts_stand_beside_each_other_in_their_order(tmp_path):
    rows = [a_row(), a_row(MODID="m0", MODST="2013-05-01", TOPID="", TOPDATE="")]
    rows[1] |= {field.header: "" for field in K.fields if field.section == "TOP"}
    rows.append({**rows[1], "MODID": "m3", "MODST": "", "SUBMODDT": "2013-06-01", "SUBMID": "s1"})
    _, store = taken_in(tmp_path, rows)
    found = rows_of(given_out(store, tmp_path)[1])
    assert [(one["MODID"], one["TOPID"], one["SUBMID"]) for one in found] == [
        ("m1", "t1", "s1"),
        ("m0", "", ""),
        ("m3", "", ""),
    ]


def test_without_national_codes_those_stand_that_mean_just_that(tmp_path):
    parts = {"person": 1, "episode": 1, "service": "N0852"}
    store = a_store(
        tmp_path,
        people=[{**people("JB19800229F")[0], "ethnicity": "White Irish", "sex": "female"}],
        episodes=[episode(ended=date(2014, 1, 31), end_reason="dropped_out")],
        interventions=[
            {**parts, "intervention": 7, "kind": "ost_prescribing", "setting": "community", "end_reason": "died"}
        ],
        reviews=[{**parts, "review": 9, "reviewed_on": date(2013, 5, 1), "stage": "after"}],
    )
    exported, path = given_out(store, tmp_path)
    (found,) = rows_of(path)
    expected = {"DRUG1": "1011", "DISRSN": "85", "MODAL": "94", "MODSET": "6", "MODEXIT": "", "TRSTAGE": "P"}
    expected |= {"ETHNIC": "B", "CLIENTID": "1", "EPISODID": "1", "MODID": "7", "TOPID": "9", "CONSENT": "Y"}
    assert {header: found[header] for header in expected} == expected
    assert [vars(one) for one in exported.left_empty] == [{"header": "MODEXIT", "ours": "died", "count": 1}]


def test_who_and_what_cannot_go_is_named(tmp_path):
    part = {"episode": 1, "person": 1}
    store = a_store(
        tmp_path,
        people=people("JB19800229F", None, "JB19801399F", "AB19800101M", "CD19800101M", "EF19800101F"),
        episodes=[
            episode(1, 1, client_reference="6"),
            episode(2, 1, client_reference="6", episode_reference="x", started=date(2013, 6, 1)),
            episode(3, 1, client_reference="6", episode_reference="x", started=date(2013, 7, 1)),
            episode(4, 2),
            episode(5, 3),
            episode(6, 5, substance="cocaine"),
            episode(7, 6),
        ],
        reviews=[
            {**part, "review": 1, "reviewed_on": date(2013, 5, 1), "stage": "start", "reference": "2"},
            {**part, "review": 2, "reviewed_on": date(2013, 5, 2), "stage": "start"},
            {**part, "review": 3, "reviewed_on": date(2015, 1, 1), "stage": "review"},
            {"review": 4, "person": 1, "reviewed_on": date(2013, 5, 1), "stage": "start"},
        ],
    )
    exported, path = given_out(store, tmp_path)
    assert left_out(exported) == {
        ("people", NO_ATTRIBUTOR): ((2, 3), (2, 3)),
        ("people", NO_EPISODE): ((4,), (4,)),
        ("people", "every episode is left out"): ((5, 6), (5, 6)),
        ("episodes", SAME_EPISODE): ((3,), (1,)),
        ("episodes", SAME_CLIENT): ((7,), (6,)),
        ("episodes", "K-REQUIRED-DRUG1: DRUG1 is missing (first problem substance)"): ((6,), (5,)),
        ("reviews", SAME_PART): ((2,), (1,)),
        ("reviews", "no episode"): ((4,), (1,)),
        ("reviews", "K-FUTURE-TOPDATE: TOPDATE lies in the future (date of the TOP interview)"): ((3,), (1,)),
    }
    assert [vars(one) for one in exported.left_empty] == [{"header": "DRUG1", "ours": "cocaine", "count": 1}]
    assert (exported.rows, exported.episodes, exported.people) == (2, 2, 1)
    assert [(one["EPISODID"], one["TOPID"]) for one in rows_of(path)] == [("1", "2"), ("x", "")]
    with checked_file(path, K, on=ON) as checked:
        assert checked.accepted == checked.rows == 2


def test_many_people_in_several_groups(tmp_path, monkeypatch):
    monkeypatch.setattr("ostara.exchange.ndtms_files.laying_out.ROWS_AT_ONCE", 4)
    keys = [f"J{letter}19800229F" for letter in "ABCDE"]
    episodes = [episode(number, number, area="Q" * (number == 3) or None) for number in range(1, 6)]
    episodes[3] |= {"substance": "cocaine"}
    exported, path = given_out(a_store(tmp_path, people=people(*keys), episodes=episodes), tmp_path)
    assert [one["SINITIAL"] for one in rows_of(path)] == ["A", "B", "C", "E"]
    assert (exported.rows, exported.people) == (4, 4)


def test_a_store_of_nobody_is_a_header(tmp_path):
    exported, path = given_out(a_store(tmp_path), tmp_path)
    assert (exported.rows, rows_of(path)) == (0, [])
    assert len(path.read_text().splitlines()) == 1


def test_stores_that_cannot_be_such_a_file_are_refused(tmp_path):
    with pytest.raises(RefusalError, match="has no dates"):
        given_out(write_rows(tmp_path / "days", {}), tmp_path)
    real = Origin(door="record", words="a record", version="tests")
    store = a_store(tmp_path, origin=real, people=people("JB19800229F"), episodes=[episode()])
    with pytest.raises(RefusalError, match="does not say who agreed to share"):
        given_out(store, tmp_path)
    assert given_out(store, tmp_path, consented=True)[0].rows == 1


def test_nothing_is_left_where_the_checks_turn_rows_away_for_ever(tmp_path, monkeypatch):
    store = a_store(tmp_path, people=people("JB19800229F"), episodes=[episode(substance="cocaine")])
    (tmp_path / "out.csv").write_text("from before")
    monkeypatch.setattr(exporting, "leave_out_rejected", lambda *_: None)
    with pytest.raises(RefusalError, match="however much is left out"):
        given_out(store, tmp_path)
    assert (tmp_path / "out.csv").read_text() == "from before"
    assert sorted(os.listdir(tmp_path)) == ["out.csv", "store"]


def test_what_a_kill_left_beside_is_written_over(tmp_path):
    (tmp_path / ".out.csv.writing").write_text("half a line")
    _, path = given_out(a_store(tmp_path, people=people("JB19800229F"), episodes=[episode()]), tmp_path)
    assert len(rows_of(path)) == 1
    assert sorted(os.listdir(tmp_path)) == ["out.csv", "store"]


def test_where_nothing_can_be_written_it_says_so(tmp_path):
    store = a_store(tmp_path, people=people("JB19800229F"), episodes=[episode()])
    with pytest.raises(RefusalError, match="could not be written"):
        given_out(store, tmp_path / "missing")


def test_a_formula_stays_as_it_was_written(tmp_path):
    """A submission is for a program: what a spreadsheet would run is not changed in it."""
    _, store = taken_in(tmp_path, [a_row(LA="=1+1")])
    assert rows_of(given_out(store, tmp_path)[1])[0]["LA"] == "=1+1"
    assert pq.read_table(store.file("episodes")).column("local_authority").to_pylist() == ["=1+1"]
