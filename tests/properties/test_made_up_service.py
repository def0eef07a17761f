"""A made-up service is the same for the same seed, however it is made, and its people add up."""

import pyarrow.parquet as pq
import pytest

from ostara.exchange.made_up import make_up_store
from ostara.tables import TABLES
from ostara.tables.store import open_store


def made(folder, *, people=130, seed=3, block_size=500, years=1):
    make_up_store(folder, people=people, years=years, seed=seed, block_size=block_size)
    return open_store(folder)


@pytest.fixture(scope="module")
def once(tmp_path_factory):
    return made(tmp_path_factory.mktemp("once") / "store")


def test_the_same_seed_gives_the_same_digests(once, tmp_path):
    assert made(tmp_path / "again").manifest.parts == once.manifest.parts


def test_another_seed_gives_another_service(once, tmp_path):
    other = made(tmp_path / "other", seed=4)
    same = [name for name, part in other.manifest.parts.items() if part == once.manifest.parts[name] and part.rows]
    assert same == []


@pytest.mark.parametrize("block_size", [9, 64])
def test_the_size_of_blocks_does_not_matter(once, tmp_path, block_size):
    other = made(tmp_path / "other", block_size=block_size)
    for name in TABLES:
        assert pq.read_table(other.file(name)).equals(pq.read_table(once.file(name))), name


def test_more_people_leave_the_first_ones_as_they_are(once, tmp_path):
    more = made(tmp_path / "more", people=160)
    for name, table in TABLES.items():
        if "person" in table.names:
            all_of_them = pq.read_table(more.file(name), filters=[("person", "<=", 130)])
            assert all_of_them.equals(pq.read_table(once.file(name))), name


def test_people_are_conserved(once):
    people = pq.read_table(once.file("people"), columns=["person"])["person"].to_pylist()
    assert people == list(range(1, 131))
    for name, table in TABLES.items():
        if "person" in table.names:
            seen = set(pq.read_table(once.file(name), columns=["person"])["person"].to_pylist())
            assert seen <= set(people), name


def test_a_service_of_one_person_can_be_made(tmp_path):
    assert made(tmp_path / "one", people=1).manifest.parts["people"].rows == 1
