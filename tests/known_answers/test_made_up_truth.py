"""What is planted in the made-up service can be found again by plain sums over its store.

Rates of rare things are turned up and noise (missed days, silent pharmacies, spread between people) is turned off where
a small store would otherwise say little; the ratios under test stay as planted. Each tolerance is about two standard
errors at this size, and far from 1.
"""

import numpy as np
import pytest

from ostara.exchange.made_up.planted import Planted
from tests.made_up import Service, a_service, truth

# Days of courses with medicine, and when each course really ended: the last day with medicine.
COURSES = """
    SELECT person, course, any_value(medicine) AS medicine, any_value(service) AS service,
           min(for_day) AS first, max(for_day) FILTER (outcome <> 'not_collected') AS last
    FROM supplies WHERE form <> 'depot_monthly' GROUP BY ALL
"""
DAYS = f"""
    SELECT supplies.person, course, service, for_day AS day, outcome, sum(dose_mg) AS mg,
           (for_day - first)::INTEGER AS on_course, for_day = last AS is_last
    FROM supplies JOIN (SELECT course, first, last FROM ({COURSES})) USING (course)
    WHERE medicine = 'methadone' AND for_day <= last GROUP BY ALL
"""
DROPPED_OUT = """
    SELECT orders.course FROM orders JOIN interventions
      ON interventions.person = orders.person AND interventions.ended = orders.effective_on - 1
    WHERE orders.kind = 'stop' AND interventions.kind = 'ost_prescribing' AND end_reason = 'dropped_out'
"""


@pytest.fixture(scope="module")
def plain(tmp_path_factory) -> Service:
    """No missed days, no silence, no spread between people, and many overdoses."""
    planted = truth(
        overdose_per_1000_years=100.0,
        missed_runs_per_day=0.0,
        silent_share=0.0,
        inclination_sd=0.0,
        prison_per_year=0.0,
    )
    return a_service(tmp_path_factory.mktemp("plain") / "store", people=4_000, planted=planted)


@pytest.fixture(scope="module")
def erratic(tmp_path_factory) -> Service:
    """Many missed days."""
    planted = truth(missed_runs_per_day=0.08, missed_collecting=1.0, silent_share=0.0)
    return a_service(tmp_path_factory.mktemp("erratic") / "store", people=1_500, planted=planted)


def test_the_manifest_holds_what_was_planted(plain):
    inputs = plain.store.manifest.origin.inputs
    assert {name: inputs[name] for name in plain.planted.as_inputs()} == plain.planted.as_inputs()
    assert inputs["planted.overdose_per_1000_years"] == "100.0"
    assert Planted().as_inputs()["planted.overdose_per_1000_years"] == "2.4"


def test_overdose_deaths_are_eight_times_as_many_in_the_four_weeks_after_stopping(plain):
    # Risk on: settled days of a course. Risk off: the second to the 28th day after the last day with medicine, as a
    # death on the first of them comes before the day's dose.
    ((deaths_on, days_on, deaths_off, days_off),) = plain.rows(f"""
        WITH lives AS (
            SELECT person, first, last, deaths.on AS died, cause,
                   least(last + 28, deaths.on, lead(first) OVER (PARTITION BY person ORDER BY first),
                         DATE '2022-03-31') AS until
            FROM ({COURSES}) LEFT JOIN deaths USING (person))
        SELECT count(*) FILTER (cause = 'overdose' AND died BETWEEN first + 28 AND last + 1),
               sum(greatest(last + 1 - (first + 28), 0)),
               count(*) FILTER (cause = 'overdose' AND died BETWEEN last + 2 AND until),
               sum(greatest(until - (last + 1), 0))
        FROM lives
    """)
    assert deaths_off > 80
    ratio = (deaths_off / days_off) / (deaths_on / days_on)
    assert ratio == pytest.approx(plain.planted.overdose_ratio_first_28_days_off, rel=0.3)
    assert deaths_on / days_on * 365_250 == pytest.approx(100, rel=0.2)


def test_low_doses_make_people_leave_by_the_planted_ratio(plain):
    # Mantel and Haenszel over bands of four weeks on the course, and over the site where people stay less long.
    ratio = plain.one(f"""
        WITH days AS (
            SELECT mg < 60 AS low, on_course // 28 AS band, service = 'Calder Wharf' AS site,
                   (is_last AND course IN ({DROPPED_OUT}))::INT AS leaves
            FROM ({DAYS}) WHERE on_course >= 56),
        bands AS (
            SELECT band, site, count(*) AS n, count(*) FILTER (low) AS n1, count(*) FILTER (NOT low) AS n0,
                   sum(leaves) FILTER (low) AS d1, sum(leaves) FILTER (NOT low) AS d0
            FROM days GROUP BY ALL HAVING count(*) FILTER (low) > 0 AND count(*) FILTER (NOT low) > 0)
        SELECT sum(coalesce(d1, 0) * n0 / n) / sum(coalesce(d0, 0) * n1 / n) FROM bands
    """)
    assert ratio == pytest.approx(plain.planted.low_dose_leave_ratio, rel=0.2)


def test_people_leave_the_poorer_site_by_the_planted_ratio(plain):
    ratio = plain.one(f"""
        WITH days AS (
            SELECT service = '{plain.planted.poor_retention_site}' AS here, on_course // 14 AS band,
                   (is_last AND course IN ({DROPPED_OUT}))::INT AS leaves
            FROM ({DAYS})),
        bands AS (
            SELECT count(*) AS n, count(*) FILTER (here) AS n1, count(*) FILTER (NOT here) AS n0,
                   sum(leaves) FILTER (here) AS d1, sum(leaves) FILTER (NOT here) AS d0
            FROM days GROUP BY band)
        SELECT sum(coalesce(d1, 0) * n0 / n) / sum(coalesce(d0, 0) * n1 / n) FROM bands
    """)
    assert ratio == pytest.approx(plain.planted.poor_retention_ratio, rel=0.2)


def test_offences_in_treatment_are_half_of_those_out_of_it_within_a_person(plain):
    # A conditional estimate: each person is a stratum, so how often somebody offends at all does not matter.
    days = plain.arrays("""
        WITH stays AS (
            SELECT person, started, coalesce(ended, DATE '2022-03-31') AS ended FROM episodes
            WHERE end_reason IS DISTINCT FROM 'died'),
        known AS (
            SELECT person, (least(coalesce(deaths.on, DATE '2022-04-01'), DATE '2022-04-01') - first_day)::INT AS days
            FROM people LEFT JOIN deaths USING (person) WHERE deaths.on IS NULL),
        treated AS (SELECT person, sum(ended - started + 1)::INT AS days FROM stays GROUP BY person),
        crimes AS (
            SELECT offences.person, count(*) AS offences, count(DISTINCT offence) FILTER (started IS NOT NULL) AS inside
            FROM offences LEFT JOIN stays ON stays.person = offences.person AND offences.on BETWEEN started AND ended
            GROUP BY offences.person)
        SELECT treated.days AS inside_days, known.days - treated.days AS outside_days,
               inside, offences - inside AS outside
        FROM known JOIN treated USING (person) JOIN crimes USING (person)
    """)
    total = days["inside_days"] + days["outside_days"]
    inside = (days["inside"] * days["outside_days"] / total).sum()
    outside = (days["outside"] * days["inside_days"] / total).sum()
    assert inside / outside == pytest.approx(plain.planted.offence_ratio_in_treatment, abs=0.06)


def test_sites_test_as_often_as_planted(plain):
    found = dict(
        plain.rows("""
            WITH attended AS (
                SELECT service, count(*) AS days FROM (
                    SELECT DISTINCT person, service, for_day FROM supplies
                    WHERE form <> 'depot_monthly' AND outcome IN ('observed', 'collected')) GROUP BY service),
            taken AS (
                SELECT specimens.service, count(*) AS specimens FROM specimens
                SEMI JOIN (SELECT person, for_day FROM supplies WHERE form <> 'depot_monthly') given
                  ON given.person = specimens.person AND given.for_day = taken_on
                ANTI JOIN episodes ON episodes.person = specimens.person AND episodes.started = taken_on
                GROUP BY service)
            SELECT service, coalesce(specimens, 0) * 28 / days FROM attended LEFT JOIN taken USING (service)
        """)
    )
    for site in plain.planted.sites:
        if site.share > 0.02:
            assert found[site.name] == pytest.approx(site.tests_per_28_days, rel=0.15), site.name
    assert min(found, key=found.get) == plain.planted.hardly_tests_site


def test_odds_of_a_positive_test_fall_with_the_dose_as_planted(plain):
    tests = plain.arrays(f"""
        WITH days AS (SELECT * FROM ({DAYS}) WHERE outcome IN ('observed', 'collected'))
        SELECT least(today.mg, 80)::DOUBLE AS mg, (result = 'positive')::INT AS positive
        FROM findings JOIN days today ON today.person = findings.person AND today.day = taken_on
        JOIN days before ON before.course = today.course AND before.day = today.day - 2 AND before.mg = today.mg
        WHERE substance IN ('heroin', 'opioid') AND result <> 'unclear'
    """)
    level, slope = _logistic((tests["mg"] - 30) / 10, tests["positive"])
    assert np.exp(level) == pytest.approx(plain.planted.opioid_odds_at_30_mg, rel=0.12)
    assert np.exp(slope) == pytest.approx(plain.planted.opioid_odds_ratio_per_10_mg, abs=0.03)


def _logistic(x, y, steps=12):
    design = np.column_stack([np.ones_like(x), x])
    beta = np.zeros(2)
    for _ in range(steps):
        expected = 1 / (1 + np.exp(-design @ beta))
        weighted = design * (expected * (1 - expected))[:, None]
        beta += np.linalg.solve(weighted.T @ design, design.T @ (y - expected))
    return beta


def test_restarts_at_the_full_dose_are_as_many_as_planted_and_twice_at_one_site(erratic):
    share = dict(
        erratic.rows(f"""
            SELECT service = '{erratic.planted.full_dose_restart_site}', avg((mg >= before)::INT) FROM (
                SELECT service, mg, day - lag(day) OVER steps - 1 AS gap, lag(mg) OVER steps AS before
                FROM ({DAYS}) WHERE outcome IN ('observed', 'collected')
                WINDOW steps AS (PARTITION BY course ORDER BY day))
            WHERE gap >= 5 AND before > 30 GROUP BY 1
        """)
    )
    planted = erratic.planted.full_dose_restart_share
    assert share[False] == pytest.approx(planted, abs=0.06)
    assert share[True] == pytest.approx(planted * erratic.planted.full_dose_restart_site_ratio, abs=0.12)


def test_careful_restarts_are_at_30_mg_or_less_and_signed_as_such(erratic):
    restarts = erratic.rows("""
        SELECT dose_mg <= 30, count(*) FROM (
            SELECT *, lag(dose_mg) OVER (PARTITION BY course ORDER BY effective_on) AS before FROM orders
            WHERE medicine = 'methadone')
        WHERE kind = 'restart' AND dose_mg < before GROUP BY 1
    """)
    assert [careful for careful, _ in restarts] == [True]


def test_missed_runs_are_as_long_as_planted(erratic):
    lengths = dict(
        erratic.rows(f"""
            SELECT least(gap, 5), count(*) / sum(count(*)) OVER () FROM (
                SELECT day - lag(day) OVER (PARTITION BY course ORDER BY day) - 1 AS gap
                FROM ({DAYS}) WHERE outcome IN ('observed', 'collected'))
            WHERE gap > 0 GROUP BY 1
        """)
    )
    for days, planted in enumerate(erratic.planted.missed_lengths, start=1):
        assert lengths[days] == pytest.approx(planted, abs=0.015), days


def test_shares_of_fast_starts_and_high_doses_are_as_planted(plain):
    starts = plain.one("SELECT avg((dose_mg > 30)::INT) FROM orders WHERE kind = 'start' AND medicine = 'methadone'")
    assert starts == pytest.approx(plain.planted.high_start_share, abs=0.015)
    methadone = plain.one("SELECT avg((medicine = 'methadone')::INT) FROM orders WHERE kind = 'start'")
    assert methadone == pytest.approx(plain.planted.methadone_share, abs=0.03)
    kept = plain.one("SELECT avg((attendance = 'attended')::INT) FROM contacts WHERE kind = 'group'")
    assert kept == pytest.approx(plain.planted.attendance, abs=0.03)
