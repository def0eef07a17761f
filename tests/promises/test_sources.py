"""Every number and every code says where it comes from."""

import re
from importlib.resources import files

import pytest

from ostara.knowledge.codes import code_list
from ostara.knowledge.depot_switching import switching_table
from ostara.knowledge.medicines import products
from ostara.knowledge.parameters import Status, parameters
from ostara.knowledge.sources import sources

LISTS = sorted(
    file.name.removesuffix(".csv") for file in files("ostara.knowledge.codes").iterdir() if file.name.endswith(".csv")
)

# The tables of rules and the highest number in each.
RULES = {
    **{"MED": 20, "LAI": 9, "IND": 14, "BUP": 11, "CON": 6, "OPT": 7, "MISS": 8, "TOL": 7, "SUP": 9, "CD": 16},
    **{"TST": 10, "MON": 21, "PSI": 15, "BBV": 8, "DTX": 16, "HAT": 22, "Q": 18},
}


def test_there_are_lists():
    assert "medicine" in LISTS


@pytest.mark.parametrize("name", LISTS)
def test_every_code_names_a_known_source(name):
    assert set(code_list(name).sources.values()) <= set(sources())


def test_every_parameter_names_a_known_source():
    assert {one.source for one in parameters().values()} <= set(sources())


def test_every_product_and_every_row_of_the_switching_table_names_a_known_source():
    assert {one.source for one in products().values()} <= set(sources())
    assert {row.source for row in switching_table()} <= set(sources())


def test_what_is_quoted_says_from_where_and_from_a_primary_or_secondary_page():
    not_primary = {"ostara", "clinical-rules", "clinical-decisions", "ndtms", "evidence"}
    quoted = [one for one in parameters().values() if one.status is Status.QUOTED]
    assert quoted
    for one in quoted:
        assert one.place.strip(), one.name
        assert one.source not in not_primary, one.name


def test_what_was_read_on_a_secondary_page_says_so():
    secondary = {"nida-methadone-guide", "methadone-qt-summary", "uk-prescribing-code"}
    for one in parameters().values():
        if one.source in secondary and one.status is Status.QUOTED:
            assert one.place.startswith("secondary page"), one.name


def test_every_rule_named_has_the_form_of_a_rule_and_exists():
    named = {(one.name, rule) for one in parameters().values() for rule in one.rules}
    assert len(named) > 100
    for name, rule in named:
        form = re.fullmatch(r"([A-Z]+)-(\d{2})[a-z]?|(Q)(\d{1,2})", rule)
        assert form, f"{name}: {rule}"
        prefix, number = form[1] or form[3], int(form[2] or form[4])
        assert number <= RULES[prefix], f"{name}: {rule}"


def test_names_in_hints_to_other_sources_exist():
    """Places and notes may point at a second source by its id in brackets."""
    for one in parameters().values():
        for id in re.findall(r"\(([a-z0-9]+(?:-[a-z0-9]+)+)\)", f"{one.place} {one.note}"):
            assert id in sources(), f"{one.name}: {id}"
