"""Signatures: under versions, one below the other, noticed when changed, and never made up for a real service."""

from dataclasses import replace
from datetime import date

import pytest

from ostara.guidance.facts import facts_from
from ostara.guidance.finding import edition, version
from ostara.guidance.rule import Response
from ostara.guidance.rulebook import rulebook
from ostara.guidance.signing import (
    OFFICER,
    made_up_edition,
    read,
    sign,
    signed_versions,
    standing,
    written,
)
from ostara.knowledge.refusal import RefusalError

RULES = [rulebook()[key] for key in ("IND-02.2", "IND-05", "MISS-03")]
FIRST, LATER = date(2026, 12, 1), date(2027, 3, 1)
ONE = sign(RULES, by="Dr A", role="clinical safety officer", on=FIRST, numbers={})
TWO = sign(RULES[:1], by='Dr Ó\'B "B"', role="lead prescriber", on=LATER, numbers={}, after=[ONE])
FILE = "\n".join([written(ONE), written(TWO)])


def test_a_file_reads_back_as_it_was_written():
    assert read(FILE, place="signatures") == (ONE, TWO)
    assert read("", place="signatures") == ()


def test_what_is_signed_speaks_as_it_is_declared():
    signed = signed_versions(read(FILE, place="signatures"))
    assert signed == {version(rule, {}) for rule in RULES}
    found = edition(RULES, on=LATER, signed=signed, numbers={}).ask_one(
        rulebook()["MISS-03"],
        facts_from({"order.medicine": "buprenorphine", "order.form": "sublingual", "gap.days": 3}),
    )
    assert (found.signed, found.response) == (True, Response.STOP)


@pytest.mark.parametrize(
    "changed",
    [
        FILE.replace("Dr A", "Dr B"),
        FILE.replace("2026-12-01", "2026-11-01"),
        FILE.replace("made_up = false", "made_up = true", 1),
        FILE.replace(f'"{version(RULES[1], {})}"', f'"{version(RULES[2], {})}"'),
        FILE.replace(f'"IND-05" = "{version(RULES[1], {})}"\n', ""),
        written(TWO),
        "\n".join([written(TWO), written(ONE)]),
    ],
    ids=["name", "day", "mark", "version", "rule left out", "one above taken away", "turned round"],
)
def test_what_was_changed_afterwards_is_refused_and_named(changed):
    assert changed != FILE
    with pytest.raises(RefusalError, match=r"signatures signature \d: was changed after it was signed, or one above"):
        read(changed, place="signatures")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[[signature", "signatures: is not readable as TOML"),
        ('[[signature]]\nby = "Dr A"\n', "signature 1: does not hold exactly before, by, edition"),
        (FILE.replace("on = 2026-12-01", 'on = "2026-12-01"'), "signature 1: has a name, a role, a day"),
        (FILE.replace(f'"{version(RULES[1], {})}"', "3"), "signature 1: names rules without their versions"),
        ("signature = 3", "signatures: holds something else than signatures"),
    ],
)
def test_what_cannot_be_read_is_refused_and_named(text, reason):
    with pytest.raises(RefusalError, match=reason):
        read(text, place="signatures")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"by": " "}, "does not say who signs"),
        ({"role": ""}, "does not say who signs"),
        ({"rules": []}, "covers no rule"),
        ({"on": date(2026, 11, 30)}, "is of a day before the one above it"),
    ],
)
def test_a_signature_says_who_and_under_what(change, reason):
    usual = {"rules": RULES, "by": "Dr A", "role": "officer", "on": LATER, "numbers": {}, "after": [ONE]}
    with pytest.raises(RefusalError, match=reason):
        sign(**(usual | change))


def test_where_the_rulebook_of_today_stands():
    reworded = replace(RULES[1], message="Said otherwise.")
    now = standing([RULES[0], reworded, rulebook()["TST-02"]], [ONE, TWO], numbers={})
    assert now.signed == ("IND-02.2",)
    assert now.changed == ("IND-05",)
    assert now.unsigned == ("TST-02",)
    assert now.gone == ("MISS-03",)


def test_a_tighter_number_changes_the_version_and_needs_its_own_signature():
    tighter = {"methadone.single_rise_mg": 5}
    assert standing(RULES, [ONE], numbers=tighter).changed == ("IND-05",)
    own = sign(RULES, by="Dr A", role="officer", on=LATER, numbers=tighter, after=[ONE])
    assert standing(RULES, [ONE, own], numbers=tighter).changed == ()


def test_made_up_signatures_count_only_where_they_are_asked_for():
    made_up = sign(RULES, by=OFFICER, role="officer", on=FIRST, numbers={}, made_up=True)
    assert read(written(made_up), place="signatures")[0].made_up
    assert signed_versions([made_up]) == frozenset()
    assert standing(RULES, [made_up], numbers={}).unsigned == tuple(rule.key for rule in RULES)
    assert signed_versions([made_up], made_up_too=True) == {version(rule, {}) for rule in RULES}


def test_the_made_up_service_has_everything_signed():
    whole = made_up_edition(rulebook().values(), on=FIRST)
    assert set(whole.versions.values()) == whole.signed
    assert len(whole.rules) == len(rulebook())
    assert whole.made_up
    assert not edition(RULES, on=FIRST, signed=(), numbers={}).made_up
