"""Whatever it is given, a chart is well formed, stays inside its picture, and says so when there is nothing to draw."""

import math

import pytest

from ostara.drawing.survival import Curve, SurvivalChart
from ostara.drawing.svg import NARROW, WIDE
from ostara.drawing.trend import TrendChart, TrendSeries
from tests.unit.drawing.drawn import CHARTS, EMPTY, NAMESPACE, one_curve, places, read, said

EVERY = [*EMPTY.items(), *CHARTS.items()]
every_chart = pytest.mark.parametrize("chart", [chart for _, chart in EVERY], ids=[name for name, _ in EVERY])
every_width = pytest.mark.parametrize("width", [WIDE, NARROW])


@every_chart
@every_width
def test_everything_drawn_is_finite_and_inside_the_picture(chart, width):
    root = read(chart.draw(width))
    left, top, wide, tall = map(float, root.attrib["viewBox"].split())
    assert (left, top, wide) == (0, 0, width)
    for x, y in places(root):
        assert math.isfinite(x)
        assert math.isfinite(y)
        assert -0.01 <= x <= wide + 0.01
        assert -0.01 <= y <= tall + 0.01


@every_chart
@every_width
def test_a_screen_reader_meets_one_picture_with_a_name_and_a_description(chart, width):
    root = read(chart.draw(width))
    assert root.attrib["role"] == "img"
    title, description = root.find(f"{NAMESPACE}title"), root.find(f"{NAMESPACE}desc")
    assert title is not None
    assert title.text
    assert description is not None
    assert description.text


@every_chart
@every_width
def test_words_are_never_smaller_than_twelve_pixels(chart, width):
    root = read(chart.draw(width))
    sizes = [float(each.attrib["font-size"]) for each in root.iter() if "font-size" in each.attrib]
    assert min(sizes) >= 12


@pytest.mark.parametrize("chart", EMPTY.values(), ids=EMPTY.keys())
def test_nothing_to_draw_is_said_in_the_picture(chart):
    assert "No data to draw" in said(chart.draw())


@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS.keys())
def test_every_chart_has_a_table_that_agrees_on_its_columns(chart):
    table = chart.table()
    assert table.rows
    assert all(len(row) == len(table.columns) for row in table.rows)
    assert "nan" not in str(table.rows).lower()


def test_words_from_outside_are_words_and_never_markup():
    drawn = CHARTS["nasty names"].draw()
    assert "<script" not in drawn
    assert not [each for each in read(drawn).iter() if each.tag.endswith("script")]
    assert "<script>alert" in said(drawn)


def test_series_differ_by_dash_and_by_marker_and_not_by_colour_alone():
    chart = SurvivalChart("Four", tuple(one_curve(name, 0.5, 0.4) for name in "abcd"), (0, 10, 20))
    lines = [each for each in read(chart.draw()).iter(f"{NAMESPACE}path") if each.attrib["class"].startswith("c-s")]
    dashes = {each.attrib.get("stroke-dasharray") for each in lines if each.attrib["fill"] == "none"}
    assert len(dashes) == 4


def test_a_gap_is_a_gap_and_is_not_joined_over():
    chart = TrendChart("Gap", tuple("abcd"), (TrendSeries("s", (0.1, 0.2, None, 0.3)),))
    lines = [each.attrib["d"] for each in read(chart.draw()).iter(f"{NAMESPACE}path") if each.attrib["class"] == "c-s1"]
    assert [each.count("L") for each in lines] == [1]
    assert chart.table().rows[2] == ("c", "not known")


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Curve("a", (1, 2), (0.5,)),
        lambda: Curve("a", (2, 1), (0.5, 0.4)),
        lambda: Curve("a", (1,), (0.5,), low=(0.4,)),
        lambda: SurvivalChart("five", tuple(one_curve(name, 0.5) for name in "abcde"), (0, 1)),
        lambda: SurvivalChart("marks", (Curve("a", (1,), (0.5,), at_risk=(3,)),), (0, 1)),
        lambda: TrendChart("short", ("a", "b"), (TrendSeries("s", (0.5,)),)),
    ],
)
def test_data_that_cannot_be_a_chart_is_refused(wrong):
    with pytest.raises(ValueError):
        wrong()
