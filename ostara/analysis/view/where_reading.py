"""Reads `--where`: a small grammar over dimensions, every mistake told with its column. Nothing of it becomes SQL.

where  = both {"or" both}         both = not {"and" not}        not = "not" not | "(" where ")" | test
test   = NAME ("=" | "!=" | "<" | "<=" | ">" | ">=") VALUE | NAME ["not"] "in" "(" VALUE {"," VALUE} ")"
       | NAME "is" ["not"] "recorded"
VALUE  = word or number as it is, or in quotation marks (a mark within is doubled)
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NoReturn

from ostara.analysis.view.dimensions import DIMENSIONS, Dimension, Kind
from ostara.analysis.view.where import KEYWORDS, SIGNS, All, Compared, Either, Not, OneOf, Recorded, Value, Where
from ostara.knowledge.refusal import RefusalError

LONGEST = 4_000
DEEPEST = 40
END = "the end"

_TOKEN = re.compile(
    r"""(?P<quoted>"(?:[^"]|"")*"|'(?:[^']|'')*')|(?P<sign><=|>=|!=|=|<|>)|(?P<mark>[(),])|(?P<word>[^\s()=!<>,"']+)"""
)


@dataclass(frozen=True)
class _Token:
    kind: str
    said: str
    column: int


def read_where(said: str) -> Where:
    """The tree of what was said. Raises RefusalError that names the column, counted from 1."""
    reader = _Reader(_tokens(said))
    tree = reader.either(0)
    reader.ends()
    return tree


def refuse(column: int, reason: str) -> NoReturn:
    """Raise RefusalError for a column of `--where`."""
    raise RefusalError(f"--where column {column}", reason)


def _tokens(said: str) -> list[_Token]:
    if len(said) > LONGEST:
        refuse(LONGEST + 1, f"is longer than {LONGEST:,} characters")
    found, at = [], 0
    while at < len(said):
        if said[at].isspace() and said[at].isascii():
            at += 1
            continue
        token = _TOKEN.match(said, at)
        if not token:
            refuse(
                at + 1, "a quotation mark has no second one" if said[at] in "\"'" else f"{said[at]!r} is not understood"
            )
        if not token[0].isprintable():
            refuse(at + 1, "holds a character that cannot be printed")
        found.append(_Token(str(token.lastgroup), token[0], at + 1))
        at = token.end()
    return [*found, _Token("end", END, len(said) + 1)]


class _Reader:
    """Goes through the tokens once, from left to right."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._at = 0

    def either(self, depth: int) -> Where:
        """Parts with "or" between them."""
        return self._joined("or", Either, lambda: self._joined("and", All, lambda: self._negated(depth)))

    def ends(self) -> None:
        """Nothing may follow."""
        if self._next.kind != "end":
            refuse(self._next.column, f"{self._next.said!r} stands where `and`, `or` or the end should")

    def _joined(self, word: str, made: type[All] | type[Either], part: Callable[[], Where]) -> Where:
        parts = [part()]
        while self._is(word):
            parts.append(part())
        return parts[0] if len(parts) == 1 else made(tuple(parts))

    def _negated(self, depth: int) -> Where:
        if depth > DEEPEST:
            refuse(self._next.column, f"is nested more than {DEEPEST} deep")
        if self._is("not"):
            return Not(self._negated(depth + 1))
        if self._is("("):
            inner = self.either(depth + 1)
            self._wants(")")
            return inner
        return self._test()

    def _test(self) -> Where:
        about = self._dimension()
        if self._is("is"):
            absent = self._is("not")
            self._wants("recorded")
            return Recorded(about.name, not absent)
        negated = self._is("not")
        if self._is("in"):
            among = self._among(about)
            return Not(among) if negated else among
        sign = self._next
        if negated or sign.kind != "sign":
            refuse(sign.column, f"{sign.said!r} stands where {'`in`' if negated else _COMPARISONS} should")
        self._at += 1
        if about.kind is not Kind.NUMBER and sign.said not in ("=", "!="):
            refuse(sign.column, f"{about.name} has words, which are neither more nor less; use =, != or in")
        value = self._next
        return Compared(about.name, sign.said, self._value(about), value.column)

    def _among(self, about: Dimension) -> OneOf:
        self._wants("(")
        columns, values = [self._next.column], [self._value(about)]
        while self._is(","):
            columns.append(self._next.column)
            values.append(self._value(about))
        self._wants(")")
        return OneOf(about.name, tuple(values), tuple(columns))

    def _dimension(self) -> Dimension:
        token = self._next
        name = token.said.lower()
        if token.kind != "word" or name in KEYWORDS:
            refuse(token.column, f"{token.said!r} stands where the name of a dimension should")
        if name not in DIMENSIONS:
            near = get_close_matches(name, DIMENSIONS, n=1)
            hint = f"; did you mean {near[0]}" if near else f"; there are {', '.join(DIMENSIONS)}"
            refuse(token.column, f"{token.said!r} is no dimension{hint}")
        self._at += 1
        return DIMENSIONS[name]

    def _value(self, about: Dimension) -> Value:
        token = self._next
        if token.kind not in ("word", "quoted") or (token.kind == "word" and token.said.lower() in KEYWORDS):
            refuse(token.column, f"{token.said!r} stands where a value of {about.name} should")
        self._at += 1
        said = token.said if token.kind == "word" else token.said[1:-1].replace(token.said[0] * 2, token.said[0])
        if about.kind is Kind.NUMBER:
            if not re.fullmatch(r"[0-9]{1,3}", said):
                refuse(token.column, f"{said!r} is no number, as {about.name} has them")
            return int(said)
        return _known(about, said, token.column)

    def _is(self, said: str) -> bool:
        """Whether this comes next; it is passed by when it does."""
        token = self._next
        if token.kind in ("word", "mark") and token.said.lower() == said:
            self._at += 1
            return True
        return False

    def _wants(self, said: str) -> None:
        if not self._is(said):
            refuse(self._next.column, f"{self._next.said!r} stands where {said!r} should")

    @property
    def _next(self) -> _Token:
        return self._tokens[self._at]


_COMPARISONS = f"{', '.join(SIGNS)}, `in` or `is recorded`"


def _known(about: Dimension, said: str, column: int) -> str:
    """The value of a dimension by its code or its words, however they are capitalised, with - for –."""
    wanted = _plain(said)
    for value, words in about.words.items():
        if wanted in (_plain(value), _plain(words)):
            return value
    if about.kind is Kind.OPEN:
        return said
    known = ", ".join(f'"{words}"' for words in about.words.values())
    refuse(column, f"{said!r} is no {about.name}; there are {known}")


def _plain(words: str) -> str:
    return " ".join(words.replace("–", "-").casefold().split())
