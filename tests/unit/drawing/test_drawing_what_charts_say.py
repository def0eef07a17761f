"""What a chart says in words: who is outside, what holds at a time, how many lie on each side of a line."""

import pytest

from ostara.drawing.funnel import FunnelPoint, Limits, Place
from ostara.drawing.histogram import Bin, HistogramChart
from ostara.drawing.intervals import IntervalChart, IntervalRow
from ostara.drawing.survival import Curve, SurvivalChart
from ostara.drawing.words import Unit
from tests.unit.drawing.drawn import funnel, one_curve, said


@pytest.mark.parametrize(
    ("count", "of", "place"),
    [
        (50, 100, Place.WITHIN),
        (60, 100, Place.WITHIN),  # on the limit is not outside it
        (61, 100, Place.BEYOND_95),
        (65, 100, Place.BEYOND_95),
        (66, 100, Place.BEYOND_998),
        (34, 100, Place.BEYOND_998),
        (310, 550, Place.WITHIN),  # limits halfway between those given for 100 and 1000
        (312, 550, Place.BEYOND_95),
        (0, 0, Place.UNKNOWN),
        (900, 2000, Place.UNKNOWN),  # the limits do not reach so far
    ],
)
def test_where_a_service_lies(count, of, place):
    chart = funnel(FunnelPoint("A", count, of))
    assert chart.place(chart.points[0]) is place
    assert chart.table().rows[0][-1] == place.value


def test_services_outside_are_named_in_the_picture_and_those_inside_only_in_the_table():
    chart = funnel(FunnelPoint("Inside", 50, 100), FunnelPoint("Outside", 10, 100))
    drawn = said(chart.draw())
    assert drawn.count("Outside") >= 2
    assert "Inside" not in drawn
    assert [row[0] for row in chart.table().rows] == ["Inside", "Outside"]


def test_limits_are_refused_when_they_do_not_fit_together():
    with pytest.raises(ValueError):
        Limits((2, 1), (0, 0), (1, 1))
    with pytest.raises(ValueError):
        Limits((1, 2), (0,), (1, 1))


def test_a_curve_holds_its_step_until_the_next_and_is_not_known_after_its_last():
    curve = Curve("a", (10, 20), (0.8, 0.6))
    assert [curve.value_at(time, curve.shares) for time in (0, 9, 10, 19, 20, 21)] == [1, 1, 0.8, 0.8, 0.6, None]
    rows = SurvivalChart("a", (curve,), (0, 15, 30)).table().rows
    assert [row[2] for row in rows] == ["100%", "80%", "not known"]


def test_a_curve_is_labelled_with_the_share_where_it_leaves_the_chart():
    chart = SurvivalChart("a", (one_curve("Methadone", 0.9, 0.8, 0.5),), (0, 20))
    assert "80% Methadone" in said(chart.draw())
    assert "Methadone: 80% at 20" in chart.summary()


def test_a_histogram_says_how_many_lie_on_each_side_of_its_line():
    bins = (Bin(0, 30, 10), Bin(30, 60, 30), Bin(60, 90, 60))
    chart = HistogramChart("Doses", bins, threshold=60, threshold_name="Therapeutic from", quartiles=(40, 62, 80))
    assert chart.summary() == "People: 100. Middle value 62 mg; half lie between 40 mg and 80 mg. " + (
        "40% below 60 mg; 60% at 60 mg or above."
    )
    assert "40% below 60 mg" in said(chart.draw())


def test_a_line_inside_a_bar_gives_no_false_split():
    chart = HistogramChart("Doses", (Bin(0, 50, 10), Bin(50, 100, 10)), threshold=60)
    assert "below" not in chart.summary()


def test_bins_that_overlap_are_refused():
    with pytest.raises(ValueError):
        HistogramChart("Doses", (Bin(0, 50, 1), Bin(40, 60, 1)))


def test_an_unknown_row_stays_and_says_so():
    chart = IntervalChart("Use", (IntervalRow("A", 0.5, 0.4, 0.6, 5, 10), IntervalRow("B", None)), unit=Unit.SHARE)
    assert chart.table().rows == (
        ("A", "50%", "40% to 60%", "5 of 10 (50%)"),
        ("B", "not known", "not known", "not known"),
    )
    assert "not known" in said(chart.draw())
