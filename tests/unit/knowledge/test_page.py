"""The generated page names every parameter and shows doubt in words."""

from ostara.knowledge.parameters import parameters, parameters_page
from ostara.knowledge.sources import source


def row_of(name):
    (row,) = (line for line in parameters_page().splitlines() if line.startswith(f"| `{name}` |"))
    return row


def test_every_parameter_has_its_row():
    for one in parameters().values():
        row = row_of(one.name)
        assert f"{one.value} {one.unit}" in row
        assert source(one.source).title in row
        assert one.place in row


def test_doubt_is_shown_in_words():
    assert "| **unverified** |" in row_of("buprenorphine.adequate_dose_mg")
    assert "unverified" not in row_of("methadone.adequate_dose_mg")


def test_every_row_of_a_table_has_the_cells_of_its_heading():
    width = 0
    for line in parameters_page().splitlines():
        cells = line.replace("\\|", "").count("|")
        if not line.startswith("|"):
            width = 0
        elif width == 0:
            width = cells
        else:
            assert cells == width, line
