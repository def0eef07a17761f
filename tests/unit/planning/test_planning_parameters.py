"""The model's numbers: each says where it comes from, is drawn within what it says of itself, and is used."""

from pathlib import Path

import numpy as np
import pytest

from ostara.knowledge.refusal import RefusalError
from ostara.planning.parameters import Unit, draw, estimates, midpoints
from ostara.planning.parameters.drawing_values import quantile
from ostara.planning.parameters.reading import estimates as read
from ostara.planning.parameters.reading import evidence

ROOM = Path(__file__).parents[3] / "ostara/planning"
BARRED = {"white", "pierce16", "marsdenprison", "east17", "east18", "marsden09", "acmd19", "dit", "qwatch"}
NUMBERS = estimates()

WHOLE = """
[one]
meaning = "something"
value = 0.5
low = 0.4
high = 0.6
unit = "probability"
distribution = "logitnormal"
evidence = ["MORT042"]
source = "hickman"
place = "a page"
population = "people"
transformation = "none"
status = "quoted"
"""


def reading(tmp_path, text, name="made_up.toml"):
    (tmp_path / name).write_text(text)
    read.cache_clear()
    return read(tmp_path)


@pytest.fixture(autouse=True)
def forget():
    yield
    read.cache_clear()


def test_there_are_numbers_of_every_kind():
    assert {one.unit for one in NUMBERS.values()} == set(Unit)


@pytest.mark.parametrize("id", NUMBERS)
def test_middle_and_ends_of_its_interval_are_what_it_says(id):
    one = NUMBERS[id]
    ends = [quantile(one, at) for at in (0.025, 0.5, 0.975)]
    assert ends == pytest.approx([max(one.low, 1e-9), one.value, one.high], rel=1e-6)


@pytest.mark.parametrize("id", NUMBERS)
def test_it_does_not_rest_on_what_validation_is_scored_on(id):
    """Three readings of offending stand side by side on purpose; all else keeps away from scored studies."""
    barred = BARRED if id.startswith("offences_treated") else BARRED | {"nta_recon", "pierce18"}
    assert not NUMBERS[id].studies & barred


@pytest.mark.parametrize("id", NUMBERS)
def test_what_rests_on_judgement_says_so(id):
    one = NUMBERS[id]
    if one.source in ("ostara", "judge"):
        assert one.unverified
    if any(evidence()[row]["verified"] != "source" for row in one.evidence):
        assert str(one.status) != "quoted"


def test_every_row_of_evidence_is_used():
    assert set(evidence()) == {row for one in NUMBERS.values() for row in one.evidence}


def test_every_number_is_used():
    code = "".join(path.read_text() for path in ROOM.rglob("*.py"))
    built = ("mix_", "cost_", "offences_treated_")  # names put together from a payer, a kind of offence or a reading
    assert [id for id in NUMBERS if f'"{id}"' not in code and not id.startswith(built)] == []


def test_deaths_name_their_cause():
    assert all(one.cause for one in NUMBERS.values() if one.file == "mortality.toml")


def test_the_same_draw_is_the_same():
    assert draw(1, 5).of == draw(1, 5).of
    assert draw(1, 5).hash != draw(1, 6).hash != draw(2, 6).hash


def test_a_number_is_drawn_whatever_others_there_are():
    alone = {"leaving": NUMBERS["leaving"]}
    assert draw(1, 5, alone).of["leaving"] == draw(1, 5).of["leaving"]


def test_draws_spread_as_they_say():
    one = NUMBERS["poisoning_first_weeks_off"]
    drawn = np.array([draw(1, which, {one.id: one}).of[one.id] for which in range(1, 2001)])
    assert np.percentile(drawn, [2.5, 50, 97.5]) == pytest.approx([5.45, 8.15, 12.19], rel=0.05)


def test_values_can_be_put_in_place_of_others():
    assert midpoints().changed(leaving=0.1).of["leaving"] == 0.1
    with pytest.raises(KeyError, match="leavin"):
        midpoints().changed(leavin=0.1)


def test_a_whole_number_can_be_read(tmp_path):
    assert reading(tmp_path, WHOLE)["one"].studies == {"hickman"}


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ('unit = "probability"', 'unit = "chance"', "made_up.toml one: unit chance is none of"),
        ("value = 0.5", "value = 0.7", "made_up.toml one: value 0.7 is not between its low and its high"),
        ("high = 0.6", "high = 1.6", "made_up.toml one: probability cannot be above 1"),
        ("low = 0.4", "low = -0.4", "made_up.toml one: probability cannot be negative"),
        ('["MORT042"]', '["MORT999"]', "made_up.toml one: row MORT999 is not in evidence.csv"),
        ('"hickman"', '"hickmann"', "made_up.toml one: source hickmann is not in sources.toml"),
        ('"logitnormal"', '"fixed"', "made_up.toml one: has an interval exactly where it is not fixed"),
        ('status = "quoted"', 'status = "true"', "made_up.toml one: status true is none of"),
        ("value = 0.5", 'value = "half"', "made_up.toml one: value is not a finite number"),
        ("place =", "page =", "made_up.toml one: has no place"),
        ("low = 0.4", "low = nan", "made_up.toml one: low is not a finite number"),
    ],
)
def test_what_cannot_be_is_refused(tmp_path, was, becomes, says):
    with pytest.raises(RefusalError) as refused:
        reading(tmp_path, WHOLE.replace(was, becomes))
    assert says in str(refused.value)


def test_a_number_of_mortality_without_cause_is_refused(tmp_path):
    with pytest.raises(RefusalError, match="names its cause"):
        reading(tmp_path, WHOLE, "mortality.toml")


def test_a_number_written_in_two_files_is_refused(tmp_path):
    (tmp_path / "another.toml").write_text(WHOLE)
    with pytest.raises(RefusalError, match=r"made_up.toml one: is written in another.toml already"):
        reading(tmp_path, WHOLE)
