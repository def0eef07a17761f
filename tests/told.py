"""Everybody of whom the specs of national figures tell, so that another engine can be asked about them too."""

import inspect
from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import product
from pathlib import Path

from tests.national import Somebody

SPECS = Path(__file__).parent / "spec/national"


class _Whatever:
    """Stands for any answer: a spec that is only listened to is content with it."""

    def __eq__(self, other: object) -> bool:
        return True

    def __getitem__(self, key: object) -> "_Whatever":
        return self

    __hash__ = None


def everybody() -> list[Somebody]:
    """Every person of every case of every spec that asks `figure` or `derived`, once each."""
    heard: dict[int, Somebody] = {}

    def listen(_asked: str, *people: Somebody, **_how: object) -> _Whatever:
        heard.update((id(person), person) for person in people)
        return _Whatever()

    for file in sorted(SPECS.glob("test_*.py")):
        module = import_module(f"tests.spec.national.{file.stem}")
        for name, test in vars(module).items():
            if name.startswith("test_") and inspect.isfunction(test):
                _tell(test, listen)
    return list(heard.values())


def _tell(test: Callable[..., None], listen: Callable[..., _Whatever]) -> None:
    wanted = set(inspect.signature(test).parameters)
    for case in _cases(test):
        if wanted - case.keys() <= {"figure", "derived"}:
            test(**case, **dict.fromkeys(wanted - case.keys(), listen))


def _cases(test: Callable[..., None]) -> Iterator[dict[str, object]]:
    """The arguments of each case of a test, as its `parametrize` marks give them."""
    tables = [
        [dict(zip(names(mark.args[0]), _values(mark.args[0], row), strict=True)) for row in mark.args[1]]
        for mark in getattr(test, "pytestmark", [])
        if mark.name == "parametrize"
    ]
    for chosen in product(*tables):
        yield {name: value for part in chosen for name, value in part.items()}


def names(said: str | tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.strip() for name in said.split(",")) if isinstance(said, str) else tuple(said)


def _values(said: str | tuple[str, ...], row: object) -> tuple[object, ...]:
    return (row,) if len(names(said)) == 1 else tuple(row)
