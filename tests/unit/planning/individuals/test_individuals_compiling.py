"""Compiled loops are kept outside the repository, and compiled anew when one of them was changed."""

import re
from pathlib import Path

from ostara.planning.individuals.compiling import LOOPS, ROOM, cache_folder

ROOT = Path(__file__).parents[4]


def test_they_are_kept_in_the_users_cache(monkeypatch, tmp_path):
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder().is_relative_to(tmp_path / "ostara" / "numba")
    assert cache_folder().is_dir()


def test_or_where_the_environment_says(monkeypatch, tmp_path):
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    assert cache_folder().parent == tmp_path


def test_a_folder_that_cannot_be_made_is_no_reason_to_stop(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "file"))
    assert not cache_folder().is_relative_to(tmp_path)
    assert cache_folder().stat().st_mode & 0o077 == 0  # nobody else puts compiled code there


def test_every_file_with_a_compiled_loop_counts():
    with_loops = {
        str(path.relative_to(ROOM))
        for path in ROOM.rglob("*.py")
        if re.search(r"^@(inner|outer)$", path.read_text(), re.M)
    }
    assert len(with_loops) > 2
    assert with_loops <= set(LOOPS)


def test_nothing_is_kept_beside_the_source():
    assert not list((ROOM / "individuals").rglob("*.nbi"))
