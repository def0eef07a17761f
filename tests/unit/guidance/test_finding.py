"""What a finding says: the answer, what follows from it, which version of the rule, on which facts."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ostara.guidance.condition import amount, holds, number
from ostara.guidance.facts import facts_from, joined
from ostara.guidance.finding import edition, version
from ostara.guidance.rule import Moment, Response, Role, with_numbers
from ostara.guidance.rulebook import rulebook
from ostara.knowledge.parameters import Status
from ostara.knowledge.refusal import RefusalError

FIRST_DOSE = rulebook()["IND-02.2"]
HIGH = facts_from(
    {
        **{"order.medicine": "methadone", "order.form": "oral_solution"},
        **{"order.starts_treatment": True, "order.daily_mg": Decimal(35)},
    }
)


def found(rule, facts, *, is_signed=True):
    signed = {version(rule, {})} if is_signed else set()
    return edition([rule], on=date(2026, 12, 1), signed=signed, numbers={}).ask_one(rule, facts)


def test_a_signed_rule_speaks_as_it_is_declared_and_says_what_it_saw():
    finding = found(FIRST_DOSE, HIGH)
    assert (finding.answer, finding.response, finding.interrupts) == (True, Response.ASK, True)
    assert finding.message == "The first dose is above the usual 30 mg."
    assert dict(finding.seen) == dict(HIGH.known())
    assert finding.missing == ()


def test_an_unsigned_rule_only_tells_and_says_so():
    finding = found(FIRST_DOSE, HIGH, is_signed=False)
    assert (finding.answer, finding.response, finding.interrupts) == (True, Response.TELL, False)
    assert finding.message.endswith("(not signed off here)")


def test_a_stop_that_is_law_holds_unsigned():
    finding = found(rulebook()["MISS-00.2"], facts_from({"prescription.valid": False}), is_signed=False)
    assert finding.response is Response.STOP
    assert "not signed off" not in finding.message


def test_a_stop_that_is_not_law_does_not_hold_unsigned():
    facts = facts_from({"order.medicine": "buprenorphine", "order.form": "sublingual", "order.daily_mg": Decimal(40)})
    assert found(rulebook()["MED-05.2"], facts).response is Response.STOP
    assert found(rulebook()["MED-05.2"], facts, is_signed=False).response is Response.TELL


def test_a_silent_rule_leads_to_nothing():
    silent = found(rulebook()["IND-02.3"], HIGH)
    assert (silent.answer, silent.response, silent.message) == (False, None, "")


@pytest.mark.parametrize(
    ("key", "said", "response"),
    [
        ("MISS-00.2", {}, Response.STOP),
        ("MISS-00.1", {}, Response.ASK),  # could kill
        ("MED-04.2", {"order.medicine": "methadone"}, Response.TELL),  # asks, but not about what could kill
        ("IND-13", {}, Response.TELL),  # no task about something that may not be so
    ],
)
def test_unknown_is_not_no_and_holds_up_only_a_stop_or_what_could_kill(key, said, response):
    finding = found(rulebook()[key], facts_from(said))
    assert (finding.answer, finding.response) == (None, response)
    assert finding.message.startswith("Not known: ")
    assert finding.missing
    assert rulebook()[key].holds_unknown is (response in {Response.STOP, Response.ASK})


def test_facts_that_contradict_each_other_are_said():
    other = facts_from({"order.daily_mg": Decimal(25), "person.age_years": 50})
    finding = found(FIRST_DOSE, joined(joined(HIGH, other), facts_from({"person.age_years": 51})))
    assert finding.answer is None
    assert [conflict.path for conflict in finding.conflicts] == ["order.daily_mg"]  # age is not asked for here


def test_an_unverified_number_says_so_where_it_stands():
    facts = joined(HIGH, facts_from({"risks.reduced_tolerance": True}))
    finding = found(rulebook()["IND-03.2"], facts)
    assert finding.unverified
    assert "20 mg (unverified)" in finding.message


def test_a_signature_covers_the_words_the_numbers_and_nothing_less():
    signed = version(FIRST_DOSE, {})
    assert version(FIRST_DOSE, {}) == signed
    assert version(replace(FIRST_DOSE, message="Otherwise said."), {}) != signed
    assert version(replace(FIRST_DOSE, roles=(Role.SPECIALIST,)), {}) != signed
    assert version(FIRST_DOSE, {"methadone.first_dose_high_mg": 25}) != signed
    assert version(FIRST_DOSE, {"methadone.maoi_days": 20}) == signed  # another rule's number


def test_only_rules_in_force_are_asked_and_only_in_their_kind_of_work():
    ended = replace(FIRST_DOSE, until=date(2027, 1, 31))
    last, after = (edition([ended], on=on, signed=(), numbers={}) for on in (date(2027, 1, 31), date(2027, 2, 1)))
    assert [finding.rule for finding in last.ask(HIGH, Moment.ORDER)] == ["IND-02.2"]
    assert list(last.ask(HIGH, Moment.SUPPLY)) == []
    assert list(after.ask(HIGH, Moment.ORDER)) == []


def test_a_tighter_number_needs_its_own_signature():
    tighter = {"methadone.first_dose_high_mg": 25}
    on, signed = date(2026, 12, 1), {version(FIRST_DOSE, {})}
    assert edition([FIRST_DOSE], on=on, signed=signed, numbers={}).ask_one(FIRST_DOSE, HIGH).signed
    finding = edition([FIRST_DOSE], on=on, signed=signed, numbers=tighter).ask_one(FIRST_DOSE, HIGH)
    assert (finding.signed, finding.response) == (False, Response.TELL)
    assert "usual 25 mg" in finding.message


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"response": Response.STOP, "roles": (), "status": Status.UNVERIFIED}, "rests on something unverified"),
        (
            {"response": Response.STOP, "roles": (), "speaks": amount("gap.days") > number("missed_days.reinduct")},
            "rests on something unverified",
        ),
        ({"always": True}, "is not a stop"),
        ({"roles": ()}, "names no|none where somebody has to"),
        ({"response": Response.TELL}, "names roles where nobody answers"),
        ({"hazards": ()}, "names no hazard"),
        ({"source": "somebody"}, "is not in sources.toml"),
        ({"message": "Above {methadone.nonsense}."}, "does not exist"),
    ],
)
def test_a_declaration_that_does_not_hold_together_cannot_be_made(change, reason):
    usual = {"speaks": holds("risks.alcohol"), "message": "Plain words."}
    with pytest.raises(RefusalError, match=reason):
        replace(FIRST_DOSE, **(usual | change))


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("{methadone.first_dose_high_mg}", "30 mg"),
        ("{tolerance.continuity_working_days}", "1 working day (unverified)"),
        ("{rewards.tests_a_week_later}", "1 test a week"),
        ("by {buprenorphine.adequate_by_day}", "by day 7 (unverified)"),
        ("{depot.monthly_late_week}", "week 5 (unverified)"),
        ("{methadone.missed_restart_share}", "50% of the usual dose (unverified)"),
    ],
)
def test_numbers_are_said_as_people_say_them(message, said):
    assert with_numbers(message, {}) == said
