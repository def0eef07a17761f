"""The key of a backup: a file of random bytes, or words somebody remembers. Without it a backup cannot be opened by
anyone, us included: so it is kept apart from the backups, in two places."""

import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from ostara.knowledge.refusal import RefusalError

BYTES = 32
SHORTEST_WORDS = 20
_COST, _BLOCK, _PARALLEL = 2**17, 8, 1  # 128 MiB and about half a second for each guess (RFC 7914)

Kind = Literal["file", "words"]


@dataclass(frozen=True)
class Key:
    """What opens a backup.

    Attributes:
        secret: the bytes of a key file, or the words as UTF-8.
        kind: which of the two.
    """

    secret: bytes
    kind: Kind

    def of_backup(self, salt: bytes) -> tuple[bytes, str]:
        """Returns the key of one backup, 32 bytes, and 16 hexadecimal digits by which it is known.

        Every salt makes another key, so no two backups share one. What it is known by gives nothing of it away.
        """
        stretched = self._stretched(salt)
        name = _derived(stretched, salt, b"ostara backup: its name")[:8].hex()
        return _derived(stretched, salt, b"ostara backup: the key"), name

    def _stretched(self, salt: bytes) -> bytes:
        if self.kind == "file":
            return self.secret
        return Scrypt(salt=salt, length=BYTES, n=_COST, r=_BLOCK, p=_PARALLEL).derive(self.secret)


def make_key_file(path: Path) -> None:
    """Writes a new key, readable by its owner alone.

    Raises:
        RefusalError: there is a file already. A key that is overwritten is lost, and every backup with it.
    """
    try:
        number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise RefusalError(str(path), "is there already, and a key that is overwritten is lost") from None
    with os.fdopen(number, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(BYTES) + "\n")


def read_key_file(path: Path) -> Key:
    """Reads a key.

    Raises:
        RefusalError: it is not one line of 64 hexadecimal digits.
    """
    digits = path.read_text(encoding="ascii", errors="replace").strip()
    if not re.fullmatch(rf"[0-9a-f]{{{2 * BYTES}}}", digits):
        raise RefusalError(str(path), f"is not a key: one line of {2 * BYTES} hexadecimal digits is expected")
    return Key(bytes.fromhex(digits), "file")


def key_from_words(words: str) -> Key:
    """Takes words as a key.

    Raises:
        RefusalError: there are too few letters to withstand guessing.
    """
    if len(words.strip()) < SHORTEST_WORDS:
        raise RefusalError("passphrase", f"is too short: take {SHORTEST_WORDS} letters or more, such as five words")
    return Key(words.strip().encode(), "words")


def _derived(secret: bytes, salt: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=BYTES, salt=salt, info=purpose).derive(secret)
