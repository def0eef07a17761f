"""The report: every target judged, the score against the bar, what conflicts, and what all of it rests on."""

import json
from dataclasses import asdict, dataclass

from ostara import __version__
from ostara.planning.validation.conflicts import Conflict, conflicts
from ostara.planning.validation.judging import BAR, Judged, Row, judged
from ostara.planning.validation.running import Found


@dataclass(frozen=True)
class Report:
    """What validation found."""

    targets: tuple[Judged, ...]
    conflicts: tuple[Conflict, ...]
    found: Found

    @property
    def scored(self) -> tuple[Judged, ...]:
        """Those that count."""
        return tuple(one for one in self.targets if one.scored)

    @property
    def identities(self) -> tuple[Judged, ...]:
        """Those that share a source with the model: reproduced, never counted."""
        return tuple(one for one in self.targets if not one.scored)

    @property
    def held(self) -> int:
        """How many of the scored ones hold."""
        return sum(one.held for one in self.scored)

    @property
    def passes(self) -> bool:
        """Whether the bar is met."""
        return self.held >= BAR

    @property
    def sentence(self) -> str:
        """The answer first."""
        met = "meets" if self.passes else "misses"
        return f"{self.held} of {len(self.scored)} scored targets hold; the model {met} its bar of {BAR}."


def report(found: Found) -> Report:
    """Everything that the runs say."""
    return Report(judged(found), conflicts(found), found)


def as_json(told: Report) -> str:
    """`targets` has one object for each published figure; a target of several holds when all of them do.

    `scored` says for each of the ten whether it holds and, of a series, the mean errors of the model's middle and of
    the last value carried forward.
    """
    return json.dumps(
        {
            "sentence": told.sentence,
            "held": told.held,
            "bar": BAR,
            "meets_bar": told.passes,
            "draws": told.found.draws,
            "fit": told.found.fit.name,
            "fit_is_stale": told.found.fit.stale,
            "scored": [_summary(one) for one in told.scored],
            "targets": [_row(row) for one in told.targets for row in one.rows],
            "conflicts": [asdict(one) for one in told.conflicts],
            "ostara": __version__,
        },
        indent=2,
        ensure_ascii=False,
    )


def _summary(one: Judged) -> dict[str, object]:
    series = (
        {}
        if one.model_error is None
        else {
            "model_error": round(one.model_error, 4),
            "last_value_error": round(one.last_value_error or 0.0, 4),
            "beats_last_value": one.beats_last_value,
        }
    )
    return {
        "target": one.name,
        "status": "held" if one.held else "missed",
        "figures": len(one.rows),
        "figures_held": sum(row.held for row in one.rows),
        **series,
    }


def _row(row: Row) -> dict[str, object]:
    part = row.part
    return {
        "id": part.id,
        "target": part.target,
        "title": part.title,
        "published": part.published,
        "published_low": part.low,
        "published_high": part.high,
        "model": row.model,
        "model_low": row.low,
        "model_high": row.high,
        "unit": part.unit,
        "kind": "scored" if row.scored else "identity",
        "status": "held" if row.held else "missed",
        "shared_sources": [part.source] if row.shared else [],
        "feeds": list(row.shared),
        "source": part.source,
        "verified": part.verified,
        "population": part.population,
        "why": row.why,
    }
