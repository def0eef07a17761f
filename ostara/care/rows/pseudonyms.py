"""Numbers by which rows of the record stand in a store for figures: the same tomorrow, and no way back from one without
the secret of this installation."""

import hashlib
import hmac
from uuid import UUID

from django.conf import settings

_MEANING = b"ostara.extract.key"


def number_of(row: UUID) -> int:
    """Returns the number of a row in a store: 63 bits, drawn from its key by the installation's secret."""
    secret: str = settings.SECRET_KEY
    digest = hmac.digest(secret.encode(), _MEANING + row.bytes, hashlib.sha256)
    return int.from_bytes(digest[:8], "big") >> 1
