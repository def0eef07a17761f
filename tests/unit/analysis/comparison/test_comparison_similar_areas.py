"""Areas like each other: by shares in standard deviations, each trait once, ties by name."""

import pytest

from ostara.analysis.comparison.similar_areas import Profile, profile, similar_areas
from ostara.knowledge.parameters import parameter


def area(name, opiate, home=None, people=100):
    shares = {"substance_group": {"opiate": opiate, "alcohol only": 1 - opiate}}
    return Profile(name, people, shares | ({} if home is None else {"accommodation": {"none": home}}))


def names(found):
    return [one.area for one in found.nearest]


def test_the_nearest_come_first_and_ties_go_by_name():
    found = similar_areas([area("m", 0.5), area("z", 0.6), area("b", 0.4), area("far", 0.9), area("q", 0.51)])
    assert names(found["m"]) == ["q", "b", "z", "far"]
    assert found["m"].nearest[1].distance == pytest.approx(found["m"].nearest[2].distance)
    assert found["m"].of == 4


def test_a_trait_counts_once_however_many_classes_it_has():
    many = [
        Profile(name, 100, {"one": {"yes": yes}, "many": {f"class {n}": many / 10 for n in range(10)}})
        for name, yes, many in (("a", 0.0, 0.0), ("b", 1.0, 0.0), ("c", 0.0, 1.0), ("d", 1.0, 1.0))
    ]
    distances = {one.area: one.distance for one in similar_areas(many)["a"].nearest}
    assert distances["b"] == pytest.approx(distances["c"])
    assert distances["d"] > distances["b"]


def test_as_many_as_the_parameter_says_and_it_is_said_to_be_unverified():
    found = similar_areas([area(f"a{number:02}", number / 50) for number in range(50)])["a10"]
    assert len(found.nearest) == parameter("comparison.similar_areas").value == 32
    assert "unverified" in found.says[1]
    few = similar_areas([area("a", 0.1), area("b", 0.2)])["a"]
    assert "too few areas for 32" in few.says[0]


def test_areas_with_few_people_are_like_nobody():
    found = similar_areas([area("a", 0.5), area("b", 0.6), area("small", 0.5, people=49)])
    assert names(found["a"]) == ["b"]
    assert found["small"].nearest == ()
    assert "too few people" in found["small"].says[0]


def test_a_trait_that_one_of_two_does_not_know_is_not_compared():
    found = similar_areas([area("a", 0.5, 0.1), area("b", 0.5), area("c", 0.6, 0.9), area("d", 0.9, 0.1)])
    assert names(found["a"])[0] == "b"
    assert found["b"].nearest[0].distance == 0


def test_a_trait_that_is_the_same_everywhere_tells_nothing():
    same = [
        Profile(name, 100, {"sex": {"female": 0.3}, "work": {"works": works}}) for name, works in (("a", 0), ("b", 1))
    ]
    assert similar_areas(same)["a"].traits == ("work",)


def test_shares_are_of_those_known_and_missing_where_most_are_not():
    made = profile("a", {"sex": {"female": 30, "male": 30, None: 40}, "work": {"works": 10, None: 90}})
    assert made.people == 100
    assert made.shares == {"sex": {"female": 0.5, "male": 0.5}}
