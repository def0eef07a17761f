"""Tables of cases: read as a person writes them, refused with their place, and run by the rulebook itself."""

from dataclasses import replace
from decimal import Decimal

import pytest

from ostara.guidance.condition import holds
from ostara.guidance.rulebook import rulebook
from ostara.guidance.specs.reading import Passed, cases, cases_in, passed
from ostara.knowledge.refusal import RefusalError

TABLE = """
[[table]]
rule = "IND-05"
about = "one rise"
given = "order.medicine methadone; order.form oral_solution; order.starts_treatment no"
cases = \"\"\"
order.previous_daily_mg | order.daily_mg | answer
30 | 41.5 | speaks
?  | 41   | unknown
\"\"\"
"""


def test_a_table_is_read_as_it_stands():
    first, second = cases_in(TABLE, place="titration")
    assert (first.rule, first.answer, first.place) == ("IND-05", True, "titration IND-05: 30 | 41.5 | speaks")
    assert first.said == {
        **{"order.medicine": "methadone", "order.form": "oral_solution", "order.starts_treatment": False},
        **{"order.previous_daily_mg": Decimal(30), "order.daily_mg": Decimal("41.5")},
    }
    assert second.answer is None
    assert "order.previous_daily_mg" not in second.said
    assert second.facts.said("order.daily_mg") == Decimal(41)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (("| speaks", "| shouts"), "IND-05: 30 | 41.5 | shouts: does not fit the headings, or ends in another word"),
        (("30 | 41.5 |", "30 |"), "IND-05: 30 | speaks: does not fit the headings"),
        (("41.5", "much"), "says 'much' of order.daily_mg, which is Decimal"),
        (
            ("starts_treatment no", "starts_treatment perhaps"),
            "says 'perhaps' of order.starts_treatment, which is bool",
        ),
        (("order.form oral_solution", "order.form"), "IND-05: gives 'order.form', which is not a fact and a value"),
        (("order.form oral_solution", "order.shape round"), "fact order.shape: is not declared"),
        (("oral_solution", "soup"), "fact order.form: is none of"),
        (("| answer", "| says"), "IND-05: has no last column 'answer'"),
        (('about = "one rise"\n', ""), "titration: has a table that does not hold exactly about, cases, given, rule"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(change, reason):
    table = TABLE.replace(*change)
    assert table != TABLE
    with pytest.raises(RefusalError) as refused:
        list(cases_in(table, place="titration"))
    assert reason in str(refused.value)


def test_every_case_is_of_a_rule_that_is_asked():
    assert {case.rule for case in cases()} == set(rulebook())


@pytest.mark.parametrize("key", rulebook())
def test_the_rulebook_passes_its_own_cases(key):
    found = passed(rulebook()[key])
    assert found.passed == found.cases >= 3


def test_a_rule_that_does_not_answer_as_its_cases_say_is_counted_as_it_is():
    turned = replace(rulebook()["MON-15"], speaks=~holds("supply.sedated"))
    assert passed(turned) == Passed(cases=3, passed=1)  # what is not known stays unknown
    assert passed(replace(turned, id="MON-99")) == Passed(cases=0, passed=0)
