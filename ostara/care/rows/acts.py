"""Doing something once, and correcting what was recorded: the two ways in which history grows."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction

from ostara.care.rows.models import Act, HistoryRow

R = TypeVar("R", bound=HistoryRow)


class Refused(Exception):  # noqa: N818 - it is an answer to a person, not an error of ours
    """Something may not be done in this state. `field` names the place in the form, or is empty for the whole."""

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class Changed(Refused):
    """Someone else changed it first. `latest` is what stands now; nothing was overwritten."""

    def __init__(self, message: str, *, latest: object = None) -> None:
        super().__init__(message)
        self.latest = latest


def once(key: UUID | None, name: str, user: UUID | None, do: Callable[[], UUID]) -> tuple[UUID, bool]:
    """Does something once per key.

    Args:
        key: the key its form carried, or none for an act that has no form (an import, a made-up history).
        name: what is done, such as `people.register`: a key is good for one act of one user only.
        user: who does it.
        do: does it and returns the key of the row it made.

    Returns:
        The key of the row, and whether it was done just now (False: it had been done before).

    Raises:
        Refused: the key belongs to another act or another user.
    """
    with transaction.atomic():
        if key is None:
            return do(), True
        done = Act.objects.filter(key=key).first()
        if done is None:
            result = do()
            try:
                with transaction.atomic():
                    Act.objects.create(key=key, user=user, name=name, result=result)
            except IntegrityError:  # another request with the same key finished first: ours is rolled back whole
                raise Refused("This was being saved already. Open the page again to see it.") from None
            return result, True
    if (done.name, done.user) != (name, user):
        raise Refused("This form was used for something else. Open it again.")
    return done.result, False


def correct(row: R, *, why: str, by: UUID | None, **changes: Any) -> R:
    """Records a correction of a row.

    Args:
        row: what stands now.
        why: the reason, in words.
        by: who corrects it.
        **changes: the fields that are put right; every other one is carried over. `withdrawn=True` takes it back.

    Returns:
        The new row.

    Raises:
        Refused: no reason is given.
        Changed: someone else has corrected this row already.
    """
    if not why.strip():
        raise Refused("Say why this is being corrected.", field="why")
    own = {"id", "recorded_at", "recorded_by", "corrects", "why", "withdrawn"}
    carried = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.name not in own}
    new = type(row)(**carried)
    new.corrects, new.why, new.recorded_by_id = row, why.strip(), by
    for name, value in changes.items():
        setattr(new, name, value)
    try:
        with transaction.atomic():
            new.save(force_insert=True)
    except IntegrityError:
        latest = type(row).objects.filter(corrects=row).first()
        if latest is None:
            raise
        raise Changed("Someone else has corrected this since you opened it.", latest=latest) from None
    return new
