"""Addresses as templates write them: Django works a route out once, and each page only fills it in.

A list of fifty people holds a hundred addresses; to ask the resolver for every one of them costs more than the
database does.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any
from uuid import UUID

from django.urls import get_script_prefix, reverse


def address(route: str, *, args: Sequence[Any] = (), kwargs: Mapping[str, Any] | None = None) -> str:
    """Returns the address of a route, as `django.urls.reverse` does.

    Args:
        route: its name.
        args: its parameters in order, or
        kwargs: by name. Only routes whose every parameter is a key (a UUID) are kept worked out.

    Raises:
        NoReverseMatch: there is no such route with these parameters.
    """
    keys = (*args, *(kwargs.values() if kwargs else ()))
    if not all(isinstance(key, UUID) for key in keys):
        return reverse(route, args=args or None, kwargs=dict(kwargs) if kwargs else None)
    return _worked_out(route, len(args), tuple(kwargs or ()), get_script_prefix()).format(*keys)


@cache
def _worked_out(route: str, places: int, names: tuple[str, ...], _prefix: str) -> str:
    """Returns the address with `{0}`, `{1}`, … where its parameters go, in the order in which they are given."""
    marks = [UUID(int=(1 << 127) + number) for number in range(places + len(names))]
    given = reverse(route, args=marks[:places] or None, kwargs=dict(zip(names, marks[places:], strict=True)) or None)
    written = given.replace("{", "{{").replace("}", "}}")
    for number, mark in enumerate(marks):
        written = written.replace(str(mark), f"{{{number}}}")
    return written
