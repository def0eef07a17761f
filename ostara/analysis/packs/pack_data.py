"""A pack as JSON: every figure under its name, with its days, places and interval, and the origin of it all."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from ostara import __version__
from ostara.analysis.measures.answer import Share
from ostara.analysis.national.measure import NationalMeasure
from ostara.analysis.packs.basis import numbers_behind
from ostara.analysis.packs.findings import findings
from ostara.analysis.packs.needs import NeedsPack
from ostara.analysis.packs.needs_page import measures_of
from ostara.analysis.packs.quarterly import HEADLINES, QuarterlyPack
from ostara.analysis.packs.quarterly_page import quarterly_findings
from ostara.drawing.blocks import Finding
from ostara.knowledge.parameters import parameter
from ostara.ndtms.data_set import NOT_IN_FORCE
from ostara.tables.store import Store


def needs_json(pack: NeedsPack) -> str:
    """The needs assessment."""
    return _text(
        {
            "kind": "needs",
            "area": pack.area.name,
            "similar_areas": list(pack.area.similar),
            "period": {"name": pack.period.name, "first": pack.period.first, "last": pack.period.last},
            "findings": told(findings(pack)),
            "figures": {name: one.as_json() for name, one in pack.figures.items()},
            "parts": {name: one.as_json() for name, one in pack.parts.items()},
            "prevalence": [one.as_json() for one in pack.needs],
            "prevalence_national": [one.as_json() for one in pack.nation_needs],
            "origin": origin_json(pack.store, measures_of(pack), published=pack.published),
        }
    )


def quarterly_json(pack: QuarterlyPack) -> str:
    """The quarterly summary."""
    return _text(
        {
            "kind": "quarterly",
            "area": pack.area.name,
            "similar_areas": list(pack.area.similar),
            "quarter": vars(pack.quarter),
            "twelve_months": vars(pack.year),
            "findings": told(quarterly_findings(pack)),
            "figures": {name: one.as_json() for name, one in pack.figures.items()},
            "quarters": _shares(pack.quarters),
            "rolling": _shares(pack.rolling),
            "origin": origin_json(pack.store, HEADLINES, published=pack.published),
        }
    )


def _shares(by_name: Mapping[str, Mapping[str, Share]]) -> dict[str, dict[str, object]]:
    return {name: {when: part.as_json() for when, part in parts.items()} for name, parts in by_name.items()}


def told(found: Iterable[Finding]) -> list[dict[str, str]]:
    """Findings as their sentence and what they ask of the reader."""
    return [{"level": one.level.value, "said": one.title} for one in found]


def origin_json(store: Store, measures: Iterable[NationalMeasure], *, published: bool) -> dict[str, Any]:
    """Where the figures come from, and how much rests on unverified numbers (rule 13)."""
    manifest = store.manifest
    return {
        "ostara": __version__,
        "store": store.digest,
        "words": manifest.origin.words,
        "made_up": manifest.origin.made_up,
        "observed_until": manifest.observed_until,
        "published": published,
        "not_in_force": NOT_IN_FORCE,
        "unverified": [name for name in numbers_behind(measures) if parameter(name).unverified],
    }


def _text(data: Mapping[str, Any]) -> str:
    return json.dumps(data, indent=2, default=str)
