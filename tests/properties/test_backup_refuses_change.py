"""Whatever byte of a backup is changed, wherever it is cut: it is refused, and what was read before is genuine."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ostara.knowledge.refusal import RefusalError
from ostara.web.keeping.envelope import Envelope, Opened
from ostara.web.keeping.keys import Key

KEY = Key(b"k" * 32, "file")
CONTENT = [b"first " * 20, b"second " * 20, b"third " * 20]


@pytest.fixture(scope="module")
def backup(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("backup") / "whole.backup"
    with file.open("wb") as out:
        envelope = Envelope(out, KEY)
        envelope.about({"kind": "sqlite"})
        for some in CONTENT:
            envelope.data(some)
        envelope.end()
    return file


def read(file: Path) -> list[bytes]:
    """Returns what is read before it is refused; fails where it is not."""
    pieces: list[bytes] = []
    with pytest.raises(RefusalError), Opened(file, KEY) as opened:
        for some in opened.data():
            pieces.append(some)
    return pieces


def genuine(pieces: list[bytes]) -> bool:
    return pieces == CONTENT[: len(pieces)]


@given(place=st.integers(0, 10_000), mask=st.integers(1, 255))
def test_one_changed_byte(backup, place, mask):
    content = bytearray(backup.read_bytes())
    content[place % len(content)] ^= mask
    changed = backup.with_name("changed.backup")
    changed.write_bytes(content)
    assert genuine(read(changed))


@given(length=st.integers(0, 10_000))
def test_any_cut(backup, length):
    content = backup.read_bytes()
    cut = backup.with_name("cut.backup")
    cut.write_bytes(content[: length % len(content)])
    assert genuine(read(cut))
