"""The page of national measures, docs/generated/national.md: every definition, and what it rests on."""

from collections.abc import Iterator

from ostara.analysis.national.measure import NationalMeasure
from ostara.analysis.national.registry import NATIONAL
from ostara.knowledge.parameters import parameter
from ostara.ndtms.data_set import NOT_IN_FORCE


def national_page() -> str:
    """Every national measure's definition as Markdown."""
    return "\n".join(
        [
            "# National measures",
            "",
            "Written by `./run docs` from `ostara/analysis/national`; change it there. They count journeys:",
            "see [decision 10](../../decisions/0010-journeys.md). *Not known* is counted beside every share.",
            "",
            NOT_IN_FORCE,
            *(line for measure in NATIONAL.values() for line in _section(measure)),
            "",
        ]
    )


def _section(measure: NationalMeasure) -> Iterator[str]:
    yield from ("", f"## {measure.name}", "", f"**{measure.title}**", "")
    for words, value in (
        ("Counted in", measure.unit),
        ("Population", measure.population),
        ("Counts", measure.counts),
        ("Classes", "; ".join(measure.classes)),
        ("Out of", measure.denominator),
        ("Left out", measure.exclusions),
        ("Source", measure.source),
    ):
        if value:
            yield f"- {words}: {value}"
    for name in measure.rests_on:
        known = parameter(name)
        mark = " **unverified**" if known.unverified else ""
        yield f"- Rests on `{name}` = {known.value} {known.unit}{mark}"
