"""Scenarios and areas: what comes with Ostara can be run, and what cannot be run is refused by file and key."""

import pytest

from ostara.knowledge.refusal import RefusalError
from ostara.planning.areas import area, areas_shipped
from ostara.planning.scenarios import area_named, read_scenario, scenario_named, scenarios_shipped

SHIPPED = {"one-year-time-limit", "all-doses-optimal", "gate-75", "cut-25", "heroin-assisted-20", "outlook"}

WHOLE = """
title = "Something"
question = "What if?"
area = "made-up"
years = 5

[levers.gate]
continuity = 0.75
from_week = 4
"""


def reading(tmp_path, text):
    file = tmp_path / "mine.toml"
    file.write_text(text)
    return scenario_named(str(file))


def test_the_five_questions_and_the_outlook_come_with_ostara():
    assert set(scenarios_shipped()) == SHIPPED
    assert set(areas_shipped()) == {"england", "made-up"}


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_each_can_be_read(name):
    one = scenario_named(name)
    assert one.title and one.question.endswith("?")
    assert one.plan.turns(one.weeks)[0] == 0


def test_a_lever_sets_its_target_from_its_week(tmp_path):
    one = reading(tmp_path, WHOLE)
    assert "continuity" not in one.plan.at(3)
    assert one.plan.at(4)["continuity"] == 0.75


def test_meeting_people_at_the_gate_is_paid_for_unless_said(tmp_path):
    assert reading(tmp_path, WHOLE).plan.at(4)["gate_team"] == 1
    assert reading(tmp_path, WHOLE + "team = 0\n").plan.at(4)["gate_team"] == 0


def test_heroin_places_are_offered():
    assert scenario_named("heroin-assisted-20").plan.at(0)["heroin_offered"] == 1
    assert scenario_named("heroin-assisted-20").plan.at(0)["beds_heroin"] == 20


def test_a_cut_is_a_change_of_what_is_spent():
    assert scenario_named("cut-25").plan.at(0)["funding"] == 0.75


def test_a_change_of_provider_is_felt_for_half_a_year_each_time(tmp_path):
    one = reading(tmp_path, WHOLE.partition("[levers")[0] + "[levers.re_procurement]\nevery_years = 2\n")
    felt = [week for week in range(one.weeks) if one.plan.at(week)["retendering"]]
    assert felt == [*range(26), *range(104, 130), *range(208, 234)]


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ("levers.gate", "levers.gates", "mine.toml levers.gates: is no lever; did you mean gate?"),
        ("continuity = 0.75", "continuity = 1.75", "mine.toml levers.gate.continuity: 1.75 is not between 0 and 1"),
        ("continuity = 0.75", "continuity = nan", "mine.toml levers.gate.continuity"),
        ("continuity = 0.75", 'continuity = "most"', "mine.toml levers.gate.continuity: is not a number"),
        ("continuity", "continuty", "mine.toml levers.gate.continuty: is a key nobody knows"),
        ("continuity = 0.75\n", "", "mine.toml levers.gate: sets nothing; its keys are continuity"),
        ("from_week = 4", "from_week = -1", "mine.toml levers.gate.from_week: is not a whole number of weeks"),
        ("from_week = 4", "until_week = 0", "mine.toml levers.gate.until_week: is not a week after from_week"),
        ("years = 5", "years = 0", "mine.toml years: is not a whole number of years from 1 to 40"),
        ("years = 5", "years = 2.5", "mine.toml years: is not a whole number of years"),
        ("years = 5\n", "", "mine.toml years: is missing"),
        ('area = "made-up"', 'area = "atlantis"', "mine.toml area atlantis: is neither a file nor one of"),
        ("years = 5", "years = 5\npeople = 7", "mine.toml people: is a key nobody knows"),
        ("years = 5", 'years = 5\noffending = "guess"', "mine.toml offending: is none of gisev, nta, pierce"),
        ("[levers.gate]", "[levers.gate", "mine.toml: is not readable as TOML"),
    ],
)
def test_what_cannot_be_run_is_refused(tmp_path, was, becomes, says):
    with pytest.raises(RefusalError) as refused:
        reading(tmp_path, WHOLE.replace(was, becomes, 1))
    assert says in str(refused.value)


def test_a_name_nearly_right_is_helped():
    with pytest.raises(RefusalError, match="did you mean gate-75"):
        scenario_named("gate-57")


@pytest.mark.parametrize("people", [0, -5, 0.2, float("nan")])
def test_nobody_plans_for_no_people(people):
    with pytest.raises(RefusalError, match="--people"):
        scenario_named("gate-75").asked(people=people, years=None, area=None)


def test_other_people_another_length_another_area():
    asked = scenario_named("gate-75").asked(people=500, years=2, area=area("england"))
    assert (asked.area.people, asked.years, asked.area.title) == (500, 2, "England")
    with pytest.raises(RefusalError, match="--years"):
        scenario_named("gate-75").asked(people=None, years=0, area=None)


AREA = 'title = "Mine"\nstart_year = 2024\n' + "".join(
    f'[{key}]\nmeaning = "m"\nvalue = {value}\nsource = "ostara"\nplace = "p"\nstatus = "assumed"\n'
    for key, value in {
        "people": 500,
        "women": 0.3,
        "entries_per_1000": 20,
        "entries_change": 0,
        "ages": [0.1] * 10,
        "entry_ages": [0.1] * 10,
    }.items()
)


def area_of(tmp_path, text):
    file = tmp_path / "town.toml"
    file.write_text(text)
    return area_named(str(file), "--area")


def test_an_area_of_ones_own(tmp_path):
    own = area_of(tmp_path, AREA)
    assert (own.name, own.people) == ("town", 500)
    assert own.key != area("made-up").key
    assert "people" in own.unverified


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ("value = 500", "value = 0", "town.toml people: value 0 is not between 1 and"),
        ("value = 500", "value = true", "town.toml people: value is not a number"),
        ("value = 0.3", "value = 1.3", "town.toml women: value 1.3 is not between 0 and 1"),
        ("0.1, 0.1", "0.2, 0.1", "town.toml ages: shares add up to 1.1, not to 1"),
        ("[0.1, ", "[", "town.toml ages: value is not a list of 10 shares"),
        ('source = "ostara"', 'source = "osstara"', "town.toml people: source osstara is not in sources.toml"),
        ('status = "assumed"', 'status = "sure"', "town.toml people: status is none of"),
        ("[women]", "[men]", "town.toml men: is a key nobody knows"),
        ("start_year = 2024\n", "", "town.toml start_year: is missing"),
    ],
)
def test_an_area_that_cannot_be_is_refused(tmp_path, was, becomes, says):
    with pytest.raises(RefusalError) as refused:
        area_of(tmp_path, AREA.replace(was, becomes, 1))
    assert says in str(refused.value)


def test_a_scenario_can_be_read_from_anywhere(tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text(WHOLE)
    assert read_scenario(file, "mine").name == "mine"
