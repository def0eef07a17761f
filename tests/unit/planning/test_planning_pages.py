"""The model's own page and picture: everything the specification declares stands in them."""

import xml.etree.ElementTree as ET

import pytest

from ostara.planning.calibration.kept import shipped
from ostara.planning.diagram import BOXES, model_diagram
from ostara.planning.levers import LEVERS
from ostara.planning.page import model_page
from ostara.planning.parameters import estimates
from ostara.planning.specification import MODEL


@pytest.fixture(scope="module")
def page():
    return model_page()


@pytest.mark.parametrize("place", [place.name for place in MODEL.places])
def test_every_place_is_told(page, place):
    assert f"| `{place}` |" in page


@pytest.mark.parametrize("id", estimates())
def test_every_number_is_told_with_its_status(page, id):
    numbers = page.partition("\n## Numbers\n")[2]
    (row,) = (line for line in numbers.splitlines() if line.startswith(f"| `{id}` |"))
    assert f"| {estimates()[id].status} |" in row


def test_every_group_of_places_that_a_move_names_is_said(page):
    groups = page.partition("\n## Groups of places\n")[2].partition("\n## ")[0]
    names = {place.name for place in MODEL.places}
    tags = {tag for place in MODEL.places for tag in place.tags if tag not in names}
    assert all(f"| `{tag}` |" in groups for tag in tags)


def test_what_the_model_was_held_to_is_said_and_that_it_is_no_proof(page):
    held = page.partition("\n## What the model was held to\n")[2].partition("\n## ")[0]
    assert sum(line.startswith("| ") for line in held.splitlines()) == 1 + len(shipped().targets)
    assert "no proof" in held


def test_every_move_flip_weight_and_lever_has_a_row(page):
    tables = page.split("\n## ")
    rows = {part.splitlines()[0]: sum(line.startswith("| ") for line in part.splitlines()) - 1 for part in tables}
    assert rows["How people move"] == len(MODEL.moves)
    assert rows["How flags change"] == len(MODEL.flips)
    assert rows["What a year counts for"] == len(MODEL.weights)
    assert rows["Levers"] == len(LEVERS)


def test_the_picture_is_a_picture_with_words_for_those_who_cannot_see_it():
    svg = ET.fromstring(model_diagram())  # noqa: S314 our own
    space = "{http://www.w3.org/2000/svg}"
    assert svg.find(f"{space}title").text
    assert "waiting to substitution treatment 9 kinds" in svg.find(f"{space}desc").text
    said = "".join(svg.itertext())
    assert all(word in said for box in BOXES.values() for word in box.words)
    assert len(svg.findall(f"{space}line")) > 20
