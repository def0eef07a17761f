"""A store appears whole or not at all."""

import os
import resource
import subprocess
import sys
from decimal import Decimal

import pytest

from ostara.knowledge.refusal import RefusalError
from ostara.tables.column import Clock
from ostara.tables.manifest import Account, Origin
from ostara.tables.store import open_store
from ostara.tables.writer import StoreWriter

ORIGIN = Origin(door="tests", words="made by a test", version="0", made_up=True)
DOSES = {
    "supply": [1, 2],
    "person": [1, 1],
    "medicine": ["methadone"] * 2,
    "form": ["oral_solution"] * 2,
    "for_day": [0, 1],
    "outcome": ["observed"] * 2,
    "dose_mg": [Decimal("30.5"), Decimal(40)],
}


def written(folder, *, replace=False, doses=DOSES, in_another_place=False):
    if in_another_place:  # two writers of one process would share the place beside the store
        written(folder.with_name("other"), doses=doses).folder.rename(folder)
        return open_store(folder)
    with StoreWriter(folder, Clock.RELATIVE, ORIGIN, replace=replace) as writer:
        writer.write("people", {"person": [1], "sex": ["unknown"]})
        writer.write("supplies", doses)
    return open_store(folder)


def test_what_is_written_can_be_opened(tmp_path):
    store = written(tmp_path / "store")
    assert (store.manifest.parts["people"].rows, store.manifest.parts["supplies"].rows) == (1, 2)
    assert store.manifest.parts["deaths"].rows == 0
    assert os.listdir(tmp_path) == ["store"]


def test_the_same_rows_have_the_same_digest(tmp_path):
    assert written(tmp_path / "one").digest == written(tmp_path / "two").digest
    changed = DOSES | {"dose_mg": [Decimal(30), Decimal(40)]}
    assert written(tmp_path / "three", doses=changed).digest != written(tmp_path / "one", replace=True).digest


def test_nothing_is_left_when_a_row_is_bad(tmp_path):
    with pytest.raises(RefusalError, match="below 0 mg"):
        written(tmp_path / "store", doses=DOSES | {"dose_mg": [Decimal(-1), Decimal(40)]})
    assert os.listdir(tmp_path) == []


def test_nothing_is_left_when_the_work_stops_in_the_middle(tmp_path):
    with pytest.raises(KeyboardInterrupt), StoreWriter(tmp_path / "store", Clock.RELATIVE, ORIGIN) as writer:
        writer.write("supplies", DOSES)
        raise KeyboardInterrupt
    assert os.listdir(tmp_path) == []


def test_an_older_store_gives_way_only_when_asked(tmp_path):
    first = written(tmp_path / "store").digest
    with pytest.raises(RefusalError, match="already exists"):
        written(tmp_path / "store")
    assert open_store(tmp_path / "store").digest == first
    more = DOSES | {"dose_mg": [Decimal(1), Decimal(2)]}
    assert written(tmp_path / "store", replace=True, doses=more).digest != first


def test_an_older_store_stays_when_the_new_one_is_bad(tmp_path):
    first = written(tmp_path / "store").digest
    with pytest.raises(RefusalError):
        written(tmp_path / "store", replace=True, doses=DOSES | {"outcome": ["eaten"] * 2})
    assert open_store(tmp_path / "store").digest == first
    assert os.listdir(tmp_path) == ["store"]


def test_a_folder_of_something_else_never_gives_way(tmp_path):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "one.txt").write_text("dear")
    with pytest.raises(RefusalError, match="is no store, so nothing takes its place"):
        written(tmp_path / "letters", replace=True)
    assert (tmp_path / "letters" / "one.txt").read_text() == "dear"


def test_of_two_writers_at_once_the_second_never_displaces_the_first(tmp_path):
    late = StoreWriter(tmp_path / "store", Clock.RELATIVE, ORIGIN)
    late.__enter__()
    first = written(tmp_path / "store", in_another_place=True).digest
    with pytest.raises(RefusalError, match="already exists"):
        late.__exit__(None, None, None)
    assert open_store(tmp_path / "store").digest == first
    assert os.listdir(tmp_path) == ["store"]


KILLED = """
import os, signal, sys
from pathlib import Path
from ostara.tables.column import Clock
from ostara.tables.manifest import Origin
from ostara.tables.writer import StoreWriter
with StoreWriter(Path(sys.argv[1]), Clock.RELATIVE, Origin("tests", "x", "0", True)) as writer:
    writer.write("people", {"person": [1], "sex": ["unknown"]})
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_kill_leaves_no_store_and_the_next_run_clears_up(tmp_path):
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path / "store")], check=False)
    (left,) = os.listdir(tmp_path)
    assert left.endswith(".writing")
    written(tmp_path / "store")
    assert os.listdir(tmp_path) == ["store"]


def test_an_empty_required_value_is_named_with_its_row(tmp_path):
    with pytest.raises(RefusalError, match="supplies column outcome row 2: is empty"):
        written(tmp_path / "store", doses=DOSES | {"outcome": ["observed", None]})


@pytest.mark.parametrize(
    ("doses", "says"),
    [
        (DOSES | {"dose_mg": ["five", "six"]}, "supplies column dose_mg"),
        (DOSES | {"colour": [1, 2]}, "supplies column colour: is not a column"),
    ],
)
def test_a_value_the_column_cannot_hold(tmp_path, doses, says):
    with pytest.raises(RefusalError, match=says):
        written(tmp_path / "store", doses=doses)


def test_accounts_that_do_not_add_up_are_refused(tmp_path):
    wrong = pytest.raises(RefusalError, match="10 rows read, but 8 kept and 1 set aside")
    with wrong, StoreWriter(tmp_path / "store", Clock.RELATIVE, ORIGIN) as writer:
        writer.accounts["treatment"] = Account(10, 8, 1)
    assert os.listdir(tmp_path) == []


def test_a_place_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(RefusalError, match="cannot be written here"):
        written(tmp_path / "file" / "store")


SMALL_DISK = """
import resource, sys
from pathlib import Path
import numpy as np
from ostara.tables.column import Clock
from ostara.tables.manifest import Origin
from ostara.tables.writer import StoreWriter
import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
days = np.random.default_rng(1).integers(0, 9999, 200_000)
with StoreWriter(Path(sys.argv[1]), Clock.RELATIVE, Origin("tests", "x", "0", True)) as writer:
    writer.write("use_days", {"person": days, "on": days, "substance": ["heroin"] * len(days)})
"""


def test_a_full_disk_leaves_nothing_behind(tmp_path):
    """A limit on file size stands in for the disk: to a program both are a write that fails half way."""
    assert resource.RLIMIT_FSIZE  # there is such a limit to set
    run = subprocess.run(
        [sys.executable, "-c", SMALL_DISK, str(tmp_path / "store")], capture_output=True, text=True, check=False
    )
    assert run.returncode == 1
    assert "could not be written" in run.stderr.splitlines()[-1]
    assert os.listdir(tmp_path) == []


SHUT_OUT = """
import os, sys
from pathlib import Path
from ostara.tables.column import Clock
from ostara.tables.manifest import Origin
from ostara.tables.writer import StoreWriter
if os.geteuid() == 0:
    os.setgroups([]), os.setgid(65534), os.setuid(65534)
with StoreWriter(Path(sys.argv[1]), Clock.RELATIVE, Origin("tests", "x", "0", True)):
    pass
"""


def test_a_folder_without_permission(tmp_path):
    """Root may write anywhere, so root becomes nobody first."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    run = subprocess.run(
        [sys.executable, "-c", SHUT_OUT, str(closed / "store")], capture_output=True, text=True, check=False
    )
    assert run.returncode == 1
    assert "Permission denied" in run.stderr.splitlines()[-1]
    assert os.listdir(closed) == []
