"""The page of gaps in care, docs/generated/care_gaps.md: Q1 to Q18, and the indicators of how services let go."""

from collections.abc import Iterator

from ostara.analysis.measures.care_gaps.gap import CareGap
from ostara.analysis.measures.care_gaps.registry import CARE_GAPS
from ostara.analysis.measures.cultures.cultures import CULTURES
from ostara.analysis.measures.cultures.indicators import INDICATORS, Indicator
from ostara.analysis.measures.measure import Measure
from ostara.knowledge.parameters import parameter
from ostara.knowledge.sources import source


def care_gaps_page() -> str:
    """Every definition as Markdown."""
    return "\n".join(
        [
            "# Gaps in care",
            "",
            "Written by `./run docs` from `ostara/analysis/measures/care_gaps` and `cultures`; change it there.",
            "",
            "Definitions are those of section 13 of the clinical rules, which are this project's own (D). Each looks",
            "at people as at the last complete day of a store. *Not known* is counted beside every share and never",
            "inside it; where a store has no place for what is asked, it is not known for everybody. Names are shown",
            "to whoever may open the record, counts to managers, and counts made safe to publish to commissioners.",
            *(line for gap in CARE_GAPS.values() for line in _gap(gap)),
            "",
            "# How reducing and leaving are dealt with",
            "",
            "Indicators with an interval each, and no single score.",
            *(line for one in INDICATORS for line in _indicator(one)),
            "",
            "## The four cultures",
            "",
            "| culture | what it is like | would be high | would be low |",
            "|---|---|---|---|",
            *(
                f"| {one.name} | {one.about} | {', '.join(one.high) or '–'} | {', '.join(one.low) or '–'} |"
                for one in CULTURES
            ),
            "",
        ]
    )


def _gap(gap: CareGap) -> Iterator[str]:
    yield from ("", f"## {gap.id} {gap.title}", "")
    said = (
        ("Counts", gap.counts),
        ("Among", gap.among),
        ("Left out", gap.left_out),
        ("Cannot be told", gap.cannot_tell),
        ("Known where a store has any of", ", ".join(gap.sources)),
        ("To do", gap.to_do),
        ("Adapted", gap.adapted),
        ("Rules that ask the same", ", ".join(gap.rules)),
        ("Live from the record on pages", "yes" if gap.urgent else None),
    )
    yield from (f"- {words}: {value}" for words, value in said if value)
    yield from _rests(gap.measure)


def _indicator(one: Indicator) -> Iterator[str]:
    measure = one.measure
    yield from ("", f"## {measure.title}", "")
    said = (
        ("Counts", measure.counts),
        ("Among", measure.population),
        ("Left out", measure.exclusions),
        ("Median beside", one.median_of),
    )
    yield from (f"- {words}: {value}" for words, value in said if value)
    yield from _rests(measure)


def _rests(measure: Measure) -> Iterator[str]:
    yield f"- Source: {source(measure.source).title}"
    yield f"- Name in the data: `{measure.name}`"
    for name in measure.parameters.values():
        known = parameter(name)
        mark = " **unverified**" if known.unverified else ""
        yield f"- Rests on `{name}` = {known.value} {known.unit}{mark}"
