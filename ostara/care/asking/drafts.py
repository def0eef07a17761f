"""Keeping what somebody typed until they send it.

A page that asks for much says whose draft it may be (`draft_of`). What it then carries, unseen and signed, is good for
writing that one draft of that one user, and for nothing else: no address and no log holds what was typed.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.core import signing
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.datastructures import MultiValueDict

from ostara.care.asking.models import Draft
from ostara.care.rows.acts import Changed, Refused
from ostara.care.rows.models import Act

PASS, REVISION = "_draft", "_revision"
NOT_TYPED = {"csrfmiddlewaretoken", PASS, REVISION, "key"}
_SALT = "ostara.draft"


class Asks(Protocol):
    """A request that has passed the guard."""

    user: Any
    path: str
    method: str | None
    at: datetime


@dataclass(frozen=True)
class Place:
    """Where a draft belongs, and what is kept there.

    Attributes:
        at: now.
        user: whose.
        form: which form, as people call it.
        about: the key of what it is about, or nothing.
        address: the page it is filled in on.
        kept: what was typed before, or none; none as well where a form is sent.
    """

    at: datetime
    user: UUID
    form: str
    about: str
    address: str
    kept: Draft | None = None

    @property
    def signed(self) -> str:
        """Returns what a page carries so that it can write this draft."""
        return signing.dumps([str(self.user), self.form, self.about, self.address], salt=_SALT, compress=True)

    @property
    def revision(self) -> int:
        """Returns how often it has been kept; 0 is never."""
        return self.kept.revision if self.kept else 0

    def typed(self) -> MultiValueDict[str, str]:
        """Returns what was typed, by name of field, as it would come from a browser."""
        return MultiValueDict(self.kept.data if self.kept else {})


def draft_of(request: Asks, form: str, *, about: object = "") -> Place:
    """Returns where a page keeps what is typed into it; to one that is opened also what is kept there already.

    Args:
        request: the request for the page; its user is the writer and its path the way back.
        form: as people call it, such as `Assessment`: shown among *begun and not sent*.
        about: the key of the person, episode … it is about; nothing where a user has only one.
    """
    place = Place(request.at, request.user.pk, form, str(about), request.path)
    if request.method == "POST":  # what is sent stands for itself
        return place
    return replace(place, kept=_of(place).filter(~_is_done()).first())


def place_of(signed: str, *, at: datetime, seconds: int | None = None) -> Place:
    """Reads back what a page carried.

    Raises:
        Refused: it is none of ours, or older than it may be.
    """
    try:
        user, form, about, address = signing.loads(signed, salt=_SALT, max_age=seconds)
    except (signing.BadSignature, ValueError, TypeError):
        raise Refused("This page is too old to keep a draft. Open it again.") from None
    place = Place(at, UUID(user), form, about, address)
    return replace(place, kept=_of(place).first())


def keep(place: Place, sent: MultiValueDict[str, str], *, revision: int | None = None) -> Draft | None:
    """Keeps what was typed.

    Args:
        place: where it belongs.
        sent: the form as a browser sent it.
        revision: what the page thinks is kept; none writes whatever is.

    Returns:
        The draft, or none: the form has been done meanwhile, so there is nothing to keep.

    Raises:
        Changed: another window has kept something since.
    """
    key = _key(sent.get("key"))
    with transaction.atomic():
        if key and Act.objects.filter(key=key).exists():
            _of(place).delete()
            return None
        draft = _of(place).select_for_update().first() or Draft(
            user_id=place.user, form=place.form, about=place.about, revision=0
        )
        if revision is not None and draft.revision and draft.revision != revision:
            raise Changed("This form is open in another window too, which has kept a draft since.", latest=draft)
        draft.address, draft.key, draft.saved_at = place.address, key, place.at
        draft.data = {name: [_storable(each) for each in sent.getlist(name)] for name in sent if name not in NOT_TYPED}
        draft.revision += 1
        _save(draft)
    return draft


def throw_away(place: Place) -> None:
    """Forgets a draft."""
    _of(place).delete()


def drafts_of(user: UUID) -> QuerySet[Draft]:
    """Returns what somebody has begun and not sent, latest first."""
    return Draft.objects.filter(~_is_done(), user=user).order_by("-saved_at", "-id")


def _storable(typed: str) -> str:
    return typed.replace("\0", "")  # PostgreSQL keeps no such sign; the form will refuse it


def _save(draft: Draft) -> None:
    try:
        with transaction.atomic():
            draft.save()
    except IntegrityError:  # two windows kept their first at the same instant
        raise Changed("This form is open in another window too, which has kept a draft since.") from None


def _of(place: Place) -> QuerySet[Draft]:
    return Draft.objects.filter(user=place.user, form=place.form, about=place.about)


def _is_done() -> Exists:
    return Exists(Act.objects.filter(key=OuterRef("key")))


def _key(written: Any) -> UUID | None:
    try:
        return UUID(written)
    except (ValueError, TypeError, AttributeError):
        return None
