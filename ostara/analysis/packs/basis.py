"""What a pack rests on: every definition, every number with its standing, and where it all came from."""

from collections.abc import Iterable

from ostara import __version__
from ostara.analysis.national.measure import NationalMeasure
from ostara.drawing.blocks import Block, Bullets, Details, Note, Paragraph, Strong, Text
from ostara.drawing.datatable import Column, DataTable
from ostara.drawing.words import number
from ostara.knowledge.parameters import parameter
from ostara.knowledge.sources import source
from ostara.ndtms.data_set import NOT_IN_FORCE
from ostara.tables.store import Store

COMPARING = (
    "comparison.similar_areas",
    "comparison.winsorised_share",
    "measures.confidence_level",
    "measures.funnel_inner_level",
    "measures.funnel_outer_level",
)


def numbers_behind(measures: Iterable[NationalMeasure]) -> tuple[str, ...]:
    """Every parameter that figures or their comparison rest on."""
    return tuple(sorted({name for one in measures for name in one.rests_on} | set(COMPARING)))


def basis(measures: Iterable[NationalMeasure]) -> tuple[Block, ...]:
    """The last section."""
    every = tuple(measures)
    known = [parameter(name) for name in numbers_behind(every)]
    unverified = sum(one.unverified for one in known)
    rows = tuple(
        (
            one.meaning,
            f"{one.value} {one.unit}",
            "unverified" if one.unverified else str(one.status),
            source(one.source).title,
        )
        for one in known
    )
    return (
        Paragraph(
            f"{number(unverified)} of the {number(len(known))} numbers behind this pack were not checked against their "
            "source. They are marked here, and named under each figure that rests on them."
        ),
        DataTable("Numbers behind the figures", tuple(map(Column, ("Number", "Value", "Standing", "Source"))), rows),
        Details("What each figure counts", (Bullets(tuple(map(_definition, every))),)),
        Note(
            "The range after each share is where the true share plausibly lies (95% interval, Wilson). Figures of an "
            "area, and of similar areas together, count a person once in each area; national ones once in all."
        ),
    )


def _definition(one: NationalMeasure) -> Text:
    lines = [
        f": {one.population}; {one.counts}.",
        f"Out of {one.denominator}." if one.denominator else "",
        one.exclusions,
        f"From {source(one.source).title}. In the data: {one.name}.",
    ]
    return (Strong(one.title), " ".join(line for line in lines if line))


def origin(store: Store, measures: Iterable[NationalMeasure]) -> tuple[tuple[str, str], ...]:
    """The lines that end the page."""
    known = [parameter(name) for name in numbers_behind(measures)]
    return (
        ("Store", store.digest),
        ("Ostara", __version__),
        ("Unverified numbers", f"{sum(one.unverified for one in known)} of {len(known)}"),
    )


def footer() -> tuple[Block, ...]:
    """What must be said of the national words that every figure is in."""
    return (Note(NOT_IN_FORCE),)
