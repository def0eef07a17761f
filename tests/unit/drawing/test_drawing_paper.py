"""A chart on paper carries the colours that page.css gives it there."""

import re

import pytest

from ostara.drawing.paper import colours, on_paper, style_sheet
from tests.unit.drawing.drawn import CHARTS, EMPTY, NAMESPACE, read

ALL = {**CHARTS, **EMPTY}


@pytest.mark.parametrize("chart", ALL.values(), ids=ALL.keys())
def test_every_class_in_a_chart_has_its_colour_in_the_chart(chart):
    root = read(on_paper(chart.draw()))
    style = root.findtext(f"{NAMESPACE}style")
    used = {name for each in root.iter() for name in each.attrib.get("class", "").split()}
    assert used <= set(re.findall(r"\.([\w-]+)", style))
    assert "var(" not in style
    assert not re.search(r"font-weight: \d", style)


def test_colours_are_those_for_paper():
    found = colours()
    assert found["paper"] == "#ffffff"  # said in print
    assert found["dawn"] == found["dawn"].lower() == "#d98e2b"
    assert found["focus"] == "#8a3ffc"  # said in light only
    assert set(re.findall(r"var\(--([\w-]+)\)", style_sheet())) <= {*found, "level"}
    assert "color: #000000" in on_paper("<svg><g/></svg>")
    assert "#e9e6df" not in found.values()  # the ink of the dark


def test_a_picture_is_otherwise_unchanged():
    drawn = CHARTS["nasty names"].draw()
    assert re.sub("<style>.*?</style>", "", on_paper(drawn)) == drawn
