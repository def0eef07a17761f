"""The alert budget on ordinary acts: what the act itself says is known, and nothing else need be recorded.

Nobody who is stable is interrupted; over a mix of acts there is at most one interruption for each (hazard H5).
"""

from datetime import date
from decimal import Decimal

import pytest

from ostara.guidance.budget import interruptions
from ostara.guidance.facts import facts_from
from ostara.guidance.rule import Moment
from ostara.guidance.rulebook import rulebook
from ostara.guidance.signing import made_up_edition
from ostara.knowledge.parameters import parameter

EDITION = made_up_edition(rulebook().values(), on=date(2026, 12, 1))

# What a form always says of an order, of a prescription, of a supply: the page "facts wanted" calls it the act itself.
ORDER = {
    **{"order.starts_treatment": False, "order.dose_has_unit": True},
    **{"leaving.last_dose": False, "leaving.detox_starts": False, "aftercare.returns": False},
    **{"supervision.relaxing": False, "supervision.steps_down": 0, "supervision.ordered": "collected"},
    **{"gap.days": 0, "gap.unreported_days": 0, "heart.ecg_ever": False},
}
PRESCRIPTION = {
    **{"prescription.on_fp10mda": True, "prescription.days_covered": 14, "prescription.is_repeat": False},
    **{"prescription.instalments_complete": True, "prescription.content_complete": True},
}
SUPPLY = {
    **{"prescription.valid": True, "prescription.first_instalment_given": True, "prescription.signed_days_ago": 3},
    **{"supply.intoxicated": False, "supply.sedated": False, "supply.second_part_dose": False},
    **{"supply.replaces_vomited": False, "supply.taken_home": False, "supply.handed_over": False},
    **{"gap.days": 0, "gap.unreported_days": 0, "moves.discharged_from_hospital": False},
}
METHADONE = {
    **{"order.medicine": "methadone", "order.form": "oral_solution", "order.previous_form": "oral_solution"},
    **{"order.strength_mg_per_ml": Decimal(1), "order.daily_mg": Decimal(60), "order.previous_daily_mg": Decimal(60)},
    "course.day": 400,
}
BUPRENORPHINE = {
    **{"order.medicine": "buprenorphine", "order.form": "sublingual", "order.previous_form": "sublingual"},
    **{"order.with_naloxone": False, "order.route": "under_the_tongue"},
    **{"order.daily_mg": Decimal(16), "order.previous_daily_mg": Decimal(16), "course.day": 400},
}
DEPOT = {
    **{"order.medicine": "buprenorphine", "order.form": "depot_monthly", "order.previous_form": "depot_monthly"},
    **{"order.daily_mg": Decimal(96), "order.previous_daily_mg": Decimal(96), "order.route": "subcutaneous"},
    **{"depot.first_injection": False, "depot.in_first_week": False, "depot.is_top_up": False},
    **{"depot.days_since_last": 28, "course.day": 400, "order.with_naloxone": False},
}
STABLE = {"methadone": METHADONE, "buprenorphine": BUPRENORPHINE, "depot": DEPOT}
ACTS = {Moment.ORDER: ORDER, Moment.PRESCRIPTION: PRESCRIPTION, Moment.SUPPLY: SUPPLY}


def asked(at, *said):
    together = {path: one for part in (ACTS[at], *said) for path, one in part.items()}
    return list(EDITION.ask(facts_from(together), at))


@pytest.mark.parametrize("at", ACTS)
@pytest.mark.parametrize("medicine", STABLE)
def test_nobody_who_is_stable_is_interrupted(medicine, at):
    findings = asked(at, STABLE[medicine])
    assert [finding.rule for finding in findings if finding.interrupts] == []
    assert interruptions(findings) == 0


FIRST = {
    **{"order.starts_treatment": True, "course.day": 1, "supervision.ordered": "supervised"},
    **{f"assessment.{name}": True for name in ("dependence_assessed", "positive_opioid_test", "sober", "consented")},
    **{"assessment.identity_confirmed": True, "assessment.other_prescribers_checked": True},
    **{"last_opioid.kind": "short_acting", "last_opioid.hours_ago": 12},
}
HEALTHY = {
    **{f"risks.{name}": False for name in ("alcohol", "benzodiazepine", "gabapentinoid", "reduced_tolerance")},
    **{f"risks.{name}": False for name in ("gap_in_use", "released_or_discharged", "acute_alcoholism")},
    **{"health.lung_disease": False, "health.liver_disease": False, "person.age_years": 38},
    **{"health.acute_asthma": False, "health.mao_inhibitor": False},
    "person.pregnant": False,
}
NO_DOSE_BEFORE = {path: one for path, one in METHADONE.items() if not path.startswith("order.previous")}
# An act, what is known of it besides, and how often it interrupts.
MIX = [
    ("a first dose, everything done", NO_DOSE_BEFORE | FIRST | HEALTHY | {"order.daily_mg": Decimal(30)}, 0),
    ("a first dose, risks not asked about", NO_DOSE_BEFORE | FIRST | {"order.daily_mg": Decimal(30)}, 1),
    ("a first dose for a drinker", NO_DOSE_BEFORE | FIRST | HEALTHY | {"risks.alcohol": True}, 2),
    ("a small rise", METHADONE | {"order.daily_mg": Decimal(70), "course.days_since_last_rise": 9}, 0),
    ("a rise of twenty", METHADONE | {"order.daily_mg": Decimal(80), "course.days_since_last_rise": 9}, 1),
    (
        "a step of the person's own plan",
        METHADONE
        | {"order.daily_mg": Decimal(57), "order.agreed_plan": True, "leaving.days_since_last_fall": 28}
        | {"person.pregnant": False}
        | {"leaving.as_penalty": False, "leaving.only_for_time": False, "leaving.rests_on_test": False},
        0,
    ),
    (
        "a lower dose without a plan",
        METHADONE
        | {"order.daily_mg": Decimal(55), "order.agreed_plan": False, "order.safety_reason": False}
        | {"leaving.as_penalty": False, "leaving.only_for_time": False, "order.falls_in_window": 1}
        | {"person.pregnant": False},
        1,
    ),
    ("the same dose", METHADONE, 0),
    ("the same tablets", BUPRENORPHINE, 0),
    ("the next injection", DEPOT, 0),
]


@pytest.mark.parametrize(("act", "said", "times"), MIX, ids=[act for act, _, _ in MIX])
def test_how_often_an_act_interrupts(act, said, times):
    findings = asked(Moment.ORDER, said)
    assert interruptions(findings) == times, [finding.rule for finding in findings if finding.interrupts]


def test_a_mix_of_acts_stays_within_the_budget():
    times = [interruptions(asked(Moment.ORDER, said)) for _, said, _ in MIX]
    assert sum(times) <= parameter("alerts.most_per_act").whole * len(times)


def test_were_every_unknown_answer_an_interruption_the_budget_would_not_hold():
    """Why decision 15 is as it is: the rule before it, on the same acts."""
    before = [
        sum(
            finding.answer is not False and rulebook()[finding.rule].response in {"stop", "ask"}
            for finding in asked(Moment.ORDER, said)
        )
        for _, said, _ in MIX
    ]
    assert sum(before) > parameter("alerts.most_per_act").whole * len(before)
