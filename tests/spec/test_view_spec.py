"""Views in small tables of cases: who stands in which line, who is matched, what is said beside it."""

import pytest

from ostara.analysis.journeys.prepared import prepared
from ostara.analysis.view.answer import answered
from ostara.analysis.view.members import members
from ostara.analysis.view.publishing import published
from ostara.analysis.view.question import observed_until, question
from ostara.knowledge.refusal import RefusalError
from tests.national import a_nation, somebody

ALCOHOL = ("7000", "9996", "9997")


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    """`asked(people, how=…, measure=…, by=…)` gives the view of a store of just these people."""
    stores = {}

    def view(people, how=answered, *, measure="in_treatment", by="", where=None, period="2023/24", until="2026-03-31"):
        if (id(people), until) not in stores:
            made = a_nation(tmp_path_factory.mktemp("view") / "store", *people, until=until)
            stores[id(people), until] = people, made  # the people are kept, so that no others get their id
        made = stores[id(people), until][1]
        with prepared(made) as connection:
            one = question(measure=measure, by=by, where=where, period=period, until=observed_until(connection))
            return how(connection, one) if how is members else how(connection, made, one)

    return view


def lines(view):
    """Each line as what it is of and its count, or numerator and denominator."""
    return [
        (line.period, *line.cut, *(["all"] if line.total else []), line.share.numerator, line.share.denominator)
        for line in view.lines
    ]


TWO = (
    somebody(sex="male", age=24).in_treatment("2023-05-01", until="2023-08-31", left=80),
    somebody(sex="female", age=70, area="B34B", substances=ALCOHOL).in_treatment("2023-06-01"),
)

CUTS = [
    # says, by, lines
    ("without a cut, one line", "", [("2023/24", 2, None)]),
    ("by one dimension, with a total", "sex", [("2023/24", "female", 1, None), ("2023/24", "male", 1, None),
                                               ("2023/24", "all", 2, None)]),
    ("by two, in the order asked for", "age_band,area", [("2023/24", "18–24", "A12B", 1, None),
                                                         ("2023/24", "65 and over", "B34B", 1, None),
                                                         ("2023/24", "all", 2, None)]),
    ("what is not recorded is a line of its own", "deprivation", [("2023/24", None, 2, None),
                                                                  ("2023/24", "all", 2, None)]),
    ("groups stand in the order of their list", "substance_group", [("2023/24", "opiate", 1, None),
                                                                    ("2023/24", "alcohol only", 1, None),
                                                                    ("2023/24", "all", 2, None)]),
]  # fmt: skip


@pytest.mark.parametrize(("says", "by", "expected"), CUTS, ids=[case[0] for case in CUTS])
def test_cuts(asked, says, by, expected):
    assert lines(asked(TWO, by=by)) == expected


MATCHED = [
    # where, how many of the two
    ("sex = male", 1),
    ("sex != male", 1),
    ("age >= 24 and age < 70", 1),
    ("area = B34B or age_band = 18-24", 2),
    ("not substance_group = 'alcohol only'", 1),
    ("substance_group in (opiate, 'alcohol only')", 2),
    ("deprivation is not recorded", 2),
    ("deprivation is recorded", 0),
    ("deprivation > 3", 0),
    ("not deprivation > 3", 0),  # of what is not recorded neither a comparison nor its contrary is known
    ("deprivation > 3 or sex = male", 1),
]


@pytest.mark.parametrize(("where", "expected"), MATCHED, ids=[case[0] for case in MATCHED])
def test_where(asked, where, expected):
    assert lines(asked(TWO, where=where)) == [("2023/24", expected, None)]


def test_each_year_is_counted_for_itself(asked):
    stayed = somebody().in_treatment("2022-05-01", until="2023-08-31", left=80)
    found = asked([stayed], measure="completed_of_treated", by="year", period="2021/22..2023/24")
    assert lines(found) == [("2021/22", 0, 0), ("2022/23", 0, 1), ("2023/24", 1, 1)]


def test_by_area_somebody_who_moved_counts_in_both_and_it_is_said(asked):
    moved = somebody().in_treatment("2023-05-01", until="2023-06-30", left=5).in_treatment("2023-12-01", area="B34B")
    view = asked([moved], by="area")
    assert lines(view) == [("2023/24", "A12B", 1, None), ("2023/24", "B34B", 1, None), ("2023/24", "all", 2, None)]
    assert any("counts once in each" in note for note in view.notes)
    assert lines(asked([moved])) == [("2023/24", 1, None)]


def test_classes_are_a_line_each_and_none_of_a_class_is_said(asked):
    left = [
        somebody(sex="male").in_treatment("2023-05-01", until="2023-08-31", left=80),
        somebody(sex="female").in_treatment("2023-05-01", until="2023-08-31", left=85),
    ]
    view = asked(left, measure="exit_reasons", by="sex")
    assert [(*line.cut, line.class_, line.share.numerator, line.share.denominator) for line in view.lines] == [
        ("female", "successful", 0, 1),
        ("female", "incomplete", 1, 1),
        ("male", "successful", 1, 1),
        ("male", "incomplete", 0, 1),
        ("successful", 1, 2),
        ("incomplete", 1, 2),
    ]


def test_what_cannot_be_told_stands_beside_the_share(asked):
    [line] = asked([somebody().in_treatment("2024-03-01")], measure="effective_treatment", until="2024-03-31").lines
    assert (line.share.numerator, line.share.denominator, line.share.value, line.unknown) == (0, 0, None, 1)


def test_a_period_that_is_not_over_says_so(asked):
    view = asked(TWO, until="2023-11-30")
    assert any("Not complete: the store observes until 2023-11-30" in note for note in view.notes)
    assert not any("Not complete" in note for note in asked(TWO, period="2022/23").notes)


def test_the_rows_behind_a_figure_are_named(asked):
    found = asked(TWO, members, measure="completed_of_treated", by="sex")
    assert found.names == ("period", "sex", "person", "journey", "counts")
    assert found.rows == (("2023/24", "female", 2, 2, "no"), ("2023/24", "male", 1, 1, "yes"))


MANY = [
    somebody(sex=sex, area=area).in_treatment("2023-05-01", until="2023-08-31", left=left)
    for sex, area, left, times in (
        ("male", "A12B", 80, 12), ("male", "A12B", 85, 11), ("female", "A12B", 80, 8), ("female", "A12B", 85, 9),
        ("male", "B34B", 85, 2), ("female", "C56B", 80, 13), ("male", "C56B", 85, 21),
    )
    for _ in range(times)
]  # fmt: skip


def test_published_counts_are_rounded_and_small_ones_withheld(asked):
    assert lines(asked(MANY, published, by="area")) == [
        ("2023/24", "A12B", 40, None),
        ("2023/24", "B34B", None, None),
        ("2023/24", "C56B", 35, None),
        ("2023/24", "all", 75, None),
    ]


def test_below_a_small_count_noughts_are_withheld_too(asked):
    found = {line[1:3]: line[3] for line in lines(asked(MANY, published, by="area,sex"))}
    assert found["B34B", "female"] is None
    assert found["A12B", "male"] == 25


def test_a_published_share_comes_from_rounded_counts(asked):
    [line] = asked(MANY, published, measure="completed_of_treated").lines
    assert (line.share.numerator, line.share.denominator, line.share.value) == (35, 75, 35 / 75)


NOT_PUBLISHED = [
    # by, where, period, why
    ("service", None, "2023/24", "service is not published"),
    ("age", None, "2023/24", "age is not published"),
    ("area,sex,age_band", None, "2023/24", "at most 2"),
    ("area,sex", "age_band = 18-24", "2023/24", "at most 2"),
    ("area", "sex in (male, female)", "2023/24", "may only say"),
    ("area", "not sex = male", "2023/24", "may only say"),
    ("area", "sex = male or sex = female", "2023/24", "may only say"),
    ("area", "injecting = currently", "2023/24", "injecting is not published"),
    ("area", "area = A12B", "2023/24", "stands both in"),
    ("", None, "2023-04-01..2023-12-31", "only whole financial years"),
    ("", None, "12m to 2023-12-31", "only whole financial years"),
    ("", None, "rolling quarters", "only whole financial years"),
    ("", None, "2022/23..2023/24", "only whole financial years"),
    ("month", None, "2023/24", "only whole financial years"),
    ("quarter", None, "2023/24", "people of quarters overlap"),
]


@pytest.mark.parametrize(("by", "where", "period", "why"), NOT_PUBLISHED, ids=lambda it: str(it)[:30])
def test_what_is_not_published_is_refused_with_the_reason(asked, by, where, period, why):
    with pytest.raises(RefusalError, match=f"^--publish: .*{why}"):
        asked(TWO, published, by=by, where=where, period=period)


REFUSED = [
    # by, where, what is said
    ("colour", None, "dimension colour: there is none of that name"),
    ("sex,sex", None, "--by: sex is named twice"),
    ("year,quarter", None, "choose one"),
    ("", "area = Z99Z", "--where column 8: no area here is called 'Z99Z', there are A12B, B34B"),
    ("", "area in (A12B, Z99Z)", "--where column 16"),
]


@pytest.mark.parametrize(("by", "where", "said"), REFUSED, ids=[case[2][:30] for case in REFUSED])
def test_a_mistake_is_told_where_it_is(asked, by, where, said):
    with pytest.raises(RefusalError) as refused:
        asked(TWO, by=by, where=where)
    assert said in str(refused.value)
