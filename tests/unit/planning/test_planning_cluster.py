"""Draws on a Dask cluster of this machine: the answers of one process to the last bit, or a clear refusal."""

import os
import sys

import numpy as np
import pytest
from distributed import default_client

from ostara.knowledge.refusal import RefusalError
from ostara.planning import cluster
from ostara.planning.calibration.kept import shipped
from ostara.planning.cluster import on_cluster
from ostara.planning.comparing import compare
from ostara.planning.scenarios import scenario_named

ASKED = scenario_named("one-year-time-limit").asked(people=500, years=1, area=None)


@pytest.fixture(scope="module")
def local():
    with on_cluster("local") as map_:
        yield map_


@pytest.mark.parametrize("engine", ["expectation", "individuals"])
@pytest.mark.parametrize("fitted", [None, shipped()], ids=["evidence", "fit"])
def test_a_cluster_answers_what_one_process_answers_to_the_last_bit(local, engine, fitted):
    here, there = (compare(ASKED, draws=3, engine=engine, fitted=fitted, map_=map_) for map_ in (map, local))
    for one, other in zip(here.arms, there.arms, strict=True):
        assert one.values == other.values
        for arm, same in ((one.base, other.base), (one.changed, other.changed)):
            assert all(np.array_equal(told, same.by_year[name]) for name, told in arm.by_year.items())
            assert arm.discounted == same.discounted


@pytest.mark.usefixtures("local")
def test_machines_with_another_model_are_refused(monkeypatch):
    """Asked of a scheduler by its address; each process answers something else when asked for its number."""
    address = default_client().scheduler.address
    with on_cluster(address):
        monkeypatch.setattr(cluster, "model_hash", os.getpid)
    with pytest.raises(RefusalError, match="another version of the model"), on_cluster(address):
        pass


def test_nobody_at_an_address_is_said(monkeypatch):
    monkeypatch.setattr(cluster, "PATIENCE", "1s")
    said = r"--cluster: found no Dask scheduler at tcp://127.0.0.1:9"
    with pytest.raises(RefusalError, match=said), on_cluster("tcp://127.0.0.1:9"):
        pass


def test_without_dask_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(RefusalError, match=r"needs Dask: pip install 'ostara\[dask\]'"), on_cluster("local"):
        pass
