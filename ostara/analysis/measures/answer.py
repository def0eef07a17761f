"""What a measure answers: a share with its interval, the same by medicine and by service, and what it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ostara.analysis.measures.interval import wilson


@dataclass(frozen=True)
class Share:
    """`numerator` of `denominator`, with Wilson's interval. A share of nothing has no value.

    A plain count has no denominator, and its value is the count. A number that disclosure control withheld is None.
    """

    numerator: int | None
    denominator: int | None
    value: float | None
    low: float | None = None
    high: float | None = None

    def as_json(self) -> dict[str, Any]:
        """The five numbers under their names."""
        return {
            "numerator": self.numerator,
            "denominator": self.denominator,
            "value": self.value,
            "low": self.low,
            "high": self.high,
        }


def share(numerator: int, denominator: int) -> Share:
    """A share with its interval."""
    if denominator == 0:
        return Share(numerator, 0, None)
    return Share(numerator, denominator, numerator / denominator, *wilson(numerator, denominator))


def count(number: int) -> Share:
    """A plain count."""
    return Share(number, None, float(number))


@dataclass(frozen=True)
class Answer:
    """The answer to one measure.

    `unknown` counts members of the population for whom the store cannot tell. Where the unit is an event, `people` is
    the same answer counted in people: how many had at least one. `more` holds further shares of the same measure,
    `numbers` figures such as a median.
    """

    name: str
    overall: Share
    by: Mapping[str, Mapping[str, Share]]
    unknown: int | None = 0
    people: "Answer | None" = None
    more: Mapping[str, Share] = field(default_factory=dict)
    numbers: Mapping[str, float | None] = field(default_factory=dict)
    unverified: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The object that stands under the measure's name in the report's JSON."""
        return {
            **self.overall.as_json(),
            "unknown": self.unknown,
            **({"people": self.people.as_json()} if self.people else {}),
            **{name: part.as_json() for name, part in self.more.items()},
            **self.numbers,
            "by": {
                dimension: {group: part.as_json() for group, part in groups.items()}
                for dimension, groups in self.by.items()
            },
            "unverified": list(self.unverified),
        }
