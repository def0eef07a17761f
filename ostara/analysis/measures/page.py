"""The page of measure definitions, docs/generated/measures.md."""

from collections.abc import Iterator

from ostara.analysis.measures.measure import Measure
from ostara.analysis.measures.registry import QUALITY
from ostara.knowledge.parameters import parameter


def measures_page() -> str:
    """Every measure's definition as Markdown."""
    return "\n".join(
        [
            "# Measures",
            "",
            "Written by `./run docs` from `ostara/analysis/measures`; change it there. Every share carries a 95 %",
            "interval (Wilson). *Not known* is counted beside every share and never inside it.",
            *(line for measure in QUALITY for line in _section(measure)),
            "",
        ]
    )


def _section(measure: Measure) -> Iterator[str]:
    yield from ("", f"## {measure.name}", "", f"**{measure.title}**", "")
    for words, value in (
        ("Counted in", measure.unit),
        ("Population", measure.population),
        ("Counts", measure.counts),
        ("Out of", measure.denominator),
        ("Left out", measure.exclusions),
        ("Adapted", measure.adapted),
        ("Rules", ", ".join(measure.rules)),
        ("Source", measure.source),
    ):
        if value:
            yield f"- {words}: {value}"
    for name in measure.parameters.values():
        known = parameter(name)
        mark = " **unverified**" if known.unverified else ""
        yield f"- Rests on `{name}` = {known.value} {known.unit}{mark}"
