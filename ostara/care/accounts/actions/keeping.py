"""How a row that is kept up to date is written: who changed it stays in its history, and nobody overwrites another."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from ostara.care.accounts.models import Post, Service, User
from ostara.care.audit.actor import Actor
from ostara.care.rows.acts import Changed, Refused

Row = TypeVar("Row", User, Service)


def keep(row: User | Post | Service, by: Actor) -> None:
    """Writes a row, with who did it in its history."""
    row._history_user = User.objects.filter(pk=by.user).first() if by.user else None  # type: ignore[union-attr] # simple_history reads it
    row.save()


def held(row: Row) -> Row:
    """Returns a row as it stands, held until the transaction ends."""
    return type(row)._default_manager.select_for_update().get(pk=row.pk)


def shown(row: User | Service, names: Iterable[str]) -> dict[str, str]:
    """Returns what somebody sees of a row before they change it."""
    return {name: str(getattr(row, name)) for name in names}


def changed_since(row: User | Service, seen: Mapping[str, str], said: Mapping[str, str]) -> list[str]:
    """Returns the fields of which something else is said than stands.

    Raises:
        Changed: what stands is not what was seen; it says what stands.
    """
    stands = shown(row, seen)
    others = [name for name in seen if stands[name] != seen[name]]
    if others:
        called = {one.name: one.verbose_name for one in row._meta.fields}
        told = "; ".join(f"{called[name]}: {stands[name] or 'nothing'}" for name in others)
        raise Changed(f"Somebody else changed this while you had it open. Now it is {told}. Open it again.", latest=row)
    return sorted(name for name, value in said.items() if value != getattr(row, name))


def not_oneself(user: User, by: Actor, words: str) -> None:
    """Refuses what nobody does to their own account, in the words given."""
    if by.user == user.pk:
        raise Refused(words)
