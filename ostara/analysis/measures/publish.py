"""An answer as the public may see it: small counts withheld, the rest rounded, shares worked out from what is left.

An interval is worked out again from the rounded counts too: an exact one would give the exact counts away.
"""

from collections.abc import Mapping
from dataclasses import replace

from ostara.analysis.measures.answer import Answer, Share, share
from ostara.knowledge.disclosure import protect, protect_family, protect_share

WITHHELD = Share(None, None, None)


def publish(answer: Answer) -> Answer:
    """What of an answer may leave the service. Figures such as medians, which rest on single people, stay inside."""
    return replace(
        answer,
        overall=_alone(answer.overall),
        by={dimension: publish_groups(groups) for dimension, groups in answer.by.items()},
        unknown=None if answer.unknown is None else protect(answer.unknown),
        people=None if answer.people is None else publish(answer.people),
        more={name: _alone(part) for name, part in answer.more.items()},
        numbers=dict.fromkeys(answer.numbers),
    )


def publish_groups(groups: Mapping[str, Share]) -> dict[str, Share]:
    """Groups that add up to a published whole: none can be worked out from the others and the whole."""
    numerators = protect_family({name: part.numerator or 0 for name, part in groups.items()})
    if all(part.denominator is None for part in groups.values()):
        return {name: _counted(shown) for name, shown in numerators.items()}
    denominators = protect_family({name: part.denominator or 0 for name, part in groups.items()})
    left_over = protect_family({name: (part.denominator or 0) - (part.numerator or 0) for name, part in groups.items()})
    return {name: _shown(None if left_over[name] is None else numerators[name], denominators[name]) for name in groups}


def _alone(part: Share) -> Share:
    if part.denominator is None:
        return _counted(protect(part.numerator or 0))
    return _shown(*protect_share(part.numerator or 0, part.denominator))


def _counted(shown: int | None) -> Share:
    return Share(shown, None, None if shown is None else float(shown))


def _shown(numerator: int | None, denominator: int | None) -> Share:
    if numerator is None or denominator is None:
        return replace(WITHHELD, denominator=denominator)
    return share(min(numerator, denominator), denominator)
