import pytest

from ostara.exchange.made_up_nation import make_up_nation_store
from ostara.exchange.made_up_nation.planted import Planted
from tests.made_up import Service


@pytest.fixture(scope="session")
def nation(tmp_path_factory) -> Service:
    folder = tmp_path_factory.mktemp("made_up_nation") / "nation"
    make_up_nation_store(folder, journeys=6_000, years=10, seed=5)
    return Service(folder, Planted())
