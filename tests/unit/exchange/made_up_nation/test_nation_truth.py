"""What is planted in the nation is found again in what was made, like compared with like."""

from dataclasses import replace

import numpy as np
import pytest

from ostara.exchange.made_up_nation.births import Births
from ostara.exchange.made_up_nation.calendar import NEVER, Calendar, months_later, number_of
from ostara.exchange.made_up_nation.chance import Chance
from ostara.exchange.made_up_nation.endings import JOURNEYS, Reason
from ostara.exchange.made_up_nation.episodes import episodes
from ostara.exchange.made_up_nation.journeys import journeys
from ostara.exchange.made_up_nation.people import ETHNICITIES, traits
from ostara.exchange.made_up_nation.places import AREA_CODES, completion_truth
from ostara.exchange.made_up_nation.planted import AreaEffect, Planted
from ostara.exchange.made_up_nation.situations import HOUSED, INJECTS

CALENDAR = Calendar(10)


@pytest.fixture(scope="module")
def made():
    planted, chance = Planted(), Chance(11)
    one = traits(np.arange(1, 250_001), chance, planted, CALENDAR, Births())
    return one, journeys(one, chance, planted, CALENDAR), planted


def common_odds_ratio(exposed, completed, stratum):
    """The odds ratio within strata (Mantel and Haenszel)."""
    above = below = 0.0
    counts = np.zeros((stratum.max() + 1, 2, 2))
    np.add.at(counts, (stratum, exposed.astype(int), completed.astype(int)), 1)
    for (without, lost), (got, won) in ((table[0], table[1]) for table in counts):
        size = without + lost + got + won
        if size:
            above += won * without / size
            below += lost * got / size
    return above / below


def like_with_like(every):
    """Strata of all that bears on completing, but area, ethnicity and age."""
    parts = (every.home != HOUSED, every.injecting == INJECTS, every.working, every.key % JOURNEYS > 0)
    stratum = every.group.astype(int)
    for one in parts:
        stratum = stratum * 2 + one
    return stratum


def odds_ratio(every, exposed):
    alive = every.reason != Reason.DIED
    completed = every.reason == Reason.COMPLETED
    return common_odds_ratio(exposed[alive], completed[alive], like_with_like(every)[alive])


@pytest.mark.parametrize("effect", Planted().area_effects, ids=lambda effect: effect.area)
def test_areas_do_better_or_worse_as_planted(made, effect):
    _, every, _ = made
    found = odds_ratio(every, every.area == AREA_CODES.index(effect.area))
    assert found == pytest.approx(effect.completion_odds_ratio, rel=0.13)


def test_one_ethnic_group_completes_less_as_planted(made):
    one, every, planted = made
    exposed = one.ethnicity[every.who] == ETHNICITIES.index(planted.gap_ethnicity)
    assert odds_ratio(every, exposed) == pytest.approx(planted.gap_completion_ratio, rel=0.08)


def test_an_effect_that_is_not_planted_is_not_there(made):
    one, every, _ = made
    assert odds_ratio(every, one.ethnicity[every.who] == ETHNICITIES.index("Indian")) == pytest.approx(1, abs=0.12)
    assert odds_ratio(every, one.female[every.who]) == pytest.approx(1, abs=0.05)


def test_the_truth_can_be_told_for_every_area():
    planted = replace(Planted(), area_effects=(AreaEffect("P11B", 2.0),))
    truth = completion_truth(planted)
    assert len(truth) == 150
    assert truth["P11B"] == pytest.approx(2)
    assert min(truth.values()) > 0.8
    assert sorted(truth.values())[-2] < 1.25


def test_waits_rise_in_one_area_from_the_planted_day_on(made):
    one, every, planted = made
    stays = episodes(one, every, Chance(11), planted, CALENDAR)
    there = stays.place == AREA_CODES.index(planted.waits_area)
    since = stays.start >= number_of(planted.waits_from)
    before, after = stays.wait[there & ~since].mean(), stays.wait[there & since].mean()
    elsewhere = stays.wait[~there & since].mean()
    assert after - before == pytest.approx(planted.waits_extra_days, abs=0.8)
    assert elsewhere == pytest.approx(before, abs=0.6)


def test_more_come_back_on_the_edges_of_six_months_than_around_them(made):
    _, every, planted = made
    completed = every.take(np.flatnonzero((every.reason == Reason.COMPLETED) & (every.back <= CALENDAR.last)))
    days = (months_later(completed.end, planted.return_months) - completed.back).tolist()
    assert min(days.count(0), days.count(1)) > 3 * max(days.count(-1), days.count(2))


def test_more_start_on_the_edges_of_three_weeks_after_release_than_around_them(made):
    _, every, planted = made
    edge = planted.continuity_days
    for days in (every.back - every.prison_to, every.start - every.released):
        counted = days.tolist()
        on = min(counted.count(edge), counted.count(edge + 1))
        assert on > 1.5 * counted.count(edge + 2)
        assert sum(counted.count(day) for day in range(edge)) > 5 * on


def test_nobody_is_released_after_death(made):
    _, every, _ = made
    inside = every.take(np.flatnonzero(every.prison_from < NEVER))
    assert (inside.prison_to == inside.died).any()
    assert (inside.prison_to <= inside.died).all()
    assert (inside.prison_from <= inside.prison_to).all()


def test_every_planted_value_stands_in_the_manifest_of_the_store(nation):
    inputs = nation.store.manifest.origin.inputs
    assert nation.store.manifest.origin.made_up
    assert (inputs["journeys"], inputs["years"], inputs["seed"]) == ("6000", "10", "5")
    assert inputs["planted.gap_ethnicity"] == "other White"
    assert inputs["planted.waits_from"] == "2019-04-01"
    assert inputs["planted.completion_odds_ratio.T27B"] == "0.7"
