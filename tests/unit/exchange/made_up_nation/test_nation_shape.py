"""The made-up nation looks like a national file: how many of what, and how it is spread."""

import pytest

from ostara.exchange.made_up_nation.calendar import FIRST_DAY
from ostara.exchange.made_up_nation.places import AREA_CODES, AUTHORITIES, SERVICES
from ostara.ndtms.attributor import attributor
from ostara.ndtms.lists import national_list
from ostara.ndtms.substances import SubstanceGroup, substance_group
from tests.unit.exchange.made_up_nation.chained import CHAINED, JOURNEYS


def rows_of(nation, table):
    return nation.store.manifest.parts[table].rows


def test_there_are_as_many_journeys_as_were_asked_for(nation):
    assert nation.one(f"{JOURNEYS} SELECT count(*) FROM journeys") == 6_000


def test_rows_for_each_journey_episode_and_person(nation):
    assert 6_000 / rows_of(nation, "people") == pytest.approx(2.2, abs=0.15)
    episodes = rows_of(nation, "episodes")
    assert episodes / 6_000 == pytest.approx(1.43, abs=0.05)
    assert rows_of(nation, "presentations") == episodes
    assert 2 < rows_of(nation, "interventions") / episodes < 3
    assert 1.8 < rows_of(nation, "reviews") / episodes < 4
    assert 0.3 < rows_of(nation, "sub_interventions") / episodes < 1
    assert 0.02 < rows_of(nation, "weekly_hours") / episodes < 0.2
    assert {rows_of(nation, name) for name in ("supplies", "specimens", "findings", "orders", "contacts")} == {0}


def test_areas_and_services_have_codes_of_the_national_form(nation):
    assert len(set(AREA_CODES)) == len(set(AUTHORITIES)) == 150
    assert len(set(SERVICES)) == 900
    assert nation.one(r"SELECT bool_and(regexp_full_match(area, '[A-Z]\d\dB')) FROM episodes")
    assert nation.one(r"SELECT bool_and(regexp_full_match(service, '[A-Z]\d{4}')) FROM episodes")
    assert nation.one("SELECT count(DISTINCT area) FROM episodes") > 145
    outside = "FROM episodes WHERE area = 'Z00B'"
    assert 0 < nation.one(f"SELECT count(*) {outside}") < 100
    assert nation.one(f"SELECT count(local_authority) {outside}") == 0


def test_all_four_groups_come_in_about_their_shares(nation):
    journeys = nation.rows(
        f"{JOURNEYS} SELECT codes FROM journeys WHERE coalesce(ended, DATE '2100-01-01') > '2022-04-01'"
    )
    groups = [substance_group(codes) for (codes,) in journeys]
    share = {group: groups.count(group) / len(groups) for group in SubstanceGroup}
    assert share[SubstanceGroup.OPIATE] == pytest.approx(0.45, abs=0.06)
    assert share[SubstanceGroup.ALCOHOL_ONLY] == pytest.approx(0.25, abs=0.06)
    assert min(share.values()) > 0.08


def test_nearly_half_of_those_who_leave_completed_and_fewer_of_those_with_opiates(nation):
    left = """
        SELECT national_substance_1 = '1011', avg((end_reason = 'completed')::INT)
        FROM episodes WHERE ended IS NOT NULL AND end_reason <> 'transferred' GROUP BY 1
    """
    shares = dict(nation.rows(left))
    assert 0.2 < shares[True] < 0.4
    assert 0.5 < shares[False] < 0.7


def test_about_one_of_seventy_people_in_treatment_dies_in_a_year(nation):
    died = "SELECT person FROM episodes WHERE end_reason = 'died'"
    years = [
        nation.rows(f"""
            WITH seen AS (SELECT DISTINCT person FROM episodes
                WHERE started <= DATE '{year + 1}-03-31' AND coalesce(ended, DATE '2100-01-01') >= DATE '{year}-04-01')
            SELECT count(*), count(died.person) FROM seen LEFT JOIN (SELECT DISTINCT person FROM episodes
                WHERE end_reason = 'died' AND ended BETWEEN DATE '{year}-04-01' AND DATE '{year + 1}-03-31') AS died
            USING (person)""")[0]
        for year in range(2013, 2023)
    ]
    assert sum(dead for _, dead in years) / sum(seen for seen, _ in years) == pytest.approx(0.014, abs=0.004)
    assert nation.one(f"SELECT count(*) FROM deaths WHERE person NOT IN ({died})") > 20


def test_nothing_happens_after_death_or_after_the_last_day(nation):
    late = "SELECT count(*) FROM {} JOIN deaths USING (person) WHERE {} > deaths.on"
    days = {"episodes": "ended", "interventions": "started", "reviews": "reviewed_on", "custody": "from_day"}
    assert nation.one(late.format("episodes", "coalesce(ended, DATE '2100-01-01')")) == 0
    assert nation.one(late.format("custody", "coalesce(to_day, from_day)")) == 0
    for table, day in days.items():
        assert nation.one(late.format(table, day)) == 0, table
        assert str(nation.one(f"SELECT max({day}) FROM {table}")) <= nation.store.manifest.observed_until


def test_people_grow_older_and_those_with_opiates_are_older_later(nation):
    assert nation.one("SELECT min(age) FROM episodes") == 18
    assert nation.one("SELECT min(age) FROM people") >= 17  # a referral may be earlier
    ages = dict(
        nation.rows("""SELECT started >= '2018-01-01', avg(age) FROM episodes
            WHERE national_substance_1 = '1011' GROUP BY 1""")
    )
    assert ages[True] > ages[False] + 1
    wrong = """
        SELECT count(*) FROM episodes JOIN people USING (person)
        WHERE episodes.age <> date_sub('year', strptime(substr(attributor, 3, 8), '%Y%m%d')::DATE, started)
            OR birth_year <> year(strptime(substr(attributor, 3, 8), '%Y%m%d'))
    """
    assert nation.one(wrong) == 0


def test_attributors_are_of_the_national_form_and_nearly_everybody_has_their_own(nation):
    keys = nation.rows("""
        SELECT attributor, substr(attributor, 1, 1), substr(attributor, 2, 1),
            strptime(substr(attributor, 3, 8), '%Y%m%d')::DATE, upper(left(sex, 1))
        FROM people WHERE attributor IS NOT NULL
    """)
    assert all(key == attributor(*parts) for key, *parts in keys)
    assert len(keys) > 0.99 * rows_of(nation, "people")
    assert len({key for key, *_ in keys}) > 0.998 * len(keys)


def test_words_are_those_of_the_national_lists(nation):
    meanings = {one.meaning for one in national_list("ethnicity").values()}
    assert {word for (word,) in nation.rows("SELECT DISTINCT ethnicity FROM people")} <= meanings
    for table, column, name in (
        ("episodes", "discharge_code", "discharge_reason"),
        ("episodes", "referral_source", "referral_source"),
        ("episodes", "national_substance_3", "problem_substance"),
        ("interventions", "national_kind", "modality"),
        ("presentations", "employment", "employment"),
        ("weekly_hours", "band", "time_in_treatment"),
    ):
        used = {code for (code,) in nation.rows(f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL")}
        assert used <= set(national_list(name)), column


def test_waits_are_short_for_most_and_some_help_never_starts(nation):
    first = """(SELECT * FROM interventions QUALIFY row_number() OVER (
        PARTITION BY episode ORDER BY referred_on, intervention) = 1)"""
    assert nation.one(f"SELECT avg((offered_on - referred_on <= 21)::INT) FROM {first}") > 0.95
    assert nation.one(f"SELECT avg(offered_on - referred_on) FROM {first}") < 5
    assert nation.one("SELECT avg((started IS NULL)::INT) FROM interventions") == pytest.approx(0.02, abs=0.01)


def test_some_people_move_area(nation):
    moved = "SELECT count(*) FROM (SELECT person FROM episodes GROUP BY 1 HAVING count(DISTINCT area) > 1)"
    assert 0.01 < nation.one(moved) / rows_of(nation, "people") < 0.08
    within = f"""{CHAINED} SELECT count(*) FROM (
        SELECT person FROM numbered GROUP BY person, journey HAVING count(DISTINCT area) > 1)"""
    assert nation.one(within) > 5


def test_the_store_begins_with_people_already_in_treatment(nation):
    there = f"""SELECT count(*) FROM episodes
        WHERE started < DATE '{FIRST_DAY}' AND coalesce(ended, DATE '2100-01-01') >= DATE '{FIRST_DAY}'"""
    now = "SELECT count(*) FROM episodes WHERE ended IS NULL"
    assert nation.one(there) == pytest.approx(nation.one(now), rel=0.35)
