"""What a pack counts: the same as the measures asked one by one, in a number of questions that does not grow."""

import json
from dataclasses import replace

import pytest

from ostara.analysis.journeys.prepared import prepared
from ostara.analysis.journeys.step import Scope
from ostara.analysis.measures.answer import Share, share
from ostara.analysis.national.ask import Condition, ask, set_periods
from ostara.analysis.national.registry import NATIONAL
from ostara.analysis.packs import asking, progress_asked
from ostara.analysis.packs import needs as needs_module
from ostara.analysis.packs.findings import findings
from ostara.analysis.packs.glance import glance
from ostara.analysis.packs.needs import needs_pack, place_names
from ostara.analysis.packs.needs_page import needs_page
from ostara.analysis.packs.pack_data import needs_json, quarterly_json
from ostara.analysis.packs.phrases import PHRASES
from ostara.analysis.packs.prevalence import Estimate
from ostara.analysis.packs.protecting import published, published_quarterly
from ostara.analysis.packs.quarterly import quarterly_pack
from ostara.analysis.packs.quarterly_page import quarterly_page
from ostara.analysis.packs.told import Place
from ostara.drawing.datatable import DataTable
from ostara.knowledge.refusal import RefusalError
from tests.national import a_nation, somebody

HERE, THERE = "A12B", "C34D"


def a_small_nation(folder, **how):
    """In one area people stay and complete, in another they leave, and in a third somebody has just come."""
    people = []
    for year in range(2018, 2024):
        for turn in range(12):
            one = somebody(area=HERE, sex=("female", "male")[turn % 2], age=30 + turn)
            one.in_treatment(
                f"{year}-05-01", until=f"{year}-10-31", left=80 if turn < 6 else 85, offered=f"{year}-05-01"
            )
            people.append(one)
        for _ in range(20):
            one = somebody(area=THERE)
            people.append(one.in_treatment(f"{year}-06-01", until=f"{year}-06-20", left=85, offered=f"{year}-06-01"))
    new = [somebody(area="E56F").in_treatment("2024-02-01", offered="2024-02-01") for _ in range(6)]  # too new to judge
    people += new
    return a_nation(folder / "store", *people, until="2024-03-31", **how)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return a_small_nation(tmp_path_factory.mktemp("nation"))


@pytest.fixture(scope="module")
def pack(store):
    estimates = [Estimate(HERE, "opiate and/or crack", "one", "2022/23", 40, 30, 60)]
    return needs_pack(store, HERE, "2023/24", estimates)


def test_figures_are_those_of_the_measures(store, pack):
    with prepared(store) as connection:
        for name, told in pack.figures.items():
            set_periods(connection, told.periods)
            for place, scope, where in (
                (Place.HERE, Scope.LOCAL, Condition("area = $here", {"here": HERE})),
                (Place.NATION, Scope.NATIONAL, Condition()),
            ):
                asked = {cell.period: cell for cell in ask(connection, NATIONAL[name], scope, {}, where)}
                for period in told.periods:
                    mine = told.told(place, period.name)
                    known = asked[period.name].known if period.name in asked else 0
                    hits = asked[period.name].hits if period.name in asked else 0
                    assert mine.share.numerator == (known if told.is_count else hits), (name, place, period)
                    assert mine.share.denominator == (None if told.is_count else known), (name, place, period)
                    assert mine.unknown == (asked[period.name].unknown if period.name in asked else 0)


def test_a_person_is_counted_where_they_are(pack):
    told = pack.figures["in_treatment"]
    assert told.told(Place.HERE).share.numerator == 12
    assert told.told(Place.NATION).share.numerator == 38
    completed = pack.figures["completed_of_treated"].told(Place.HERE).share
    assert (completed.numerator, completed.denominator) == (6, 12)
    assert dict(pack.parts["in_treatment_by_sex"].parts(Place.HERE).counts) == {"Female": 6, "Male": 6}


def test_what_needs_time_is_of_an_earlier_year(pack):
    told = pack.figures["re_presented"]
    assert (told.set_back, told.latest.name, told.told(Place.HERE).unknown) == (6, "to Sep 2023", 0)
    assert pack.figures["completed_of_treated"].set_back == 0


def test_a_store_that_observes_longer_sets_nothing_back(tmp_path):
    longer = a_nation(
        tmp_path / "longer",
        somebody(area=HERE).in_treatment("2022-05-01", until="2022-08-31", left=80),
        until="2024-12-31",
    )
    told = needs_pack(longer, HERE, "2022/23")
    assert {one.set_back for one in told.figures.values()} == {0}


def test_questions_do_not_grow_with_years(tmp_path, store, monkeypatch):
    """Each measure is asked once for all its periods: a store of one year takes as many questions as one of six."""
    asked = []

    def counting(connection, measure, *rest, **more):
        asked.append(measure.name)
        return ask(connection, measure, *rest, **more)

    for module in (asking, progress_asked, needs_module):
        monkeypatch.setattr(module, "ask", counting)
    short = a_nation(
        tmp_path / "short",
        somebody(area=HERE).in_treatment("2023-05-01", until="2023-08-31", left=80),
        until="2024-03-31",
    )
    needs_pack(short, HERE, "2023/24")
    few = len(asked)
    needs_pack(store, HERE, "2023/24")
    assert len(asked) == 2 * few
    assert few < 80


def test_the_need_that_is_not_met_is_found(pack):
    [need] = pack.needs
    assert need.in_treatment == 12
    assert need.need is not None
    assert round(need.need.share, 2) == 0.7
    assert any("70% (60% to 80%)" in one.title for one in findings(pack))


def test_unmet_need_says_whom_it_counts_and_what_it_does_not_draw(store):
    estimates = [
        Estimate(HERE, "opiate", "one", "2022/23", 40, 30, 60),
        Estimate(HERE, "alcohol dependence", "one", "2022/23", 2, 1, 3),
        Estimate(HERE, "opiate", "two", "2023/24", 13, 11, 15),
    ]
    shown = needs_page(needs_pack(store, HERE, "2023/24", estimates)).render()
    assert "people of the groups alcohol only, and non-opiate and alcohol (our own reading)" in shown
    assert "opiate, people of the group opiate." in shown
    assert "Not drawn, as it may be negative: 1 estimate; see the table." in shown


@pytest.mark.parametrize("protect", [False, True], ids=["inside", "published"])
def test_there_are_three_to_six_findings_and_what_is_not_known_is_one(pack, protect):
    found = findings(published(pack) if protect else pack)
    assert 3 <= len(found) <= 6
    assert found[-1].title.startswith("What these figures cannot tell")


def test_an_area_of_few_people_stands_beside_the_nation_and_only_what_is_known_is_counted(store):
    """Six people who have just come: of what needs time nothing can be told, better or worse least of all."""
    few = needs_pack(store, "E56F", "2023/24")
    page = needs_page(few).render()
    assert "the nation; no area can be called similar" in page
    assert "Our position beside the nation" in page
    table = glance(few.figures, tuple(PHRASES), place_names(few.area))[1]
    assert isinstance(table, DataTable)
    told = [row for row in table.rows if row[-2] != "cannot be told"]
    assert 0 < len(told) < len(table.rows)
    assert any(f"None of {len(told)} figures" in one.title for one in findings(few))


def test_nothing_small_leaves_a_published_pack(pack):
    """Every count in the data of a published pack is none at all, withheld, or five and more in steps of five."""
    counts = []

    def gather(data):
        if isinstance(data, dict):
            for name, value in data.items():
                if name in ("numerator", "denominator", "unknown", "whole", "in_treatment") and value is not None:
                    counts.append(value) if not isinstance(value, dict) else gather(value)
                elif name == "parts" and isinstance(value, dict):
                    for one in value.values():
                        counts.append(one) if isinstance(one, int) else gather(one)
                else:
                    gather(value)
        elif isinstance(data, list):
            for one in data:
                gather(one)

    gather(json.loads(needs_json(published(pack))))
    assert len(counts) > 100
    assert all(one == 0 or (one >= 5 and one % 5 == 0) for one in counts), sorted(set(counts))


def test_the_published_page_tells_no_exact_count(store, pack):
    exact = needs_page(pack).render()
    shared = needs_page(published(pack)).render()
    assert "In 2023/24, 12 people" in exact
    assert "In 2023/24, 10 people" in shared
    assert "6 of 12" in exact
    assert "6 of 12" not in shared
    assert "who walks in" in exact.lower()
    assert "stay inside" in shared


def test_the_quarterly_summary_is_of_the_latest_quarter(store):
    told = quarterly_pack(store, HERE, "2023/24")
    assert told.quarter.name == "Jan–Mar 2024"
    assert told.figures["in_treatment"].told(Place.HERE).share.numerator == 12
    completed = told.quarters["completed_of_treated"]
    assert completed["Oct–Dec 2023"].numerator == 6
    assert completed["Jan–Mar 2024"].denominator == 0
    assert list(told.rolling["completed_of_treated"].values())[-1].numerator == 6
    assert quarterly_pack(store, HERE, "2023/24Q1").quarter.name == "Apr–Jun 2023"
    data = json.loads(quarterly_json(told))
    assert data["quarter"]["name"] == "Jan–Mar 2024"
    assert "worked example, not the set in force" in data["origin"]["not_in_force"]
    page = quarterly_page(published_quarterly(told)).render()
    assert "set off no alarm" in page


def test_one_small_quarter_withholds_every_quarter_of_a_published_figure(store):
    """Four withheld quarters in twelve withheld months could only be one each."""
    told = quarterly_pack(store, HERE, "2023/24")
    one_each = dict.fromkeys(told.quarters["died_in_treatment"], share(1, 40))
    one_each["Jan–Mar 2024"] = share(10, 40)
    told = replace(told, quarters={**told.quarters, "died_in_treatment": one_each})
    shown = published_quarterly(told)
    assert set(shown.quarters["died_in_treatment"].values()) == {Share(None, None, None)}
    assert shown.quarters["completed_of_treated"]["Oct–Dec 2023"].numerator == 5
    assert "Died in treatment: no quarter is told" in quarterly_page(shown).render()


def test_charts_are_of_quarters_that_share_no_day(store):
    told = quarterly_pack(store, HERE, "2023/24")
    for name, quarters in told.quarters.items():
        assert len(quarters) == 12, name
        assert all("–" in one for one in quarters), name
    table = [block for block in quarterly_page(told).sections[-1].blocks if isinstance(block, DataTable)]
    assert [row[0] for row in table[0].rows] == list(told.quarters["completed_of_treated"])


REFUSED = [
    # area, period, what is said
    ("A12", "2023/24", "did you mean A12B?"),
    ("Nowhere at all", "2023/24", "which has A12B, C34D"),
    (HERE, "2024/25", "its last whole year is 2023/24"),
    (HERE, "2001/02", "is not wholly in the store"),
    (HERE, "2023", "is not understood"),
]


@pytest.mark.parametrize(("area", "period", "said"), REFUSED, ids=[said for *_, said in REFUSED])
@pytest.mark.parametrize("make", [needs_pack, quarterly_pack])
def test_what_the_store_does_not_have_is_refused_in_words(store, make, area, period, said):
    with pytest.raises(RefusalError) as refusal:
        make(store, area, period)
    assert said in str(refusal.value)


def test_a_store_without_areas_says_so(tmp_path):
    nowhere = a_nation(tmp_path / "s", replace(somebody(), area=None).in_treatment("2023-05-01"), until="2024-03-31")
    with pytest.raises(RefusalError, match="records no area of residence"):
        needs_pack(nowhere, HERE, "2023/24")


def test_the_name_of_an_area_in_other_letters_is_understood(store, pack):
    assert needs_pack(store, " a12b", "2023/24").area.name == pack.area.name
