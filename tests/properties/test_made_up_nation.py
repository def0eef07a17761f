"""A made-up nation is the same for the same seed, however it is made, and everything hangs together."""

import pyarrow.parquet as pq
import pytest

from ostara.exchange.made_up_nation import make_up_nation_store
from ostara.tables import TABLES
from ostara.tables.store import open_store


def made(folder, *, journeys=400, seed=3, block_size=5_000, years=4):
    make_up_nation_store(folder, journeys=journeys, years=years, seed=seed, block_size=block_size)
    return open_store(folder)


@pytest.fixture(scope="module")
def once(tmp_path_factory):
    return made(tmp_path_factory.mktemp("nation_once") / "store")


def test_the_same_seed_gives_the_same_nation(once, tmp_path):
    assert made(tmp_path / "again").manifest.parts == once.manifest.parts


def test_another_seed_gives_another_nation(once, tmp_path):
    other = made(tmp_path / "other", seed=4)
    same = [name for name, part in other.manifest.parts.items() if part == once.manifest.parts[name] and part.rows]
    assert same == []


@pytest.mark.parametrize("block_size", [7, 96])
def test_the_size_of_blocks_of_the_nation_does_not_matter(once, tmp_path, block_size):
    other = made(tmp_path / "other", block_size=block_size)
    for name in TABLES:
        assert pq.read_table(other.file(name)).equals(pq.read_table(once.file(name))), name


def test_more_journeys_leave_the_first_people_as_they_are(once, tmp_path):
    more = made(tmp_path / "more", journeys=500)
    last = pq.read_table(once.file("people"), columns=["person"])["person"][-1].as_py()  # may be cut short
    for name, table in TABLES.items():
        if "person" in table.names:
            before = [("person", "<", last)]
            many = pq.read_table(more.file(name), filters=before)
            assert many.equals(pq.read_table(once.file(name), filters=before)), name


@pytest.mark.parametrize("journeys", [1, 2, 5])
def test_very_small_nations_can_be_made(tmp_path, journeys):
    store = made(tmp_path / "small", journeys=journeys, years=1)
    assert 1 <= store.manifest.parts["people"].rows <= journeys <= store.manifest.parts["episodes"].rows


@pytest.mark.parametrize("years", [1, 30])
def test_few_and_many_years_can_be_made(tmp_path, years):
    store = made(tmp_path / "years", journeys=600, years=years)
    last = store.manifest.observed_until
    assert last == f"{2013 + years}-03-31"
    begun = pq.read_table(store.file("episodes"), columns=["started"])["started"].to_pylist()
    assert str(max(begun)) <= last
    assert max(begun).year >= 2012 + years


def test_rows_of_an_episode_are_about_its_person_and_service(once):
    columns = ["episode", "person", "service"]
    stays = pq.read_table(once.file("episodes"), columns=columns).to_pylist()
    whose = {stay["episode"]: (stay["person"], stay["service"]) for stay in stays}
    assert sorted(whose) == list(range(1, len(stays) + 1))
    for name in ("interventions", "presentations", "reviews", "sub_interventions", "weekly_hours"):
        for row in pq.read_table(once.file(name), columns=columns).to_pylist():
            assert whose[row["episode"]] == (row["person"], row["service"]), name


def test_help_and_reviews_lie_within_their_episodes(once):
    stays = {row["episode"]: row for row in pq.read_table(once.file("episodes")).to_pylist()}
    for help_given in pq.read_table(once.file("interventions")).to_pylist():
        stay = stays[help_given["episode"]]
        started, ended = help_given["started"], help_given["ended"]
        if started:
            assert stay["started"] <= started <= (stay["ended"] or started)
            assert (help_given["offered_on"] or started) <= started
        if ended and help_given["national_kind"] != "96":
            assert ended <= (stay["ended"] or ended)
        assert started or not ended
