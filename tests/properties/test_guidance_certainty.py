"""Consistent new facts never make an answer less certain; contradicting ones never make it more so."""

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from ostara.guidance.evaluation import evaluate, missing
from ostara.guidance.facts import FACTS, facts_from, joined
from ostara.guidance.finding import edition
from ostara.guidance.rulebook import rulebook

RULES = sorted(rulebook().values(), key=lambda rule: rule.key)
enough = settings(max_examples=150)
EDITION = edition(RULES, on=date(2026, 12, 1), signed=(), numbers={})


def values_of(path):
    """Values near the thresholds of the field, so that answers differ."""
    known = FACTS[path]
    if known.kind is bool:
        return st.booleans()
    if known.words:
        return st.sampled_from(known.words)
    if known.kind is int:
        return st.integers(0, 100)
    return st.decimals(0, 200, places=1, allow_nan=False, allow_infinity=False).map(Decimal)


@st.composite
def a_rule_and_facts(draw):
    """A rule, every fact that it asks for, and some of them: what is recorded so far."""
    rule = draw(st.sampled_from(RULES))
    whole = {path: draw(values_of(path)) for path in rule.facts}
    recorded = draw(st.sets(st.sampled_from(rule.facts)))
    return rule, whole, {path: whole[path] for path in recorded}


@enough
@given(a_rule_and_facts(), st.data())
def test_a_known_answer_stays_whatever_else_becomes_known(drawn, data):
    rule, whole, recorded = drawn
    before = evaluate(rule.speaks, facts_from(recorded), {})
    more = data.draw(st.sets(st.sampled_from(rule.facts)))
    after = evaluate(rule.speaks, joined(facts_from(recorded), facts_from({path: whole[path] for path in more})), {})
    if before is not None:
        assert after is before


@enough
@given(a_rule_and_facts())
def test_with_every_fact_known_every_rule_answers(drawn):
    rule, whole, recorded = drawn
    assert evaluate(rule.speaks, facts_from(whole), {}) is not None
    if evaluate(rule.speaks, facts_from(recorded), {}) is None:
        assert missing(rule.speaks, facts_from(recorded), {}) <= whole.keys() - recorded.keys()


@enough
@given(a_rule_and_facts())
def test_what_is_said_to_be_missing_is_enough_to_answer(drawn):
    """Once everything that was named is recorded, the answer is known."""
    rule, whole, recorded = drawn
    named = missing(rule.speaks, facts_from(recorded), {})
    assert evaluate(rule.speaks, facts_from(recorded | {path: whole[path] for path in named}), {}) is not None


@enough
@given(a_rule_and_facts(), st.data())
def test_a_contradiction_is_reported_and_leaves_the_answer_known_only_where_it_does_not_matter(drawn, data):
    rule, whole, _ = drawn
    path = data.draw(st.sampled_from(rule.facts))
    other = data.draw(values_of(path).filter(lambda value: value != whole[path]))
    finding = EDITION.ask_one(rule, joined(facts_from(whole), facts_from({path: other})))
    assert [conflict.path for conflict in finding.conflicts] == [path]
    if finding.answer is not None:
        assert evaluate(rule.speaks, facts_from(whole), {}) is finding.answer
        assert evaluate(rule.speaks, facts_from(whole | {path: other}), {}) is finding.answer


@enough
@given(a_rule_and_facts())
def test_what_speaks_is_what_each_rule_answers_without_the_noes(drawn):
    _, _, recorded = drawn
    facts = facts_from(recorded)
    one_by_one = [found for rule in RULES if (found := EDITION.ask_one(rule, facts)).response is not None]
    assert list(EDITION.speaking([rule.key for rule in RULES], facts)) == one_by_one
