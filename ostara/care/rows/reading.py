"""A page that only reads asks each question once, although several of its parts ask the same."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_answers: ContextVar[dict[Any, Any] | None] = ContextVar("answers of this reading", default=None)


@contextmanager
def one_reading() -> Iterator[None]:
    """While it lasts, questions `asked_once` are answered as they were the first time; also as a decorator of a view.

    For what only reads: whoever changes something asks anew.
    """
    before = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(before)


def asked_once(question: Callable[P, R]) -> Callable[P, R]:
    """Makes a question answer the same again within one reading; elsewhere it is asked each time.

    Its arguments are keys, days and sequences of them. Nobody changes the answer that others get as well; a query set
    that is the answer is asked of the database once, by whoever first goes through it.
    """

    @wraps(question)
    def ask(*args: P.args, **kwargs: P.kwargs) -> R:
        answers = _answers.get()
        if answers is None:
            return question(*args, **kwargs)
        key = _key(question, args, kwargs)
        if key not in answers:
            answers[key] = question(*args, **kwargs)
        answer: R = answers[key]
        return answer

    return ask


def answered(question: Callable[..., R], answer: R, *args: Any) -> None:
    """Tells this reading the answer to a question `asked_once`, where whoever reads has it already."""
    answers = _answers.get()
    if answers is not None:
        answers[_key(question.__wrapped__, args, {})] = answer  # type: ignore[attr-defined]  # set by `wraps`, unseen by types


def _key(question: Callable[..., Any], args: Iterable[Any], kwargs: Mapping[str, Any]) -> tuple[Any, ...]:
    return question, tuple(map(_fixed, args)), tuple((name, _fixed(value)) for name, value in kwargs.items())


def _fixed(argument: Any) -> Any:
    return tuple(argument) if isinstance(argument, list | dict | set | frozenset) else argument
