"""A pack as the public may see it: every count withheld where it is small, the rest rounded, shares worked out again.

What is worked out from exact counts of few people and cannot be rounded (who walks in, gaps between groups) stays
inside. Findings are made from the protected pack, so that no sentence tells what a table withholds.
"""

from collections.abc import Mapping
from dataclasses import replace

from ostara.analysis.measures.answer import Share
from ostara.analysis.measures.publish import WITHHELD, publish_groups
from ostara.analysis.national.need import unmet_need
from ostara.analysis.packs.needs import NeedsPack
from ostara.analysis.packs.prevalence import Need
from ostara.analysis.packs.quarterly import QuarterlyPack
from ostara.analysis.packs.told import Measured, Parted, Parts, Place, Told
from ostara.knowledge.disclosure import protect, protect_family


def published(pack: NeedsPack) -> NeedsPack:
    """The pack that may leave."""
    return replace(
        pack,
        figures={name: published_figure(told, pack.area.name) for name, told in pack.figures.items()},
        parts={name: published_parts(told) for name, told in pack.parts.items()},
        needs=tuple(map(_need, pack.needs)),
        nation_needs=tuple(map(_need, pack.nation_needs)),
        case_mix=None,
        equity=(),
        published=True,
    )


def published_figure(told: Measured, here: str) -> Measured:
    """A measure in every place and period. The areas of the last period add up to a whole, and protect each other."""
    areas = publish_groups(told.areas)
    by = {place: {name: _told(one) for name, one in rows.items()} for place, rows in told.by.items()}
    last = told.latest.name
    by[Place.HERE][last] = replace(by[Place.HERE][last], share=areas[here])
    return replace(told, by=by, areas=areas)


def _told(one: Told) -> Told:
    return Told(alone(one.share), protect(one.unknown or 0))


def alone(part: Share) -> Share:
    """A share, or a count, that belongs to no family."""
    return publish_groups({"": part})[""]


def published_parts(told: Parted) -> Parted:
    """The parts of a whole, in every place and period."""
    return replace(
        told, by={place: {name: _parts(one) for name, one in rows.items()} for place, rows in told.by.items()}
    )


def _parts(one: Parts) -> Parts:
    counts: dict[str | None, int] = {word: count or 0 for word, count in one.counts.items()}
    shown = protect_family({**{f"part {word}": count for word, count in counts.items()}, "": one.unknown or 0})
    return Parts({word: shown[f"part {word}"] for word in one.counts}, protect(one.whole or 0), shown[""])


def _need(one: Need) -> Need:
    """The need that is left when people in treatment are counted in steps."""
    shown = None if one.in_treatment is None else protect(one.in_treatment)
    return replace(one, in_treatment=shown, need=None if shown is None else unmet_need(shown, one.estimate))


def published_quarterly(pack: QuarterlyPack) -> QuarterlyPack:
    """The summary that may leave. Twelve months end with every quarter, and overlap: see `_quarters`."""
    return replace(
        pack,
        figures={name: published_figure(told, pack.area.name) for name, told in pack.figures.items()},
        quarters={name: _quarters(quarters) for name, quarters in pack.quarters.items()},
        rolling={name: {one: alone(part) for one, part in years.items()} for name, years in pack.rolling.items()},
        published=True,
    )


def _quarters(quarters: Mapping[str, Share]) -> dict[str, Share]:
    """Every quarter, or none where any is small: four withheld ones in twelve withheld months can only be one each."""
    shown = {name: alone(part) for name, part in quarters.items()}
    if any(_withheld(quarters[name], part) for name, part in shown.items()):
        return dict.fromkeys(quarters, WITHHELD)
    return shown


def _withheld(exact: Share, shown: Share) -> bool:
    return shown.numerator is None or (exact.denominator is not None and shown.denominator is None)
