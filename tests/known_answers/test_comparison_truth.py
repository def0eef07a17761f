"""Comparisons find what was planted, and leave alone what only chance set apart."""

from datetime import date

import numpy as np
import pytest

from ostara.analysis.comparison.alike import Stratum, strata
from ostara.analysis.comparison.case_mix import case_mix
from ostara.analysis.comparison.control import PeriodCount, chance_in_series, control_series
from ostara.analysis.comparison.equity import equity, groups_of
from ostara.analysis.comparison.funnel import AreaCount, funnel_of_shares
from ostara.analysis.comparison.people import DEPRIVATION_TENTH, ETHNICITY, SEX
from ostara.analysis.comparison.rolling import rolling_series, without_parts
from ostara.analysis.comparison.similar_areas import LONG_KNOWN, profiles, similar_areas
from ostara.analysis.comparison.slope import slope
from ostara.analysis.journeys.prepared import prepared
from ostara.analysis.journeys.step import Scope
from ostara.analysis.national.ask import Period, ask, set_periods
from ostara.analysis.national.registry import national_measure
from ostara.drawing.funnel import Place
from ostara.exchange.made_up_nation import make_up_nation_store
from ostara.exchange.made_up_nation.places import AREA_CODES, country
from ostara.exchange.made_up_nation.planted import AreaEffect, Planted
from ostara.tables.store import open_store

QUARTERS, PEOPLE, USUAL = 24, 200, 0.4


def quarters(random, then=USUAL, after=QUARTERS // 2):
    shares = [USUAL] * after + [then] * (QUARTERS - after)
    return [PeriodCount(f"Q{n}", int(random.binomial(PEOPLE, share)), PEOPLE) for n, share in enumerate(shares)]


def rolling_years(parts):
    return [
        PeriodCount(f"to {parts[n + 3].name}", sum(one.count for one in parts[n : n + 4]), 4 * PEOPLE)
        for n in range(len(parts) - 3)
    ]


def test_rolling_years_of_unchanged_data_alarm_no_more_than_is_said_and_judged_naively_they_would():
    random = np.random.default_rng(20)
    by_quarters, by_years, naively = [], [], []
    for _ in range(300):
        parts = quarters(random)
        rolling = rolling_years(parts)
        by_quarters.append(bool(rolling_series(rolling, parts, width=4).judged_by.alarms))
        by_years.append(bool(without_parts(rolling, width=4).judged_by.alarms))
        naively.append(bool(control_series(rolling).alarms))
    said = chance_in_series(USUAL, [PEOPLE] * QUARTERS, [USUAL] * QUARTERS)
    said_of_years = chance_in_series(USUAL, [4 * PEOPLE] * 6, [USUAL] * 6)
    # The centre comes from the series itself, so that alarms are rarer than worked out for a known one.
    assert np.mean(by_quarters) <= said + 0.02 < 0.15
    assert np.mean(by_years) <= said_of_years + 0.01 < 0.03
    assert np.mean(naively) > 2 * said


def test_of_a_known_centre_alarms_are_as_likely_as_is_said():
    random = np.random.default_rng(21)
    long = PeriodCount("long ago", 400_000, 1_000_000)
    alarms = [bool(control_series([long, *quarters(random)], baseline=1).alarms) for _ in range(500)]
    said = chance_in_series(USUAL, [PEOPLE] * QUARTERS, [USUAL] * QUARTERS)
    assert np.mean(alarms) == pytest.approx(said, abs=0.04)


# Of 200 people a quarter, six years, a change in the middle: how often it is seen.
@pytest.mark.parametrize(("then", "at_least", "at_most"), [(0.5, 0.88, 1.0), (0.45, 0.40, 0.70)])
def test_a_step_in_quarters_is_seen(then, at_least, at_most):
    random = np.random.default_rng(22)
    seen = []
    for _ in range(200):
        parts = quarters(random, then)
        found = rolling_series(rolling_years(parts), parts, width=4)
        seen.append(bool(found.judged_by.alarms))
    assert at_least < np.mean(seen) < at_most


KINDS = [(one, two, three) for one in "abcd" for two in "xyz" for three in "mn"]


def areas(seed, effects=(), number=40, people=500):
    """Areas with mixes of people far apart, and log odds of their own for some."""
    random = np.random.default_rng(seed)
    log_odds = random.normal(-0.3, 0.8, len(KINDS))
    rows = []
    for area in range(number):
        mix = random.multinomial(int(people * random.uniform(0.4, 1.6)), random.dirichlet(np.full(len(KINDS), 0.7)))
        effect = effects[area] if area < len(effects) else 0.0
        for kind, of, odds in zip(KINDS, mix.tolist(), log_odds, strict=True):
            if of:
                rows.append(Stratum(f"{area:02}", kind, int(random.binomial(of, 1 / (1 + np.exp(-odds - effect)))), of))
    return rows


def test_areas_that_differ_only_in_who_walks_in_are_not_flagged_more_often_than_by_chance():
    flagged, flagged_far, crude = [], [], []
    for seed in range(12):
        rows = areas(seed)
        found = case_mix(rows)
        flagged += [one.place is not Place.WITHIN for one in found.areas]
        flagged_far += [one.place is Place.BEYOND_998 for one in found.areas]
        funnel = funnel_of_shares([AreaCount(one.area, one.observed, one.people) for one in found.areas])
        crude += [one.place is Place.BEYOND_998 for one in funnel.areas]
    # 480 areas: a standard error of one point at 5%.
    assert 0.02 < np.mean(flagged) < 0.07
    assert np.mean(flagged_far) < 0.01
    assert np.mean(crude) > 0.1


PLANTED = (0.6, -0.6, 0.3, -0.3)
FIRST = tuple(f"{area:02}" for area in range(len(PLANTED)))


def test_planted_effects_are_found_in_sign_and_size_and_their_intervals_hold_them():
    found, held, seen = [], [], []
    for seed in range(30):
        rows = areas(100 + seed, PLANTED)
        for one, effect in zip(case_mix(rows, judged=FIRST).areas, PLANTED, strict=True):
            true = true_effect(rows, one.area, effect)
            found.append((effect, one.service_effect.value - true))
            held.append(one.service_effect.low <= true <= one.service_effect.high)
            seen.append(one.place is not Place.WITHIN and one.service_effect.value * effect > 0)
    for effect in PLANTED:
        bias = np.mean([off for planted, off in found if planted == effect])
        # Of thirty, a standard error of 0.4 points; the area's own weight takes about 5% of an effect of 13 points.
        assert abs(bias) < 0.018, effect
    assert np.mean(held) > 0.9
    assert np.mean(seen) > 0.75


def true_effect(rows, area, effect):
    """What the effect adds to the share of the area's people, by the shares of people alike in areas without one."""
    elsewhere = {kind: [0, 0] for kind in KINDS}
    for row in (one for one in rows if one.area not in FIRST):
        elsewhere[row.traits][0] += row.hits
        elsewhere[row.traits][1] += row.known
    mine, added = [row for row in rows if row.area == area], 0.0
    for row in mine:
        hits, known = elsewhere[row.traits]
        added += row.known * (hits / (hits + (known - hits) * np.exp(-effect)) - hits / known)
    return added / sum(row.known for row in mine)


WHOLE = Period("whole", date(2013, 4, 1), date(2024, 3, 31))
# The areas with the most people, so that a small nation tells enough of them.
MOST, SECOND, THIRD = (AREA_CODES[area] for area in np.argsort(-np.diff(country(Planted()).edges, prepend=0))[:3])
LARGE = (AreaEffect(MOST, 3.0), AreaEffect(SECOND, 1 / 3), AreaEffect(THIRD, 3.0))


@pytest.fixture(scope="module")
def nation(tmp_path_factory):
    folder = tmp_path_factory.mktemp("nation") / "store"
    truth = Planted(area_effects=LARGE, area_spread_sd=0.0, gap_completion_ratio=0.3)
    make_up_nation_store(folder, journeys=25_000, years=11, seed=4, planted=truth)
    with prepared(open_store(folder)) as connection:
        set_periods(connection, [WHOLE])
        yield connection


LEFT = national_measure("completed_of_exits")


def test_in_a_whole_nation_the_areas_that_do_better_or_worse_are_found_and_few_others(nation):
    found = case_mix(strata(nation, LEFT, WHOLE.name))
    places = {one.area: one for one in found.areas}
    for effect in LARGE:
        one = places[effect.area]
        assert one.place is Place.BEYOND_998
        assert (one.service_effect.value > 0) == (effect.completion_odds_ratio > 1)
    others = [one for one in found.areas if one.area not in {effect.area for effect in LARGE}]
    assert len(others) > 140
    assert np.mean([one.place is not Place.WITHIN for one in others]) < 0.08
    (all_together,) = ask(nation, LEFT, Scope.LOCAL, {})
    assert (found.people, found.unknown) == (all_together.known, all_together.unknown)


def test_in_a_whole_nation_the_group_that_fares_worse_is_found(nation):
    found = equity("ethnicity", groups_of(nation, LEFT, WHOLE.name, ETHNICITY))
    worst = min(found.gaps, key=lambda one: one.difference.high)
    assert (worst.name, worst.place) == ("other White", Place.BEYOND_998)
    assert {one.name for one in found.gaps if one.place is Place.BEYOND_998} == {"White British", "other White"}
    assert found.not_recorded is not None
    here = groups_of(nation, LEFT, WHOLE.name, SEX, area=MOST)
    [(people,)] = nation.execute(
        "SELECT count(*) FROM local_treated_in_periods WHERE area = $area AND ended <= last_day", {"area": MOST}
    ).fetchall()
    assert sum(one.known + one.unknown for one in here) == people
    line = slope(groups_of(nation, LEFT, WHOLE.name, DEPRIVATION_TENTH))
    assert (line.tenths, line.index.low < 0 < line.index.high) == (10, True)


def test_in_a_whole_nation_every_area_has_similar_ones_that_share_its_people(nation):
    made = {one.area: one for one in profiles(nation, WHOLE.name)}
    [(opiate, known, people)] = nation.execute(
        """
        SELECT count(*) FILTER (substance_group = 'opiate'), count(substance_group), count(*)
        FROM local_treated_in_periods WHERE area = $area
        """,
        {"area": MOST},
    ).fetchall()
    assert made[MOST].people == people
    assert made[MOST].shares["substance_group"]["opiate"] == pytest.approx(opiate / known)
    assert sum(made[MOST].shares[LONG_KNOWN].values()) == pytest.approx(1)
    similar = similar_areas(list(made.values()))[MOST]
    assert len(similar.nearest) == 32
    near = [made[one.area].shares["substance_group"]["opiate"] for one in similar.nearest]
    every = [one.shares["substance_group"]["opiate"] for one in made.values()]
    mine = made[MOST].shares["substance_group"]["opiate"]
    assert np.mean(np.abs(np.array(near) - mine)) < np.mean(np.abs(np.array(every) - mine))
