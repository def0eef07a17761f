"""The file a backup travels in: encrypted and authenticated piece by piece (AES-256-GCM), so that one that was cut
off, altered or put together anew is refused, naming the byte; and so that it streams, whatever its size.

    magic line | header, one line of JSON | pieces: length (4 bytes), ciphertext

Each piece begins, inside the encryption, with a letter that says what it is; the last is an end. A nonce is the number
of the piece (a key is used for one backup only), and every piece vouches for the header.
"""

import hashlib
import json
import os
import re
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ostara.knowledge.refusal import RefusalError
from ostara.web.keeping.keys import Key

MAGIC = b"Ostara backup, version 1\n"
PIECE = 1 << 20
_LONGEST_HEADER = 4096
_NAMES: dict[str, str] = {"file": "key file", "words": "passphrase"}
_ABOUT, _DATA, _END = b"M", b"D", b"E"


class Envelope:
    """Writes a backup; `with` it, then `about`, any number of `data`, and `end`."""

    def __init__(self, out: BinaryIO, key: Key) -> None:
        salt = secrets.token_bytes(32)
        cipher_key, known_by = key.of_backup(salt)
        header = json.dumps({"key": key.kind, "salt": salt.hex(), "known_by": known_by}).encode() + b"\n"
        self._out, self._cipher, self._number = out, AESGCM(cipher_key), 0
        self._vouched = hashlib.sha256(MAGIC + header).digest()
        self._bytes, self._hash = 0, hashlib.sha256()
        out.write(MAGIC + header)

    def about(self, manifest: dict[str, object]) -> None:
        """Writes what the backup says of itself."""
        self._piece(_ABOUT, json.dumps(manifest).encode())

    def data(self, some: bytes) -> None:
        """Writes some of what is backed up."""
        for start in range(0, len(some), PIECE):
            part = some[start : start + PIECE]
            self._bytes += len(part)
            self._hash.update(part)
            self._piece(_DATA, part)

    def end(self) -> None:
        """Writes the end, with how many bytes there were and their SHA-256."""
        self._piece(_END, json.dumps({"bytes": self._bytes, "sha256": self._hash.hexdigest()}).encode())

    def _piece(self, kind: bytes, body: bytes) -> None:
        sealed = self._cipher.encrypt(self._number.to_bytes(12, "big"), kind + body, self._vouched)
        self._out.write(len(sealed).to_bytes(4, "big") + sealed)
        self._number += 1


class Opened:
    """A backup being read: first what it says of itself (`manifest`), then its `data`, proved to the last byte."""

    def __init__(self, path: Path, key: Key) -> None:
        """Opens it.

        Raises:
            RefusalError: it is no backup, or of another key, or damaged where it says what it is.
        """
        self._path = str(path)
        self._in = path.open("rb")
        self.size = os.fstat(self._in.fileno()).st_size
        self._number = 0
        try:
            header, self._vouched = self._header()
            cipher_key, known_by = key.of_backup(bytes.fromhex(header["salt"]))
            if (header["key"], header["known_by"]) != (key.kind, known_by):
                raise self._refusal(f"was made with another key: it asks for the {_NAMES[header['key']]} of that time")
            self._cipher = AESGCM(cipher_key)
            kind, body = self._piece()
            if kind != _ABOUT:
                raise self._refusal("does not begin with what it is")
            self.manifest: dict[str, object] = json.loads(body)
        except BaseException:
            self._in.close()
            raise

    def data(self) -> Iterator[bytes]:
        """Yields what was backed up.

        Raises:
            RefusalError: it was cut off, altered, or goes on after its end. What was yielded before is genuine.
        """
        count, seen = 0, hashlib.sha256()
        while True:
            kind, body = self._piece()
            if kind == _END:
                break
            count += len(body)
            seen.update(body)
            yield body
        if json.loads(body) != {"bytes": count, "sha256": seen.hexdigest()}:
            raise self._refusal("does not hold what its end says it holds")
        if self._in.read(1):
            raise self._refusal(f"goes on after its end, at byte {self._in.tell() - 1:,}")

    def at(self) -> int:
        """Returns up to which byte it was read."""
        return self._in.tell()

    def __enter__(self) -> Self:
        """Opens nothing more: the file is open."""
        return self

    def __exit__(self, *_: object) -> None:
        """Closes the file."""
        self._in.close()

    def _header(self) -> tuple[dict[str, str], bytes]:
        if self._in.read(len(MAGIC)) != MAGIC:
            raise self._refusal("is not a backup that this Ostara can read")
        line = self._in.readline(_LONGEST_HEADER)
        try:
            header = json.loads(line)
            sound = header["key"] in ("file", "words") and re.fullmatch("[0-9a-f]{64}", header["salt"])
        except (ValueError, KeyError, TypeError):
            sound = None
        if not sound or not isinstance(header.get("known_by"), str):
            raise self._refusal("is damaged in its first lines")
        return header, hashlib.sha256(MAGIC + line).digest()

    def _piece(self) -> tuple[bytes, bytes]:
        start = self._in.tell()
        length = int.from_bytes(self._exactly(4, start), "big")
        if length > PIECE + 64:
            raise self._refusal(f"is damaged or was altered at byte {start:,}")
        sealed = self._exactly(length, start)
        try:
            plain = self._cipher.decrypt(self._number.to_bytes(12, "big"), sealed, self._vouched)
        except InvalidTag:
            raise self._refusal(f"is damaged or was altered at byte {start:,}") from None
        self._number += 1
        return plain[:1], plain[1:]

    def _exactly(self, count: int, start: int) -> bytes:
        read = self._in.read(count)
        if len(read) < count:
            raise self._refusal(
                f"was cut off: it ends at byte {self.size:,}, within the piece that begins at {start:,}"
            )
        return read

    def _refusal(self, reason: str) -> RefusalError:
        return RefusalError(self._path, reason)
