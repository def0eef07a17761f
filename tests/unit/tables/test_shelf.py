"""A shelf of stores: a pointer that is switched in one step, and old stores that are taken away."""

from datetime import UTC, datetime, timedelta

import pytest

from ostara.tables.shelf import CURRENT, PUBLISHED, clear, instant_of, new_place, point_at, pointed_at, stamp

NIGHT = datetime(2026, 3, 29, 2, 30, tzinfo=UTC)


@pytest.fixture
def shelf(tmp_path):
    for night in range(6):
        (tmp_path / stamp(NIGHT + timedelta(days=night))).mkdir()
    return tmp_path


def names(shelf):
    return sorted(each.name for each in shelf.iterdir() if each.is_dir())


def test_a_store_is_named_by_its_instant(shelf):
    assert instant_of(shelf / stamp(NIGHT)) == NIGHT
    assert instant_of(shelf / "by hand") is None


def test_two_of_one_second_get_numbers(shelf):
    second = new_place(shelf, NIGHT)
    assert second.name == "20260329T023000Z-2"
    assert instant_of(second) == NIGHT


def test_a_pointer_names_the_store_that_is_read(shelf):
    assert pointed_at(shelf) is None
    for name in names(shelf)[:2]:
        point_at(shelf, shelf / name)
        assert pointed_at(shelf) == shelf / name
    assert not [each for each in shelf.iterdir() if each.name.startswith(".")]


@pytest.mark.parametrize("written", ["", "../elsewhere", "/etc", "20990101T000000Z"])
def test_a_pointer_to_no_store_of_the_shelf_points_nowhere(shelf, written):
    (shelf / CURRENT).write_text(written)
    assert pointed_at(shelf) is None


def test_there_is_no_store_where_there_is_no_shelf(tmp_path):
    assert pointed_at(tmp_path / "nowhere") is None


def test_the_last_few_and_those_pointed_at_are_kept(shelf):
    first, second, third, *rest = names(shelf)
    point_at(shelf, shelf / first, PUBLISHED)
    point_at(shelf, shelf / third, CURRENT)
    assert clear(shelf) == [second]
    assert names(shelf) == [first, third, *rest]
    assert clear(shelf, kept=1) == rest[:-1]
