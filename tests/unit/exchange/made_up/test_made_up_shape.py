"""The made-up service looks like a service: sizes of the measures that people will run over it first."""

import pytest

DOSED = """
    SELECT person, course, medicine, form, service, for_day AS day, sum(dose_mg) AS mg
    FROM supplies WHERE outcome IN ('observed', 'collected') GROUP BY ALL
"""


def test_sites_differ_in_size_and_the_smallest_is_tiny(service):
    shares = dict(service.rows("SELECT service, count(DISTINCT person) / 1500 FROM episodes GROUP BY 1"))
    assert len(shares) == 8
    assert shares["Ashbrook"] > 0.2
    assert 0.002 < shares["Hollin Row"] < 0.02


def test_somewhat_more_than_half_of_starts_are_retained_for_24_weeks(service):
    stays = f"""
        SELECT avg((last - first >= 154)::INT) FROM (
            SELECT person, min(day) AS first, max(day) AS last FROM ({DOSED}) WHERE form <> 'depot_monthly'
            GROUP BY person, course QUALIFY row_number() OVER (PARTITION BY person ORDER BY course) = 1)
        WHERE first <= DATE '2021-10-10'
    """
    assert service.one(stays) == pytest.approx(0.6, abs=0.06)


def test_about_half_reach_60_mg_of_methadone(service):
    most = f"""
        SELECT avg((mg >= 60)::INT) FROM (
            SELECT max(mg) AS mg FROM ({DOSED}) WHERE medicine = 'methadone' GROUP BY person)
    """
    assert service.one(most) == pytest.approx(0.53, abs=0.07)


def test_gaps_of_five_days_happen_to_some_and_most_have_none(service):
    gaps = f"""
        SELECT avg(long::INT) FROM (SELECT bool_or(gap > 5) AS long FROM (
            SELECT person, day - lag(day) OVER (PARTITION BY person ORDER BY day) AS gap
            FROM ({DOSED}) WHERE medicine = 'methadone') GROUP BY person)
    """
    assert 0.1 < service.one(gaps) < 0.28


def test_unsafe_steps_are_there_and_rare(service):
    first = f"""
        SELECT avg((mg > 30)::INT) FROM (
            SELECT arg_min(mg, day) AS mg FROM ({DOSED}) WHERE medicine = 'methadone' GROUP BY person)
    """
    assert 0.03 < service.one(first) < 0.1
    rises = """
        SELECT avg((dose_mg - before > 10)::INT) FROM (
            SELECT *, lag(dose_mg) OVER (PARTITION BY course ORDER BY effective_on) AS before FROM orders)
        WHERE kind = 'increase' AND medicine = 'methadone'
    """
    assert 0.01 < service.one(rises) < 0.05
    week = f"""
        SELECT avg((most - least > 30)::INT) FROM (
            SELECT max(mg) AS most, arg_min(mg, day) AS least FROM (
                SELECT *, min(day) OVER (PARTITION BY course) AS first FROM ({DOSED}) WHERE medicine = 'methadone')
            WHERE day < first + 7 GROUP BY course)
    """
    assert 0.01 < service.one(week) < 0.08


def test_positives_fall_after_the_start(service):
    months = dict(
        service.rows("""
            SELECT taken_on - started < 28, avg((result = 'positive')::INT)
            FROM findings ASOF JOIN episodes ON findings.person = episodes.person AND taken_on >= started
            WHERE findings.substance IN ('heroin', 'opioid') AND episodes.substance = 'heroin' GROUP BY 1
        """)
    )
    assert months[True] > 0.65
    assert 0.35 < months[False] < 0.55


def test_contacts_are_mostly_kept(service):
    shares = dict(service.rows("SELECT kind, avg((attendance = 'attended')::INT) FROM contacts GROUP BY 1"))
    assert 0.7 < shares["keywork"] < 0.85
    assert shares["outreach"] < 0.4


def test_some_come_for_help_without_medicine(service):
    share = service.one("""
        SELECT avg(helped::INT) FROM (
            SELECT bool_and(kind = 'psychosocial') AS helped FROM interventions GROUP BY person)
    """)
    assert share == pytest.approx(0.12, abs=0.03)
    assert service.one("SELECT count(DISTINCT medicine || kind) FROM interventions WHERE kind = 'ost_prescribing'") == 2
