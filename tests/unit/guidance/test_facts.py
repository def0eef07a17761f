"""Facts: unknown until recorded, refused where they cannot be, and never believed where two records disagree."""

from decimal import Decimal

import pytest

from ostara.guidance.facts import FACTS, Conflict, Facts, facts_from, joined
from ostara.knowledge.refusal import RefusalError


def test_nothing_is_known_until_it_is_recorded():
    assert list(Facts().known()) == []
    assert all(Facts().said(path) is None for path in FACTS)


def test_facts_are_written_and_read_by_their_paths():
    said = {"person.age_years": 44, "order.daily_mg": Decimal("62.5"), "risks.alcohol": False}
    assert dict(facts_from(said).known()) == said


@pytest.mark.parametrize(
    ("path", "value", "reason"),
    [
        ("person.agee_years", 44, "did you mean person.age_years"),
        ("person.age_years", Decimal(44), "is not of the kind int"),
        ("person.age_years", True, "is not of the kind int"),
        ("person.age_years", -1, "is below nought"),
        ("order.daily_mg", Decimal("NaN"), "is not a finite number"),
        ("order.medicine", "heroine", "is none of methadone, buprenorphine"),
    ],
)
def test_a_fact_that_cannot_be_is_refused_without_repeating_it(path, value, reason):
    with pytest.raises(RefusalError, match=reason) as refused:
        facts_from({path: value})
    assert "heroine" not in str(refused.value)


def test_two_records_that_agree_say_more_together():
    together = joined(facts_from({"person.age_years": 44}), facts_from({"risks.alcohol": True, "person.age_years": 44}))
    assert dict(together.known()) == {"person.age_years": 44, "risks.alcohol": True}
    assert together.conflicts == ()


def test_two_records_that_disagree_are_a_conflict_and_neither_is_believed():
    one, other = facts_from({"order.daily_mg": Decimal(60)}), facts_from({"order.daily_mg": Decimal(80)})
    together = joined(one, other)
    assert together.said("order.daily_mg") is None
    assert together.conflicts == (Conflict("order.daily_mg", (Decimal(60), Decimal(80))),)


def test_a_third_record_does_not_settle_a_conflict_by_majority():
    sixty, eighty = facts_from({"order.daily_mg": Decimal(60)}), facts_from({"order.daily_mg": Decimal(80)})
    together = joined(joined(sixty, eighty), sixty)
    assert together.said("order.daily_mg") is None
    assert [conflict.path for conflict in together.conflicts] == ["order.daily_mg"]
