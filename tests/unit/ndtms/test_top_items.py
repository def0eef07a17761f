"""The items of the outcomes profile agree with the registry of data set K, with its door, and with the seam."""

import csv
from importlib.resources import files

from ostara.ndtms import data_set
from ostara.ndtms.field import Standing
from ostara.ndtms.top import SECTIONS, Asks, Weekly, top_items
from ostara.tables import TABLES

K = data_set("K")
ITEMS = top_items().values()
ASKED = {field.header: field for field in K.fields if field.not_answered}


def places():
    with (files("ostara.exchange.ndtms_files") / "k_places.csv").open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines)


def test_every_header_that_is_asked_has_its_item_and_its_range():
    assert {item.header for item in ITEMS if item.header} == set(ASKED)
    for item in ITEMS:
        if item.header and item.asks is not Asks.YES_NO:
            assert (item.low, item.high) == (ASKED[item.header].low, ASKED[item.header].high)


def test_items_that_fill_a_header_alone_are_the_columns_of_the_seam():
    """So that what a form keeps and what a file brings lie under one name."""
    headers = [item.header for item in ITEMS]
    columns = {row["header"]: row["column"] for row in places()}
    alone = {item.header: item.item for item in ITEMS if item.header and headers.count(item.header) == 1}
    assert alone == {header: columns[header] for header in alone}
    assert set(alone.values()) <= {column.name for column in TABLES["reviews"].columns}


def test_items_that_share_a_header_are_all_yes_or_no():
    headers = [item.header for item in ITEMS]
    shared = {item.header for item in ITEMS if item.header and headers.count(item.header) > 1}
    assert shared == {"SHARING", "OTHTHEFT"}
    assert {item.asks for item in ITEMS if item.header in shared} == {Asks.YES_NO}


def test_what_came_after_data_set_k_has_no_header_and_says_so():
    later = {item.item: item.known_from for item in ITEMS if item.header is None}
    assert later == {"tobacco_days": "M", "unpaid_work_days": "later", "unsuitable_housing": "later"}
    assert all(item.known_from == "K" for item in ITEMS if item.header)


def test_days_are_asked_by_week_unless_nobody_knows():
    assert {item.weekly for item in ITEMS if item.asks is Asks.DAYS} == {Weekly.YES, Weekly.UNKNOWN}
    assert [item.item for item in ITEMS if item.weekly is Weekly.UNKNOWN] == ["assault_days"]
    assert {item.weekly for item in ITEMS if item.asks is not Asks.DAYS} == {Weekly.NO}


def test_what_is_unverified_says_so():
    unverified = {item.item for item in ITEMS if item.unverified}
    assert {"assault_days", "vehicle_theft", "property_theft", "fraud", "unpaid_work_days"} <= unverified
    assert "heroin_days" not in unverified
    assert all(item.standing is Standing.UNVERIFIED for item in ITEMS if item.known_from == "later")


def test_the_form_goes_section_by_section():
    sections = [item.section for item in ITEMS]
    assert sections == sorted(sections)
    assert set(sections) == set(SECTIONS)
