"""What a chart says in words: who is outside, what holds at a time, how many lie on each side of a line."""

import math
import re

import pytest

from ostara.drawing.bars import Bar, BarChart
from ostara.drawing.control import ControlChart, ControlPoint, Signal
from ostara.drawing.funnel import FunnelPoint, Limits, Place
from ostara.drawing.histogram import Bin, HistogramChart
from ostara.drawing.intervals import IntervalChart, IntervalRow
from ostara.drawing.survival import Curve, SurvivalChart
from ostara.drawing.words import Unit
from tests.unit.drawing.drawn import NAMESPACE, funnel, one_curve, read, said


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


def test_on_a_phone_a_long_name_of_an_interval_goes_on_in_a_second_line():
    """What tells two estimates apart often stands at the end of their names."""
    names = ("V75B: opiate and/or crack, 2019/20 (capture-recapture)", "V75B: opiate and/or crack, 2022/23 (records)")
    chart = IntervalChart("Not in treatment", tuple(IntervalRow(name, 0.6, 0.5, 0.7) for name in names))
    drawn = chart.draw(340)
    assert "(capture-recapture)" in said(drawn) and "(records)" in said(drawn)
    assert "…" not in said(drawn)


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


@pytest.mark.parametrize(
    ("value", "low", "high", "signal"),
    [
        (0.5, 0.4, 0.6, Signal.WITHIN),
        (0.6, 0.4, 0.6, Signal.WITHIN),  # on the limit is not outside it
        (0.4, 0.4, 0.6, Signal.WITHIN),
        (0.61, 0.4, 0.6, Signal.ABOVE),
        (0.39, 0.4, 0.6, Signal.BELOW),
        (0.61, None, 0.6, Signal.ABOVE),  # one limit is enough to be outside, not to be within
        (0.5, None, 0.6, Signal.UNKNOWN),
        (0.5, 0.4, math.nan, Signal.UNKNOWN),
        (0.5, None, None, Signal.UNKNOWN),
        (None, 0.4, 0.6, Signal.MISSING),
        (math.nan, 0.4, 0.6, Signal.MISSING),
    ],
)
def test_where_a_point_lies_between_its_limits(value, low, high, signal):
    chart = ControlChart("Waits", (ControlPoint("May", value, low, high),), 0.5)
    assert chart.points[0].signal is signal
    assert chart.table().rows[0][-1] == signal.value


MONTHS = (
    ControlPoint("May", 0.5, 0.4, 0.6),
    ControlPoint("June", None, 0.4, 0.6),
    ControlPoint("July", 0.3, 0.4, 0.6),
    ControlPoint("August", 0.7, 0.35, 0.65),
)


def test_a_control_chart_says_its_centre_its_gaps_and_what_lies_outside():
    chart = ControlChart("Waits", MONTHS, 0.5, "Month", "Seen in time", centre_name="Usual")
    assert chart.summary() == (
        "4 periods. Usual: 50%. Outside: July, 30%, below the lower limit; August, 70%, above the upper limit. "
        "Not known: June."
    )
    assert [column.name for column in chart.table().columns] == [
        *("Month", "Seen in time", "Usual", "Lower limit", "Upper limit", "Place")
    ]
    assert chart.table().rows[1:3] == (
        ("June", "not known", "50%", "40%", "60%", "not known"),
        ("July", "30%", "50%", "40%", "60%", "below the lower limit"),
    )


def test_points_outside_differ_in_shape_and_a_missing_one_leaves_a_gap():
    root = read(ControlChart("Waits", MONTHS, 0.5).draw())
    within = list(root.iter(f"{NAMESPACE}circle"))
    outside = [each.attrib["d"] for each in root.iter(f"{NAMESPACE}path") if each.attrib.get("class") == "c-s2"]
    course = [each for each in root.iter(f"{NAMESPACE}path") if each.attrib.get("class") == "c-s1"]
    assert len(within) == 2  # May, and the key
    assert sorted(corners.count("L") for corners in outside) == [2, 2, 3, 3]  # triangles above, diamonds below
    assert [each.attrib["d"].count("L") for each in course] == [1]  # July to August: nothing is drawn over June


def test_limits_step_with_their_periods():
    root = read(ControlChart("Waits", MONTHS, 0.5).draw())
    dashed = [each.attrib["d"] for each in root.iter(f"{NAMESPACE}path") if each.attrib.get("class") == "c-limit"]
    assert [len(set(re.findall(r"[ML]\S+ (\S+)", steps))) for steps in dashed] == [2, 2]


NEEDS = (
    Bar("Opioids", 0.53, 0.49, 0.57, "Ashford"),
    Bar("Alcohol", None, group="Ashford"),
    Bar("Opioids", None, group="Brook", withheld=True),
)


def test_bars_say_what_is_withheld_and_what_is_not_known_and_draw_neither():
    chart = BarChart("Need", NEEDS, reference=0.41, reference_name="England", row_name="Need", group_name="Area")
    assert chart.table().rows == (
        ("Ashford", "Opioids", "53%", "49% to 57%"),
        ("Ashford", "Alcohol", "not known", "not known"),
        ("Brook", "Opioids", "withheld", "withheld"),
    )
    assert chart.table().footnotes == ("England: 41%.",)
    assert chart.summary() == (
        "Ashford, Opioids: 53% (49% to 57%); Ashford, Alcohol: not known; Brook, Opioids: withheld; England: 41%"
    )
    root = read(chart.draw())
    assert len(list(root.iter(f"{NAMESPACE}rect"))) == 1
    assert said(chart.draw()).count("withheld") == 2  # described, and beside its name
    assert said(chart.draw()).count("Ashford") == 3  # described twice, and written once over its bars


def test_bars_without_groups_or_intervals_have_neither_column():
    table = BarChart("People", (Bar("a", 12), Bar("b", 3)), "People", Unit.NUMBER, row_name="Place").table()
    assert [column.name for column in table.columns] == ["Place", "People"]
    assert table.rows == (("a", "12"), ("b", "3"))


def test_a_withheld_bar_with_a_value_is_refused():
    with pytest.raises(ValueError, match="withheld"):
        Bar("Opioids", 0.5, withheld=True)
