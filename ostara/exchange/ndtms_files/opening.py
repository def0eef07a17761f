"""Opens a file plain, gzipped or in a zip, as bytes; what unfolds to far more than it should is refused while read."""

import gzip
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from ostara.knowledge.parameters import parameter
from ostara.knowledge.refusal import RefusalError

_BROKEN = (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile, zipfile.BadZipFile)
ENCRYPTED = 0x1  # the bit of a zip member's flags that says so
WORKBOOK = "[Content_Types].xml"  # every workbook is a zip that holds this
MACS_OWN = "__MACOSX/"  # what a Mac puts beside the files of a zip


class Stream:
    """The bytes of a file as they unfold. `done` and `size` are bytes on disk, for a progress bar."""

    def __init__(self, path: Path, on_disk: IO[bytes], unpacked: IO[bytes], packed_size: int | None) -> None:
        self.path = path
        self.size = path.stat().st_size
        self._on_disk = on_disk
        self._unpacked = unpacked
        self._packed_size = packed_size
        self._given = 0
        self._most = parameter("ndtms_files.most_unpacked_gib").whole << 30
        self._ratio = parameter("ndtms_files.most_ratio").whole
        self._ratio_from = parameter("ndtms_files.ratio_from_mib").whole << 20

    @property
    def done(self) -> int:
        """Bytes of the file on disk that were read."""
        return min(self._on_disk.tell(), self.size)

    def read(self, count: int) -> bytes:
        """At most so many bytes; none at the end. Raises RefusalError for a broken file or one that unfolds too far."""
        try:
            data = self._unpacked.read(count)
        except _BROKEN as error:
            raise RefusalError(str(self.path), f"is a packed file that is broken or cut off ({error})") from None
        self._given += len(data)
        self.refuse_bombs(self._given)
        return data

    def refuse_bombs(self, unpacked: int) -> None:
        """Raise RefusalError where a packed file unfolds to so many bytes that it was made to fill a disk."""
        if self._packed_size is None:
            return
        if unpacked > self._most:
            raise RefusalError(str(self.path), f"unfolds to more than {self._most >> 30:,} GiB")
        if unpacked > self._ratio_from and unpacked > max(self._packed_size, 1) * self._ratio:
            raise RefusalError(str(self.path), f"unfolds to more than {self._ratio:,} times its packed size")


@contextmanager
def opened(path: Path) -> Iterator[Stream]:
    """The bytes of a file. Raises RefusalError for an archive that is broken, locked, or holds other than one file."""
    with path.open("rb") as on_disk:
        start = on_disk.read(4)
        on_disk.seek(0)
        if start.startswith(b"\x1f\x8b"):
            with gzip.GzipFile(fileobj=on_disk) as unpacked:
                yield Stream(path, on_disk, unpacked, path.stat().st_size)  # type: ignore[arg-type]  # it reads bytes
        elif start.startswith(b"PK"):
            with _only_member(path, on_disk) as (unpacked_member, about):
                stream = Stream(path, on_disk, unpacked_member, min(about.compress_size, path.stat().st_size))
                stream.refuse_bombs(about.file_size)  # a bomb that says so is not unfolded at all
                yield stream
        else:
            yield Stream(path, on_disk, on_disk, None)


@contextmanager
def _only_member(path: Path, on_disk: IO[bytes]) -> Iterator[tuple[IO[bytes], zipfile.ZipInfo]]:
    try:
        archive = zipfile.ZipFile(on_disk)
    except _BROKEN as error:
        raise RefusalError(str(path), f"is a zip file that is broken or cut off ({error})") from None
    with archive:
        if WORKBOOK in archive.namelist():
            raise RefusalError(str(path), "is a workbook (save it as CSV in UTF-8)")
        members = [one for one in archive.infolist() if not one.is_dir() and not one.filename.startswith(MACS_OWN)]
        if len(members) != 1:
            raise RefusalError(str(path), f"holds {len(members)} files; a zip must hold one")
        if members[0].flag_bits & ENCRYPTED:
            raise RefusalError(str(path), "is locked with a password")
        try:
            member = archive.open(members[0])
        except (*_BROKEN, NotImplementedError, RuntimeError) as error:
            raise RefusalError(str(path), f"cannot be unpacked ({error})") from None
        with member:
            yield member, members[0]
