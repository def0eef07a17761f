"""A brief: one sentence, then outcomes, payers, years, ages and drivers, and always what it rests on."""

import json
import re
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from ostara.planning.brief import as_json, as_page, brief
from ostara.planning.brief.mattering import can_matter
from ostara.planning.brief.spread import Spread, drivers, spread, unverified_share
from ostara.planning.brief.wording import (
    amount,
    chance,
    lever_in_words,
    money,
    more_or_fewer,
    sentence,
    thousands_or_millions,
    with_interval,
)
from ostara.planning.calibration import kept
from ostara.planning.calibration.kept import shipped
from ostara.planning.comparing import compare, run_task
from ostara.planning.levers import LEVERS
from ostara.planning.scenarios import scenario_named
from ostara.planning.scenarios.reading import Setting
from ostara.planning.specification.model import model

LEVER = {lever.name: lever for lever in reversed(LEVERS)}  # the first of each name


def asked(name, **more):
    return scenario_named(name).asked(people=600, years=2, area=None, **more)


@pytest.fixture(scope="module")
def limit():
    return brief(compare(asked("one-year-time-limit"), draws=4, map_=map))


@pytest.fixture(scope="module")
def outlook():
    return brief(compare(asked("outlook"), draws=2, map_=map))


def test_the_sentence_names_people_horizon_and_interval(limit):
    told = sentence(limit)
    assert told.startswith("Over 2 years among 600 people in Alderbrook (made up), “a limit of one year")
    assert "more deaths (95% interval" in told
    assert "public money would be £" in told


def test_an_outlook_says_who_will_be_in_treatment_and_how_old(outlook):
    assert "people are in treatment on a day of the first year" in sentence(outlook)
    assert "are 50 or older" in sentence(outlook)


def test_an_outlook_changes_nothing(outlook):
    assert not outlook.changes
    assert all(one.difference.middle == 0 for one in outlook.outcomes)


def test_the_difference_is_between_arms_of_the_same_draw(limit):
    comparison = limit.comparison
    arms = [one.changed.total("died") - one.base.total("died") for one in comparison.arms]
    told, found = limit.outcome("died").difference, spread(np.array(arms))
    assert (told.low, told.middle, told.high) == pytest.approx((found.low, found.middle, found.high))
    assert limit.outcome("died").per_1000.middle == pytest.approx(np.median(arms) / 0.6)


def test_what_helps_moves_the_good_way(limit):
    deaths = limit.comparison.difference("died").sum(axis=1)
    assert limit.outcome("died").helps == (deaths < 0).mean()
    assert limit.outcome("in_treatment").helps is None


def test_payers_add_up(limit):
    assert len(limit.payers) == 7
    told = limit.comparison.arms[0].base
    paid = {name: told.total(f"cost_{name}") for name in ("grant", "nhs", "justice", "prisons", "social", "victims")}
    assert sum(paid.values()) == pytest.approx(told.total("cost_total"))
    assert told.total("cost_public") == pytest.approx(told.total("cost_total") - paid["victims"])


def test_three_readings_of_offending_stand_side_by_side(limit):
    assert [name for name, _ in limit.offending] == ["gisev", "nta", "pierce"]
    assert len({told.middle for _, told in limit.offending}) == 3


def test_the_page_has_every_part_and_says_what_is_unverified(limit):
    page = as_page(limit).render()
    for title in (
        "What would change",
        "Who pays and who gains",
        "Year by year",
        "Crime",
        "Recovery",
        "What it cannot say",
    ):
        assert title in page
    assert "assumed or unverified" in page
    assert limit.origin[0][1] in page


def test_the_data_say_the_same(limit):
    data = json.loads(as_json(limit))
    assert data["sentence"] == sentence(limit)
    assert data["origin"]["Origin"] == limit.origin[0][1]
    (died,) = (one for one in data["outcomes"] if one["name"] == "died")
    assert died["difference"]["middle"] == limit.outcome("died").difference.middle
    assert len(data["by_year"]["years"]) == 2
    assert data["unverified"]["numbers_unverified"] > 50


def test_the_same_question_has_the_same_origin_and_another_has_not(limit):
    again = brief(compare(asked("one-year-time-limit"), draws=4, map_=map))
    assert again.origin == limit.origin
    other = brief(compare(asked("one-year-time-limit"), draws=4, seed=2, map_=map))
    assert other.origin[0] != limit.origin[0]


def test_one_draw_alone_has_no_interval():
    middle = brief(compare(asked("gate-75"), draws=0, map_=map))
    assert middle.outcome("died").difference.low is None
    assert "interval" not in sentence(middle)
    assert as_page(middle).render()


def test_processes_give_what_one_process_gives(limit):
    spread_out = compare(asked("one-year-time-limit"), draws=4)
    for one, other in zip(spread_out.arms, limit.comparison.arms, strict=True):
        assert one.changed.total("died") == other.changed.total("died")


@pytest.mark.parametrize("engine", ["individuals", "reference"])
def test_the_other_engines_answer_too(engine):
    few = replace(asked("gate-75"), years=1)
    told = brief(compare(few, draws=0, engine=engine, map_=map))
    assert dict(told.origin)["Engine"] == engine
    assert "Counted one by one" in as_page(told).render()
    assert told.counted.middle == int(told.counted.middle)
    assert told.outcome("died").difference.middle != int(told.outcome("died").difference.middle)


def test_expected_values_count_nobody_and_say_no_chance(limit):
    assert limit.counted is None
    assert "Counted one by one" not in as_page(limit).render()
    arm = limit.comparison.arms[0].base
    assert arm.by_year["died"] == pytest.approx(arm.by_year["died_counted"])


def test_chance_is_taken_out_of_a_difference_in_deaths():
    asks = [compare(asked("gate-75"), draws=0, engine="individuals", seed=seed, map_=map) for seed in range(1, 9)]
    carried, counted = (
        np.var([one.difference(name).sum() for one in asks], ddof=1) for name in ("died", "died_counted")
    )
    assert counted > 10 * carried


def test_a_brief_says_which_fit_its_draws_come_from():
    told = brief(compare(asked("gate-75"), draws=2, fitted=shipped(), map_=map))
    file = Path(kept.__file__).with_name("england-2011.json")
    digest = sha256(file.read_bytes()).hexdigest()[:16]
    assert dict(told.origin)["Drawn from"] == f"england-2011, of england-2008 (SHA-256 {digest})"
    assert "fitted to figures of England, 2008/09" in as_page(told).render()
    assert "fitted to figures of England, 2008/09" in json.loads(as_json(told))["grade"]


def test_a_brief_without_a_fit_says_so(limit):
    assert dict(limit.origin)["Drawn from"] == "the evidence, fitted to no area"
    assert "has not been fitted to this area" in as_page(limit).render()


def test_a_fit_from_before_the_numbers_changed_is_told():
    old = replace(shipped(), stale=True)
    assert "fit it again" in as_page(brief(compare(asked("gate-75"), draws=2, fitted=old, map_=map))).render()


def test_a_task_is_all_that_a_worker_needs():
    seen = []
    compare(asked("gate-75"), draws=2, map_=lambda run, tasks: iter([seen.append(each) or run(each) for each in tasks]))
    assert [each.draw for each in seen] == [1, 2]
    assert run_task(seen[0]).base.total("died") > 0


def test_drivers_are_what_an_answer_moves_with():
    luck = np.random.default_rng(1)
    drawn = {name: luck.normal(size=200) for name in ("leaving", "seeking", "discount")}
    drawn["discount"][:] = 0.035
    found = drivers(3 * drawn["leaving"] + 0.1 * luck.normal(size=200), drawn)
    assert [one.id for one in found] == ["leaving"]
    assert found[0].grows
    assert unverified_share(found) == 1.0


def test_draws_that_come_several_times_tell_no_more_than_once():
    luck = np.random.default_rng(3)
    few = {"leaving": luck.normal(size=45), "seeking": luck.normal(size=45)}
    answer = few["leaving"] + 3 * luck.normal(size=45)
    assert drivers(answer, few) is None
    assert drivers(np.repeat(answer, 10), {name: np.repeat(each, 10) for name, each in few.items()}) is None
    assert drivers(np.repeat(answer[:20], 5), {"leaving": np.repeat(answer[:20], 5)}) is None


@pytest.mark.parametrize(
    ("number", "touched", "leaving", "said"),
    [
        ("leaving_optimal", (), "duration", True),
        ("cost_depot", (), "duration", False),
        ("offences_treated_gisev", (), "duration", False),
        ("leaving_unsettled", (), "duration", False),
        ("leaving_unsettled", (), "frailty", True),
        ("finding_home_support", (), "duration", False),
        ("finding_home_support", ("housing_support",), "duration", True),
        ("limit_abstinent", (), "duration", False),
        ("limit_abstinent", ("limit_weeks",), "duration", True),
        ("elasticity_caseload", (), "duration", False),
        ("elasticity_caseload", ("funding",), "duration", True),
        ("partnered", ("couples",), "duration", True),
    ],
)
def test_only_what_the_model_uses_can_drive_an_answer(number, touched, leaving, said):
    assert (number in can_matter(model(leaving), touched)) is said


@pytest.mark.parametrize(
    ("helps", "draws", "said"),
    [(0.0, 40, "under 3%"), (1.0, 100, "over 99%"), (0.97, 100, "97%"), (None, 1, "not known"), (1.0, 4, "over 75%")],
)
def test_draws_are_never_sure(helps, draws, said):
    assert chance(helps, draws) == said


def test_years_in_recovery_are_the_same_in_both_tables(limit):
    page = as_page(limit)
    recovery = next(section for section in page.sections if section.title == "Recovery").blocks[1]
    (even,) = (row for row in recovery.rows if row[0] == "1")
    told = limit.outcome("recovery")
    assert even[1:] == (amount(told.base.middle), with_interval(told.difference))


def test_what_is_assumed_of_an_area_is_said_in_words(limit):
    said = as_page(limit).render()
    assert "how many people use opiates" in said
    assert "entries_per_1000" not in said


def test_few_draws_or_no_change_have_no_drivers():
    drawn = {"leaving": np.arange(10.0)}
    assert drivers(np.arange(10.0), drawn) is None
    assert drivers(np.zeros(100), {"leaving": np.arange(100.0)}) is None


@pytest.mark.parametrize(
    ("value", "said"),
    [(0, "0"), (0.026, "0.03"), (2.34, "2.3"), (12.6, "13"), (-21123, "−21,100"), (1234567, "1,230,000")],
)
def test_numbers_have_three_figures_at_most(value, said):
    assert amount(value) == said


@pytest.mark.parametrize(
    ("value", "said"), [(950, "£950"), (-1_234_000, "−£1.2 million"), (2.5e9, "£2.50 billion"), (98_765, "£98,800")]
)
def test_money(value, said):
    assert money(value) == said


def test_differences_are_said_as_more_or_fewer():
    assert more_or_fewer(Spread(-3.0, -5.0, 1.0), "deaths") == "3.0 fewer deaths (95% interval 5.0 fewer to 1.0 more)"


def test_no_difference_is_said_as_none():
    said = more_or_fewer(Spread(0.0, -2.0, 0.0), "deaths")
    assert said == "no more or fewer deaths (95% interval 2.0 fewer to no more or fewer)"


def test_the_sentence_gives_public_money_its_interval(limit):
    assert re.search(r"public money would be £\S+( \w+)? (more|less) \(95% interval £.* to £.*\)\.$", sentence(limit))


def test_money_stands_in_one_unit_by_size():
    assert thousands_or_millions(900_000) == (1e3, "£ thousand")
    assert thousands_or_millions(2.4e9) == (1e6, "£ million")


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        (Setting(LEVER["funding"], -0.25), "change in real spending: −25%"),
        (Setting(LEVER["heroin_assisted"], 20), "most people in heroin-assisted treatment: 20 places"),
        (Setting(LEVER["funding"], 0.1, 52, 104), "change in real spending: 10%, from week 52 until week 104"),
        (Setting(LEVER["funding"], 0.1, 0, 260), "change in real spending: 10%"),
        (Setting(LEVER["funding"], 0.1, 0, 26), "change in real spending: 10%, until week 26"),
    ],
)
def test_a_lever_is_said_with_its_value_and_when(setting, said):
    assert lever_in_words(setting, years=5) == said


def test_both_reasons_for_staying_can_be_asked(limit):
    frail = brief(compare(asked("one-year-time-limit"), draws=0, leaving="frailty", map_=map))
    assert dict(frail.origin)["Leaving treatment eases by"] == "frailty"
    assert frail.outcome("died").difference.middle > 0
    assert dict(limit.origin)["Leaving treatment eases by"] == "duration"
