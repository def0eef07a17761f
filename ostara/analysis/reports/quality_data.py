"""The quality report as JSON and as CSV."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from ostara import __version__
from ostara.analysis.measures.answer import Answer, Share
from ostara.analysis.measures.care_gaps.gap import CareGap
from ostara.analysis.measures.care_gaps.registry import CARE_GAPS
from ostara.analysis.measures.cultures.profile import Told
from ostara.analysis.measures.registry import QUALITY
from ostara.analysis.reports.quality import QualityReport
from ostara.knowledge.spreadsheet import cell


def origin(report: QualityReport) -> dict[str, Any]:
    """Where the figures come from: enough to make them again, and how much rests on unverified numbers (rule 13)."""
    manifest = report.store.manifest
    return {
        "ostara": __version__,
        "store": report.store.digest,
        "door": manifest.origin.door,
        "words": manifest.origin.words,
        "made_up": manifest.origin.made_up,
        "clock": manifest.clock.value,
        "observed_until": manifest.observed_until,
        "published": report.published,
        "unverified": list(report.unverified),
        "measures_resting_on_unverified": sum(bool(answer.unverified) for answer in report.every_answer.values()),
    }


def as_json(report: QualityReport) -> str:
    """Every measure under its own name, then gaps in care, indicators, the curves behind the charts and the origin."""
    curves = {medicine: [vars(step) for step in steps] for medicine, steps in report.curves.items()}
    return json.dumps(
        {
            **{name: answer.as_json() for name, answer in report.answers.items()},
            "care_gaps": {gap.name: {"id": gap.id, **report.gaps[gap.name].as_json()} for gap in _gaps_of(report)},
            "cultures": {told.indicator.measure.name: _indicated(told) for told in report.cultures},
            "retention_curve": curves,
            "maximum_dose_bars": [vars(bar) for bar in report.bars],
            "positive_tests_by_month": {str(month): part.as_json() for month, part in report.months.items()},
            "origin": origin(report),
        },
        indent=2,
    )


def _gaps_of(report: QualityReport) -> Iterator[CareGap]:
    return (gap for gap in CARE_GAPS.values() if gap.name in report.gaps)


def _indicated(told: Told) -> dict[str, Any]:
    medians = {"median": vars(told.median), "median_of": told.indicator.median_of} if told.median else {}
    return {**told.share.as_json(), **medians}


HEADINGS = ("measure", "dimension", "group", "unit", "numerator", "denominator", "value", "low", "high", "unverified")


def as_csv(report: QualityReport) -> str:
    """One line for each measure and group. A withheld or missing number is an empty cell."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(HEADINGS)
    units = {measure.name: measure.unit for measure in QUALITY}
    for name, answer in report.every_answer.items():
        for dimension, group, part in _parts(answer):
            unit = "people" if dimension.startswith("people") else units.get(name, "people")
            lines.writerow([name, dimension, cell(group), unit, *part.as_json().values(), " ".join(answer.unverified)])
    return out.getvalue()


def _parts(answer: Answer) -> Iterator[tuple[str, str, Share]]:
    yield "all", "all", answer.overall
    yield from _groups(answer)
    if answer.people:
        yield "people", "all", answer.people.overall
        yield from ((f"people by {dimension}", group, part) for dimension, group, part in _groups(answer.people))


def _groups(answer: Answer) -> Iterator[tuple[str, str, Share]]:
    for more, part in answer.more.items():
        yield "more", more, part
    for dimension, groups in answer.by.items():
        for group, part in groups.items():
            yield dimension, group, part
