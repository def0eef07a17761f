"""The parts of the quality page on gaps in care, Q1 to Q18, and on how a service deals with reducing and leaving."""

from ostara.analysis.measures.answer import Answer
from ostara.analysis.measures.care_gaps.registry import CARE_GAPS
from ostara.analysis.measures.cultures.cultures import CULTURES
from ostara.analysis.measures.cultures.medians import Median
from ostara.analysis.measures.cultures.profile import Told
from ostara.analysis.reports.quality import QualityReport
from ostara.analysis.reports.quality_words import said_of
from ostara.drawing.blocks import Block, Bullets, Details, Note, Paragraph
from ostara.drawing.datatable import Column, DataTable
from ostara.drawing.words import interval, number

NO_DAY = "This store has no last complete day by the calendar, so nobody can be looked at as at a day."
_GAP_COLUMNS = (
    Column("Gap"),
    Column("People with it", numeric=True),
    Column("Plausibly"),
    Column("Not known", numeric=True),
    Column("Left out", numeric=True),
)
_INDICATOR_COLUMNS = (Column("Indicator"), Column("People", numeric=True), Column("Plausibly"), Column("Not known"))


def gaps(report: QualityReport) -> tuple[Block, ...]:
    """Every gap with its share, its interval, and of how many it is not known."""
    if not report.gaps:
        return (Paragraph(NO_DAY),)
    rows = tuple(_gap(f"{gap.id}: {gap.title}", report.gaps[gap.name]) for gap in CARE_GAPS.values())
    return (
        Paragraph(
            "A gap is a question to a person's record: somebody has gone without something that the guidelines expect. "
            "Not known is not fine: the store has nothing to tell it by. A gap never calls for a lower dose or an end "
            "of treatment."
        ),
        DataTable("Gaps in care, as at the last complete day", _GAP_COLUMNS, rows),
        *(Details(f"{gap.id}: what it counts", (Bullets(_definition(gap.id)),)) for gap in CARE_GAPS.values()),
    )


def _gap(title: str, answer: Answer) -> tuple[str | int | None, ...]:
    left_out = answer.numbers.get("left_out")
    of = answer.overall
    return (
        title + (" (rests on unverified numbers)" if answer.unverified else ""),
        said_of(of),
        "" if of.low is None or of.high is None else interval(of.low, of.high),
        "withheld" if answer.unknown is None else answer.unknown,
        "withheld" if left_out is None else int(left_out),
    )


def _definition(id: str) -> tuple[str, ...]:
    gap = CARE_GAPS[id]
    lines = [
        f"Counts: {gap.counts}.",
        f"Among: {gap.among}.",
        f"Left out: {gap.left_out}.",
        f"Cannot be told: {gap.cannot_tell}.",
        f"Name in the data: {gap.name}.",
    ]
    return (*lines, *([f"Adapted: {gap.adapted}"] if gap.adapted else []))


def cultures(report: QualityReport) -> tuple[Block, ...]:
    """The indicators, each with its interval, and what each of the four cultures would look like in them."""
    if not report.cultures:
        return (Paragraph(NO_DAY),)
    titles = {told.indicator.measure.name: told.indicator.measure.title for told in report.cultures}
    return (
        Paragraph(
            "Services differ in how they deal with reducing and leaving. Below are indicators of it, and no single "
            "score: a service may show something of several cultures, and differs from another by chance as well."
        ),
        DataTable("Indicators", _INDICATOR_COLUMNS, tuple(_indicator(told) for told in report.cultures)),
        *_medians(report.cultures),
        *_by_service(report.cultures),
        DataTable(
            "Four cultures, as advisers described them",
            (Column("Culture"), Column("What it is like"), Column("Would be high"), Column("Would be low")),
            tuple((one.name, one.about, _listed(one.high, titles), _listed(one.low, titles)) for one in CULTURES),
        ),
    )


def _indicator(told: Told) -> tuple[str | int | None, ...]:
    of = told.share.overall
    sure = "" if of.low is None or of.high is None else interval(of.low, of.high)
    unknown = "withheld" if told.share.unknown is None else number(told.share.unknown)
    return told.indicator.measure.title, said_of(of), sure, unknown


def _medians(every: tuple[Told, ...]) -> tuple[Block, ...]:
    rows = tuple(
        (told.indicator.median_of.capitalize(), _middle(told.median, told.indicator.unit))
        for told in every
        if told.median is not None
    )
    if not rows:
        return ()
    columns = (Column("In the middle"), Column("Median, and where it plausibly lies"))
    return (DataTable("Medians", columns, rows),)


def _middle(median: Median, unit: str) -> str:
    if median.value is None:
        return "nobody to tell it by"
    if median.low is None or median.high is None:
        return f"{median.value:g} {unit} (of {median.of}: too few for an interval)"
    return f"{median.value:g} {unit} ({median.low:g} to {median.high:g}; of {median.of})"


def _by_service(every: tuple[Told, ...]) -> tuple[Block, ...]:
    services = sorted({service for told in every for service in told.share.by["service"]})
    columns = (Column("Service"), *(Column(told.indicator.measure.title, numeric=True) for told in every))
    rows = tuple((service, *(_cell(told, service) for told in every)) for service in services)
    return (
        DataTable("By service", columns, rows),
        Note("Few people in a service: look at the interval of all, and at several years, before anything else."),
    )


def _cell(told: Told, service: str) -> str:
    part = told.share.by["service"].get(service)
    return "–" if part is None else said_of(part)


def _listed(names: tuple[str, ...], titles: dict[str, str]) -> str:
    return "; ".join(titles[name].lower() for name in names) or "–"
