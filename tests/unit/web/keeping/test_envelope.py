"""A backup is opened by its key alone, and only whole: what was cut off, altered or put together anew is refused."""

from pathlib import Path

import pytest

from ostara.knowledge.refusal import RefusalError
from ostara.web.keeping.envelope import MAGIC, PIECE, Envelope, Opened
from ostara.web.keeping.keys import key_from_words, make_key_file, read_key_file

WORDS = "seven quiet herons over the reservoir"


def a_key(folder: Path, name: str = "key"):
    make_key_file(folder / name)
    return read_key_file(folder / name)


def a_backup(file: Path, key, *pieces: bytes) -> Path:
    with file.open("wb") as out:
        envelope = Envelope(out, key)
        envelope.about({"kind": "sqlite"})
        for some in pieces:
            envelope.data(some)
        envelope.end()
    return file


def read(file: Path, key) -> bytes:
    with Opened(file, key) as opened:
        return b"".join(opened.data())


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
def test_what_was_put_in_comes_out(tmp_path, size):
    key, content = a_key(tmp_path), bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    file = a_backup(tmp_path / "a.backup", key, content)
    with Opened(file, key) as opened:
        assert opened.manifest == {"kind": "sqlite"}
        assert b"".join(opened.data()) == content


def test_words_open_what_the_same_words_closed(tmp_path):
    file = a_backup(tmp_path / "a.backup", key_from_words(WORDS), b"a name")
    assert read(file, key_from_words(f" {WORDS}\n")) == b"a name"
    with pytest.raises(RefusalError, match="another key: it asks for the passphrase"):
        read(file, key_from_words(WORDS.replace("herons", "egrets")))


def test_nothing_of_what_is_inside_can_be_read_without_the_key(tmp_path):
    file = a_backup(tmp_path / "a.backup", a_key(tmp_path), b"Planted Name " * 1000)
    assert b"Planted" not in file.read_bytes() and b"sqlite" not in file.read_bytes()


def test_another_key_is_told_as_that_and_not_as_damage(tmp_path):
    file = a_backup(tmp_path / "a.backup", a_key(tmp_path), b"a name")
    with pytest.raises(RefusalError, match="another key: it asks for the key file"):
        read(file, a_key(tmp_path, "another"))


def test_one_that_was_cut_off_is_refused_at_every_length(tmp_path):
    key = a_key(tmp_path)
    whole = a_backup(tmp_path / "a.backup", key, b"first", b"second").read_bytes()
    for length in range(len(whole)):
        (tmp_path / "cut.backup").write_bytes(whole[:length])
        with pytest.raises(RefusalError) as told:
            read(tmp_path / "cut.backup", key)
        assert "cut off" in told.value.reason or length < len(MAGIC) + 200


def test_one_that_was_altered_is_refused_naming_the_byte(tmp_path):
    key = a_key(tmp_path)
    file = a_backup(tmp_path / "a.backup", key, b"x" * (2 * PIECE))
    content = bytearray(file.read_bytes())
    content[PIECE + 5000] ^= 1  # within the second piece of data
    file.write_bytes(content)
    with pytest.raises(RefusalError, match=r"altered at byte 1,04\d,\d\d\d"):
        read(file, key)


def test_pieces_cannot_change_places(tmp_path):
    key = a_key(tmp_path)
    content = a_backup(tmp_path / "a.backup", key, b"A" * 10, b"B" * 10).read_bytes()
    begin = len(MAGIC) + content[len(MAGIC) :].index(b"\n") + 1
    pieces = []
    while begin < len(content):
        length = 4 + int.from_bytes(content[begin : begin + 4], "big")
        pieces.append((begin, content[begin : begin + length]))
        begin += length
    (start, _), (_, first), (_, second), (_, end) = pieces
    changed = content[: start + len(pieces[0][1])] + second + first + end
    (tmp_path / "changed.backup").write_bytes(changed)
    with pytest.raises(RefusalError, match="altered"):
        read(tmp_path / "changed.backup", key)


def test_what_follows_the_end_is_refused(tmp_path):
    key = a_key(tmp_path)
    file = a_backup(tmp_path / "a.backup", key, b"x")
    file.write_bytes(file.read_bytes() + b"more")
    with pytest.raises(RefusalError, match="goes on after its end"):
        read(file, key)


def test_another_file_is_no_backup(tmp_path):
    (tmp_path / "letter.txt").write_text("Dear all")
    with pytest.raises(RefusalError, match="is not a backup"):
        read(tmp_path / "letter.txt", key_from_words(WORDS))


def test_a_key_is_its_owners_and_is_never_overwritten(tmp_path):
    a_key(tmp_path)
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    with pytest.raises(RefusalError, match="a key that is overwritten is lost"):
        make_key_file(tmp_path / "key")


@pytest.mark.parametrize("content", ["", "abc", "z" * 64, "A" * 64, "0" * 64 + "\n" + "0" * 64])
def test_a_file_that_is_no_key_is_refused(tmp_path, content):
    (tmp_path / "key").write_text(content)
    with pytest.raises(RefusalError, match="64 hexadecimal digits"):
        read_key_file(tmp_path / "key")


def test_words_that_could_be_guessed_are_refused():
    with pytest.raises(RefusalError, match="too short"):
        key_from_words("password123")
