"""Every awkward case that the national figures have to settle is there."""

import pytest

from ostara.exchange.made_up_nation.planted import Planted
from ostara.knowledge.parameters import parameter
from tests.unit.exchange.made_up_nation.chained import CHAINED, JOURNEYS

GAPS = f"""{JOURNEYS}, gaps AS (
    SELECT *, lag(ended) OVER (PARTITION BY person ORDER BY started) AS gone FROM journeys)"""


def test_the_planted_edges_are_those_of_the_national_windows():
    planted = Planted()
    assert planted.joined_days == parameter("national.journey_gap_days").whole
    assert planted.return_months == parameter("national.return_months").whole
    assert planted.continuity_days == parameter("national.continuity_days").whole


def test_episodes_are_joined_on_the_last_day_and_apart_on_the_next(nation):
    joined = f"{CHAINED} SELECT count(*) FROM numbered WHERE started = until + 21"
    assert nation.one(joined) > 10
    assert nation.one(f"{GAPS} SELECT count(*) FROM gaps WHERE started = gone + 22") > 10


def test_episodes_overlap_at_several_services_and_never_at_one(nation):
    overlaps = """
        SELECT count(*) FILTER (one.service <> other.service), count(*) FILTER (one.service = other.service)
        FROM episodes AS one JOIN episodes AS other
            ON one.person = other.person AND one.episode < other.episode
            AND other.started < coalesce(one.ended, DATE '2100-01-01')
    """
    ((several, same),) = nation.rows(overlaps)
    assert several > 300
    assert same == 0


@pytest.mark.parametrize(
    ("first", "second"), [("completed", "dropped_out"), ("dropped_out", "transferred"), ("completed", "completed")]
)
def test_episodes_end_together_with_reasons_that_differ_or_not(nation, first, second):
    together = f"""
        SELECT count(*) FROM episodes AS one JOIN episodes AS other USING (person, ended)
        WHERE one.episode <> other.episode AND one.end_reason = '{first}' AND other.end_reason = '{second}'
    """
    assert nation.one(together) > 5


def test_old_codes_are_used_in_early_years_only(nation):
    old = "SELECT count(DISTINCT discharge_code), max(ended)::VARCHAR FROM episodes WHERE discharge_code {}"
    for codes, at_least in (("BETWEEN '15' AND '28'", 10), ("BETWEEN '90' AND '97'", 6)):
        ((different, last),) = nation.rows(old.format(codes))
        assert different >= at_least
        assert last < "2017-04-01"


def test_some_leave_without_a_reason_and_some_go_on(nation):
    assert nation.one("SELECT avg((discharge_code IS NULL)::INT) FROM episodes WHERE ended IS NOT NULL") < 0.05
    unsaid = "SELECT count(*) FROM episodes WHERE ended IS NOT NULL AND discharge_code IS NULL"
    assert nation.one(f"{unsaid} AND end_reason = 'unknown'") == nation.one(unsaid) > 50
    assert nation.one("SELECT count(*) FROM episodes WHERE ended IS NULL AND end_reason IS NULL") > 300
    assert nation.one("SELECT count(*) FROM episodes WHERE ended IS NULL AND discharge_code IS NOT NULL") == 0


def test_people_come_back_on_the_edges_of_six_months(nation):
    august = f"""{GAPS} SELECT list(DISTINCT strftime(started, '%m-%d')) FROM gaps
        WHERE strftime(gone, '%m-%d') = '08-31' AND year(started) = year(gone) + 1
            AND strftime(started, '%m-%d') BETWEEN '02-27' AND '02-28'"""
    assert set(nation.one(august)) == {"02-27", "02-28"}


def test_people_start_within_on_and_after_21_days_of_release_or_not_at_all(nation):
    starts = """
        SELECT days, count(*) FROM (
            SELECT (SELECT min(started) FROM episodes
                WHERE episodes.person = custody.person AND started >= to_day) - to_day AS days
            FROM custody WHERE to_day < DATE '2022-01-01') GROUP BY 1
    """
    found = dict(nation.rows(starts))
    assert min(found[21], found[22]) > 0
    assert sum(found.get(days, 0) for days in range(21)) > 50
    assert found[None] > 20
    referred = dict(
        nation.rows("SELECT referred_on_release, count(*) FROM custody WHERE to_day IS NOT NULL GROUP BY 1")
    )
    assert min(referred[True], referred[False], referred[None]) > 10


def test_reviews_have_gaps_zeros_and_change_both_ways(nation):
    unanswered = nation.one("SELECT avg((heroin_days IS NULL)::INT) FROM reviews")
    assert unanswered == pytest.approx(1 / 32 + 1 / 64, abs=0.01)
    change = """
        SELECT count(*) FILTER (first = 0), count(*) FILTER (last = 0 AND first > 0),
            count(*) FILTER (last BETWEEN 1 AND first - 13), count(*) FILTER (last >= first + 9), count(*)
        FROM (SELECT arg_min(heroin_days, reviewed_on) AS first, arg_max(heroin_days, reviewed_on) AS last
            FROM reviews JOIN episodes USING (episode) WHERE national_substance_1 = '1011'
            GROUP BY episode HAVING count(*) > 1)
    """
    ((none, stopped, better, worse, everybody),) = nation.rows(change)
    assert 0.05 < none / everybody < 0.25
    assert 0.2 < stopped / everybody < 0.6
    assert min(better, worse) > 30


def test_some_complete_with_an_acute_housing_problem(nation):
    """More of those who came with a home than would say so at another review."""
    acute = """
        SELECT avg(acute_housing_problem::INT) FROM reviews JOIN episodes USING (episode)
            JOIN presentations USING (episode)
        WHERE stage = 'exit' AND end_reason = 'completed' AND accommodation = '3'
    """
    assert nation.one(acute) == pytest.approx(12 / 256, abs=0.012)
