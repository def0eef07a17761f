"""Sources load whole or not at all."""

import pytest

from ostara.knowledge.refusal import RefusalError
from ostara.knowledge.sources import source, sources

GOOD = '[leaflet]\ntitle = "A leaflet"\nwhere = "gov.uk"\nchecked = "read whole"\n'


def planted(tmp_path, text):
    file = tmp_path / "sources.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_whole_entry_loads(tmp_path):
    leaflet = sources(planted(tmp_path, GOOD + "year = 2020\n"))["leaflet"]
    assert (leaflet.id, leaflet.title, leaflet.year, leaflet.publisher) == ("leaflet", "A leaflet", 2020, None)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (GOOD.replace('where = "gov.uk"\n', ""), "has no where"),
        (GOOD.replace('checked = "read whole"\n', ""), "has no checked"),
        (GOOD.replace("A leaflet", "  "), "title is not words, or is blank"),
        (GOOD + 'colour = "blue"\n', "has a field nobody knows: colour"),
        (GOOD + 'year = "2020"\n', "year is not a whole number"),
        (GOOD + GOOD, "is written twice"),
    ],
)
def test_what_is_not_whole_is_refused_by_name(tmp_path, text, reason):
    with pytest.raises(RefusalError) as refusal:
        sources(planted(tmp_path, text))
    assert (refusal.value.place, refusal.value.reason) == ("sources.toml leaflet", reason)


def test_what_is_not_toml_is_refused(tmp_path):
    with pytest.raises(RefusalError, match=r"sources\.toml: is not readable as TOML"):
        sources(planted(tmp_path, "[leaflet\n"))


def test_an_unknown_id_names_its_neighbours():
    with pytest.raises(RefusalError, match="did you mean nice-ta114"):
        source("nice-ta14")
