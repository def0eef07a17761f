"""The rulebook is whole: every rule of the reference is encoded or listed with its reason, and hazards agree."""

import re
import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ostara.guidance.condition import Compare, OneOf, inside_of
from ostara.guidance.facts import FACTS
from ostara.guidance.rule import Response, with_numbers
from ostara.guidance.rulebook import SUBJECTS, asked_at, not_encoded, rulebook
from ostara.knowledge.codes import code_list
from ostara.knowledge.parameters import parameter

ROOT = Path(__file__).parents[3]
HAZARDS = tomllib.loads((ROOT / "safety/hazards.toml").read_text())
RULES = rulebook().values()
# The index of the reference: its tables of rules, and the numbers that each begins and ends with.
REFERENCE = {
    **{"MED": (1, 20), "LAI": (1, 9), "IND": (1, 14), "BUP": (1, 11), "CON": (1, 6), "OPT": (1, 7)},
    **{"MISS": (0, 8), "TOL": (1, 7), "SUP": (1, 9), "CD": (1, 16), "TST": (1, 10), "MON": (1, 21)},
    **{"PSI": (1, 15), "BBV": (1, 8), "DTX": (1, 16), "HAT": (1, 22)},
}


def ids_of_the_reference():
    yield "CD-08b"
    for prefix, (first, last) in REFERENCE.items():
        yield from (f"{prefix}-{number:02}" for number in range(first, last + 1))


def test_every_rule_of_the_reference_is_encoded_or_listed_and_none_is_both():
    encoded = {rule.id for rule in RULES}
    listed = [row.id for row in not_encoded()]
    assert len(listed) == len(set(listed))
    assert not encoded & set(listed)
    assert encoded | set(listed) == set(ids_of_the_reference())
    assert len(encoded) + len(listed) == 201


def test_a_reason_that_sends_to_another_rule_sends_to_one_that_is_encoded():
    encoded = {rule.id for rule in RULES}
    for row in not_encoded():
        if row.reason.startswith("asked by"):
            sent_to = set(re.findall(r"[A-Z]+-\d{2}", row.reason))
            assert sent_to, row.id
            assert sent_to <= encoded, row.id


def test_rules_name_hazards_of_the_log_and_the_log_names_them_back():
    named = {hazard: {rule.key for rule in RULES if hazard in rule.hazards} for hazard in HAZARDS}
    assert {hazard: set(entry["rules"]) for hazard, entry in HAZARDS.items()} == named
    assert {hazard for rule in RULES for hazard in rule.hazards} <= set(HAZARDS)


@pytest.mark.parametrize("hazard", HAZARDS)
def test_a_hazard_says_what_it_is_and_what_stands_against_it_besides_rules(hazard):
    entry = HAZARDS[hazard]
    assert set(entry) == {"hazard", "origin", "rules", "besides"}
    assert entry["hazard"] and entry["besides"]
    assert entry["origin"] in {"reference", "ostara"}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_a_number_names_the_rules_that_rest_on_it(rule):
    for name in rule.parameters:
        assert rule.id in parameter(name).rules, name


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_what_is_said_to_people_is_whole(rule):
    assert rule.question.endswith("?")
    said = with_numbers(rule.message, {})
    assert said.endswith((".", "?"))
    assert "{" not in said
    assert rule.unverified or "(unverified)" not in said
    assert rule.since < rule.review_by
    assert not re.search(r"\b(addict|(?<!domestic )abuse|patient|client)", f"{rule.question} {said}", re.I)


def conditions(condition):
    yield condition
    for inside in inside_of(condition):
        yield from conditions(inside)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_no_rule_holds_a_number_of_its_own(rule):
    """Amounts are facts, parameters and nought; a list of amounts holds strengths in which a product is made."""
    for condition in conditions(rule.speaks):
        if isinstance(condition, OneOf) and isinstance(condition.values[0], Decimal):
            assert rule.id == "MED-09"
        if isinstance(condition, Compare):
            assert condition.how in {"<", "<=", ">", ">="}
    assert not re.search(r"(?<![\w.{])\d", re.sub(r"\{[^}]*\}|day \d|FP10MDA|schedule 2 or 3", "", rule.message))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_a_rule_never_suggests_a_dose(rule):
    assert not re.search(r"\b(give|increase to|reduce to|start with|raise to)\b[^.]*\{", rule.message, re.I)


def test_every_rule_belongs_to_one_subject_and_one_kind_of_work():
    assert sum(map(len, SUBJECTS.values())) == len(RULES)
    assert {rule.key for rule in RULES} == {
        rule.key for moment in {one.at for one in RULES} for rule in asked_at(moment)
    }


def test_every_fact_is_asked_for_by_some_rule():
    assert set(FACTS) == {path for rule in RULES for path in rule.facts}


def test_what_always_holds_is_law_or_plain_arithmetic():
    always = {rule.key for rule in RULES if rule.always}
    assert always == {
        *("MED-03", "MED-08.1", "MED-13", "MISS-00.2"),
        *("CD-01", "CD-02", "CD-03", "CD-04", "CD-05", "CD-07"),
    }
    assert all(rule.response is Response.STOP for rule in RULES if rule.always)


def test_words_of_facts_are_those_of_the_code_lists():
    assert set(FACTS["order.medicine"].words) == set(code_list("medicine"))
    assert set(FACTS["supervision.ordered"].words) == set(code_list("supervision"))


def test_the_first_edition_is_in_force_from_its_day():
    assert not any(rule.in_force(date(2026, 11, 21)) for rule in RULES)
    assert all(rule.in_force(date(2026, 11, 22)) for rule in RULES)
