"""How often one act interrupts, and what is not known, said once."""

from datetime import date
from decimal import Decimal

from ostara.guidance.budget import interruptions, not_known
from ostara.guidance.facts import facts_from
from ostara.guidance.rule import Moment
from ostara.guidance.rulebook import rulebook
from ostara.guidance.signing import made_up_edition

EDITION = made_up_edition(rulebook().values(), on=date(2026, 12, 1))
START = {
    **{"order.medicine": "methadone", "order.form": "oral_solution", "order.starts_treatment": True},
    **{"leaving.last_dose": False, "leaving.detox_starts": False, "aftercare.returns": False},
    **{"order.daily_mg": Decimal(45), "course.day": 1, "supervision.ordered": "supervised", "gap.days": 0},
}


def asked(said, at=Moment.ORDER):
    return list(EDITION.ask(facts_from(START | said), at))


def test_each_rule_that_is_known_to_speak_interrupts_and_all_that_is_unknown_once():
    findings = asked({})
    holding = [finding for finding in findings if finding.interrupts]
    known = [finding.rule for finding in holding if finding.answer]
    assert known == ["IND-02.3"]
    assert {"IND-01", "IND-03.1", "IND-03.2"} <= {finding.rule for finding in holding if finding.answer is None}
    assert interruptions(findings) == len(known) + 1


def test_nothing_that_holds_the_work_up_is_no_interruption():
    assert interruptions([]) == 0
    told = [finding for finding in asked({}) if not finding.interrupts]
    assert told and interruptions(told) == 0


def test_what_is_missing_is_said_once_with_every_rule_that_waits_for_it():
    findings = asked({})
    missing = not_known(findings)
    paths = [one.path for one in missing]
    assert len(paths) == len(set(paths))
    assert set(paths) == {path for finding in findings for path in finding.missing}
    (alcohol,) = (one for one in missing if one.path == "risks.alcohol")
    assert alcohol.rules == ("IND-03.1",)
    assert alcohol.meaning == "drinks in a risky way"


def test_what_holds_the_work_up_comes_first():
    order = [one.interrupts for one in not_known(asked({}))]
    assert order == sorted(order, reverse=True)
    assert {True, False} == set(order)
