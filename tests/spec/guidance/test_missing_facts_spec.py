"""Missing facts where one of several is enough: every combination of yes, no and not recorded.

One harm that is known is enough to speak, whatever is missing. Silence needs every one of them known to be absent.
Anything else cannot be known; a missing fact is neither.
"""

from decimal import Decimal
from itertools import product

import pytest

from ostara.guidance.evaluation import evaluate, missing
from ostara.guidance.facts import facts_from
from ostara.guidance.rulebook import rulebook

METHADONE = {"order.medicine": "methadone", "order.form": "oral_solution"}
BUPRENORPHINE = {"order.medicine": "buprenorphine", "order.form": "sublingual"}
DEPOT = {"order.medicine": "buprenorphine", "order.form": "depot_weekly"}
IMPLANT = {"order.medicine": "buprenorphine", "order.form": "implant"}
STARTS = {"order.starts_treatment": True}


def each(speaks, *paths):
    return dict.fromkeys(paths, (speaks, not speaks))


# The rule, what is known besides, and each fact with the value that alone makes it speak, and the one that does not.
EITHER_OF = [
    (
        "IND-01",
        STARTS | {"assessment.positive_opioid_test": True},
        each(
            False,
            *("assessment.dependence_assessed", "assessment.sober", "assessment.identity_confirmed"),
            *("assessment.other_prescribers_checked", "assessment.consented"),
        ),
    ),
    (
        "IND-03.1",
        METHADONE | STARTS | {"order.daily_mg": Decimal(30)},
        each(True, "risks.alcohol", "risks.benzodiazepine", "risks.gabapentinoid"),
    ),
    (
        "IND-03.2",
        METHADONE | STARTS | {"order.daily_mg": Decimal(30)},
        each(
            True,
            *("risks.reduced_tolerance", "risks.gap_in_use", "risks.released_or_discharged"),
            *("health.lung_disease", "health.liver_disease"),
        )
        | {"person.age_years": (60, 40)},
    ),
    (
        "IND-04",
        METHADONE | {"supply.second_part_dose": True},
        {
            "supply.reassessed_at_peak": (False, True),
            "supply.hours_since_first_part": (1, 3),
            "supply.day_total_mg": (Decimal(50), Decimal(30)),
        },
    ),
    (
        "BUP-09",
        BUPRENORPHINE | STARTS,
        each(False, "assessment.liver_tested", "assessment.hepatitis_status_known"),
    ),
    (
        "CON-01",
        METHADONE | STARTS | {"last_opioid.kind": "buprenorphine_sublingual"},
        {"last_opioid.hours_ago": (10, 30), "order.daily_mg": (Decimal(40), Decimal(20))},
    ),
    ("MED-08.1", DEPOT, each(True, "supply.handed_over", "supply.taken_home")),
    (
        "MED-12",
        IMPLANT,
        each(
            True,
            *("health.keloid", "health.no_mri", "health.severe_liver_disease", "health.severe_lung_disease"),
            "health.opioid_antagonist",
        ),
    ),
    (
        "MED-13",
        {"order.medicine": "diamorphine"},
        each(
            False,
            *("prescription.licence_in_date", "prescription.licence_names_doctor"),
            "prescription.licence_names_premises",
        ),
    ),
    (
        "MED-17.1",
        {"order.medicine": "naltrexone"},
        each(True, "last_opioid.active_prescription", "last_opioid.screen_positive"),
    ),
    (
        "MED-19",
        {"order.medicine": "lofexidine"},
        {"health.systolic_mmhg": (80, 120), "health.diastolic_mmhg": (50, 80), "health.pulse": (45, 70)},
    ),
    (
        "LAI-02",
        DEPOT | {"depot.first_injection": True, "last_opioid.kind": "methadone"},
        {"last_opioid.daily_mg": (Decimal(60), Decimal(30)), "last_opioid.hours_ago": (6, 30)},
    ),
    (
        "LAI-03",
        DEPOT | {"depot.first_injection": True, "depot.had_buprenorphine_before": False},
        {"depot.test_dose_mg": (Decimal(2), Decimal(4)), "depot.observed_minutes": (20, 60)},
    ),
    (
        "LAI-04",
        DEPOT | {"depot.in_first_week": True},
        {
            "depot.week_total_mg": (Decimal(40), Decimal(32)),
            "depot.extras": (3, 2),
            "depot.days_since_extra": (0, 1),
        },
    ),
    (
        "OPT-01",
        METHADONE | {"order.daily_mg": Decimal(40), "course.day": 100},
        {"use.positive_tests": (2, 0), "use.heroin_days": (10, 0), "use.craving_or_withdrawal": (True, False)},
    ),
    (
        "OPT-02",
        BUPRENORPHINE | {"order.daily_mg": Decimal(8), "course.day": 100},
        {"use.positive_tests": (2, 0), "use.heroin_days": (10, 0), "use.craving_or_withdrawal": (True, False)},
    ),
    (
        "OPT-07",
        METHADONE | {"order.daily_mg": Decimal(40)},
        {"course.dropped_out": (True, False), "course.appointments_missed": (2, 1)},
    ),
    (
        "MISS-05.1",
        METHADONE | {"gap.days": 6},
        each(False, "gap.new_induction", "gap.retested", "gap.watched_daily"),
    ),
    (
        "MISS-06",
        {"gap.welfare_checked": False},
        {"gap.days": (7, 2), "gap.separate": (3, 1)},
    ),
    (
        "TOL-01",
        {
            "moves.released_from_prison": True,
            "moves.on_treatment_at_release": True,
            "moves.days_since_release": 1,
        },
        each(False, "moves.last_dose_confirmed", "risks.naloxone_kit"),
    ),
    (
        "TOL-06.1",
        {"moves.days_since_abstinence": 3},
        {"moves.days_abstinent": (5, 0), "moves.left_detox_or_rehab": (True, False)},
    ),
    (
        "SUP-03",
        {"supervision.relaxing": True},
        each(
            False,
            *("supervision.tests_clean_or_fewer", "supervision.compliance_evidence"),
            *("home.stable_housing", "home.locked_storage"),
        )
        | each(True, "home.child_at_risk", "risks.recent_overdose", "risks.recent_self_harm")
        | {"gap.days": (3, 0)}
        | {"course.dose_stable_weeks": (3, 4)},
    ),
    (
        "SUP-05",
        {"supervision.relaxed": True, "supervision.stepped_back": False},
        each(
            True,
            *("supervision.long_gap", "risks.recent_overdose", "supervision.intoxicated_at_pharmacy"),
            *("supervision.diversion", "supervision.new_heavy_use"),
        ),
    ),
    (
        "SUP-07",
        {"supply.taken_home": True, "home.children": True},
        each(False, "home.locked_box_given", "home.storage_advice_given", "home.safeguarding_checked"),
    ),
    (
        "MED-04.2",
        METHADONE | STARTS,
        each(
            True,
            *("health.respiratory_depression", "risks.acute_alcoholism", "health.head_injury"),
            *("health.ileus_risk", "person.in_labour"),
        ),
    ),
    (
        "MED-04.1",
        METHADONE | STARTS | {"health.days_since_mao_inhibitor": 3},
        each(True, "health.acute_asthma", "health.mao_inhibitor"),
    ),
    ("CD-16.1", {}, each(True, "prescription.lost", "prescription.duplicated", "prescription.elsewhere")),
    (
        "CD-16.2",
        {"prescription.marker_looked_into": False},
        each(True, "prescription.lost", "prescription.duplicated", "prescription.elsewhere"),
    ),
    (
        "MON-01",
        METHADONE | {"heart.ecg_ever": False},
        each(
            True,
            *("heart.disease", "heart.electrolyte_problem", "heart.qt_medicine", "health.liver_disease"),
            "medicines.inhibitor",
        )
        | {"order.daily_mg": (Decimal(120), Decimal(60))},
    ),
    (
        "MON-04",
        METHADONE | {"heart.ecg_ever": True, "order.daily_mg": Decimal(60), "heart.months_since_ecg": 2},
        each(True, "heart.qt_medicine_since_ecg", "heart.collapse_since_ecg"),
    ),
    ("MON-05", METHADONE, {"use.cocaine_days": (2, 0), "use.cocaine_found": (True, False)}),
    ("MON-09.1", METHADONE, each(True, "medicines.inducer_started", "medicines.inhibitor_stopped")),
    ("MON-09.2", METHADONE, each(True, "medicines.inhibitor_started", "medicines.inducer_stopped")),
    (
        "MON-10.1",
        METHADONE | {"checks.spirometry_offered": False},
        each(True, "health.lung_disease", "health.acute_asthma", "health.sleep_apnoea"),
    ),
    (
        "MON-10.1",
        METHADONE | {"health.lung_disease": True},
        each(False, "checks.spirometry_offered", "checks.smoking_help_offered"),
    ),
    ("MON-11.1", METHADONE | {"checks.liver_ever": False}, each(True, "bbv.rna_positive", "risks.alcohol")),
    ("MON-18.1", {}, each(False, "asked.self_harm", "asked.domestic_abuse", "asked.child_safety")),
    (
        "MON-18.2",
        {},
        each(False, "asked.self_harm_at_start", "asked.domestic_abuse_at_start", "asked.child_safety_at_start"),
    ),
    (
        "PSI-10.2",
        {"support.mutual_aid_wanted": True},
        each(
            False,
            *("support.mutual_aid_introduced", "support.mutual_aid_first_visit", "support.mutual_aid_followed_up"),
        ),
    ),
    (
        "PSI-14",
        {},
        each(False, *(f"support.{name}" for name in ("housing", "work", "education", "debt", "benefits"))),
    ),
    (
        "BBV-01",
        {"treatment.day": 60},
        each(False, "bbv.hepatitis_b_offered", "bbv.hepatitis_c_offered", "bbv.hiv_offered"),
    ),
    (
        "BBV-02.1",
        {"bbv.rna_positive": False, "bbv.hepatitis_c_tested_ever": False},
        each(True, "bbv.has_injected", "bbv.ongoing_risk"),
    ),
    (
        "BBV-07",
        {"bbv.hepatitis_a_immune": False, "bbv.hepatitis_a_offered": False},
        each(True, "bbv.injects", "bbv.rna_positive"),
    ),
    ("BBV-08.1", {"bbv.injects": True}, each(False, "bbv.needles_offered", "bbv.wounds_checked")),
    (
        "DTX-05",
        {"leaving.detox_starts": True, "leaving.detox_setting": "community", "leaving.inpatient_considered": False},
        each(True, "leaving.detox_failed_before", "leaving.detox_needs_care", "leaving.detox_several"),
    ),
]


@pytest.mark.parametrize(
    ("key", "besides", "factors"), EITHER_OF, ids=[f"{key} {len(factors)}" for key, _, factors in EITHER_OF]
)
def test_every_combination_of_what_is_known(key, besides, factors):
    rule = rulebook()[key]
    for said in product(("harm", "none", "missing"), repeat=len(factors)):
        known = {
            path: values[word == "none"]
            for (path, values), word in zip(factors.items(), said, strict=True)
            if word != "missing"
        }
        facts = facts_from(besides | known)
        expected = True if "harm" in said else None if "missing" in said else False
        assert evaluate(rule.speaks, facts, {}) is expected, said
        assert missing(rule.speaks, facts, {}) == (
            {path for path, word in zip(factors, said, strict=True) if word == "missing"}
            if expected is None
            else frozenset()
        )


EVIDENCE = ("assessment.positive_opioid_test", "assessment.withdrawal_documented", "assessment.other_evidence")
DONE = {
    f"assessment.{name}": True
    for name in ("dependence_assessed", "sober", "identity_confirmed", "other_prescribers_checked", "consented")
}
REASONS = ("order.specialist_plan", "order.micro_induction")
HIGH = BUPRENORPHINE | STARTS | {"last_opioid.kind": "methadone", "last_opioid.daily_mg": Decimal(60)}
LOWER = {"order.starts_treatment": False, "order.previous_daily_mg": Decimal(60), "order.daily_mg": Decimal(50)}


@pytest.mark.parametrize(
    ("key", "besides", "excuses"),
    [
        ("IND-01", STARTS | DONE, EVIDENCE),
        ("BUP-04", HIGH, REASONS),
        ("OPT-04.1", LOWER, ("order.agreed_plan", "order.safety_reason")),
        ("BBV-05.1", {"vaccine.doses": 0}, ("vaccine.immune", "vaccine.declined")),
        ("BBV-07", {"bbv.injects": True}, ("bbv.hepatitis_a_immune", "bbv.hepatitis_a_offered")),
        ("PSI-11.2", {"treatment.day": 100, "plan.made": True}, ("plan.reviewed_ever", "plan.agreed_day_ahead")),
        ("MON-20.1", METHADONE, ("risks.naloxone_kit", "overdose.kit_declined")),
    ],
)
def test_one_of_several_is_enough_to_be_silent(key, besides, excuses):
    """The other trap: with one of them known, nothing is asked; to speak, every one must be known to be absent."""
    for said in product((True, False, None), repeat=len(excuses)):
        facts = facts_from(besides | {path: one for path, one in zip(excuses, said, strict=True) if one is not None})
        expected = False if True in said else None if None in said else True
        assert evaluate(rulebook()[key].speaks, facts, {}) is expected, said
