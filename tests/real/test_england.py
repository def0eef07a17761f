"""Published English figures themselves, where they have been put beside the repository."""

import json
import warnings
from pathlib import Path

from ostara.exchange.england import import_england
from ostara.exchange.england.areas import ENGLAND
from ostara.exchange.england.viewit import IN_TREATMENT, group
from ostara.tables.published import read_published
from ostara.tables.published_sums import at_level, total

DATA = Path(__file__).parents[2] / "../shared/data/england"

# Published, and read by others from the same files.
YEAR = "2021/22"
IN_TREATMENT_THEN = {"all": 289_215, "opiate": 140_558}
DEATHS_YEAR, DEATHS_IN_ENGLAND = "2020", 4_312


def test_the_real_files(tmp_path):
    if not DATA.is_dir():
        warnings.warn("../shared/data/england is not here: published figures were not read", stacklevel=1)
        return
    result = import_england(DATA, tmp_path / "figures.parquet")
    said = json.dumps(result.as_dict(), indent=2)  # shown when something below fails
    for account in result.accounts.values():
        assert account.lines.read == account.lines.kept + account.lines.set_aside, said
        assert account.figures.read == account.figures.kept + account.figures.set_aside, said
    figures = read_published(result.file)
    assert len(figures) == result.written, said
    _people_in_treatment(figures, said)
    _deaths(figures, said)


def _people_in_treatment(figures, said):
    england = [one for one in figures if one.indicator == IN_TREATMENT and one.area_code == ENGLAND]
    found = {one.group: one.value for one in england if one.period == YEAR}
    for drugs, people in IN_TREATMENT_THEN.items():
        assert found.get(group(drugs)) == people, said


def _deaths(figures, said):
    deaths = [one for one in figures if one.source == "drug_deaths" and one.period == DEATHS_YEAR]
    regions = [one for one in at_level(deaths, "region") if "misuse" not in one.indicator.split("(")[0]]
    everyone = [one for one in regions if one.group == "sex: all; age: all"]
    assert everyone, said
    assert total(everyone).value == DEATHS_IN_ENGLAND, said
