"""The quality report as one page for a service manager: what is unsafe, what is not, how sure, what to look at next."""

from datetime import date

from ostara import __version__
from ostara.analysis.measures.care_gaps.registry import CARE_GAPS
from ostara.analysis.measures.cultures.indicators import INDICATORS
from ostara.analysis.measures.registry import QUALITY
from ostara.analysis.reports.quality import QualityReport
from ostara.analysis.reports.quality_care import cultures, gaps
from ostara.analysis.reports.quality_comparison import comparison, to_look_at
from ostara.analysis.reports.quality_safety import restarts, starting, steps
from ostara.analysis.reports.quality_treatment import doses, staying, tests
from ostara.analysis.reports.quality_words import said_of
from ostara.drawing.blocks import Block, Bullets, Details, Heading, Note, Paragraph, Strong, Text
from ostara.drawing.datatable import Column, DataTable
from ostara.drawing.page import Page, Section
from ostara.drawing.words import number
from ostara.knowledge.parameters import Parameter, parameter
from ostara.knowledge.sources import source

TITLE = "How good is the opioid substitution treatment that people really receive?"


def as_html(report: QualityReport) -> str:
    """The whole page."""
    return Page(
        title=TITLE,
        lead=_lead(report),
        notice=_notice(report),
        facts=_facts(report),
        sections=(
            Section("What to look at first", restarts(report)),
            Section("What to look at next", to_look_at(report)),
            Section("Starting methadone", starting(report)),
            Section("Days without a recorded dose", steps(report)),
            Section("Dose and use on top", doses(report)),
            Section("Staying in treatment", staying(report)),
            Section("Drug tests and contacts", tests(report)),
            Section("Gaps in care", gaps(report)),
            Section("How reducing and leaving are dealt with", cultures(report)),
            Section("How services compare", comparison(report)),
            Section("How much is in the store", _counts(report)),
            Section("What this rests on", _basis(report)),
        ),
        origin=_origin(report),
    ).render()


def _lead(report: QualityReport) -> Text:
    people, restart = report.answers["people"].overall, report.answers["restart_above_30_after_5"].overall
    kept, dose = report.answers["retained_24_weeks"].overall, report.answers["maximum_dose_60_plus"].overall
    return (
        f"Of {number(people.numerator)} people, ",
        Strong(f"{said_of(kept)} of those who started were still in treatment at 24 weeks"),
        f", and methadone reached 60 mg a day for {said_of(dose)}. ",
        Strong(f"After five days or more without a recorded dose, {said_of(restart)} began again above 30 mg."),
    )


def _notice(report: QualityReport) -> Text | None:
    if report.store.manifest.origin.made_up:
        return "A made-up service: none of these people exist."
    if report.published:
        return None
    return "Holds small counts. Keep it inside the service; make one with --publish to share."


def _facts(report: QualityReport) -> tuple[tuple[str, str], ...]:
    manifest = report.store.manifest
    facts = [("From", manifest.origin.words)]
    if manifest.observed_until:
        facts.append(("Observed until", _in_words(manifest.observed_until)))
    else:
        facts.append(("Days", "counted from each person's own first day"))
    if manifest.start_cohort:
        facts.append(("Starts compared", f"people of {manifest.start_cohort} only"))
    if report.published:
        step = parameter("disclosure.round_to").whole
        facts.append(("Counts", f"small ones withheld, the rest rounded to the nearest {step}"))
    return tuple(facts)


def _in_words(day: str) -> str:
    said = date.fromisoformat(day)
    return f"{said.day} {said:%B %Y}"


def _counts(report: QualityReport) -> tuple[Block, ...]:
    names = ("people", "people_dosed", "dose_rows", "dose_days", "specimens", "positive_findings")
    titles = {measure.name: measure.title for measure in QUALITY}
    return tuple(_by(report, names, titles, dimension) for dimension in ("medicine", "service"))


def _by(report: QualityReport, names: tuple[str, ...], titles: dict[str, str], dimension: str) -> DataTable:
    groups = sorted({group for name in names for group in report.answers[name].by[dimension]})
    rows: list[tuple[str | int | None, ...]] = [
        ("All", *(_cell(report.answers[name].overall.numerator) for name in names))
    ]
    for group in groups:
        cells = [report.answers[name].by[dimension].get(group) for name in names]
        rows.append((group, *(0 if cell is None else _cell(cell.numerator) for cell in cells)))
    columns = (Column(dimension.capitalize()), *(Column(titles[name], numeric=True) for name in names))
    footnotes = ("Somebody with several of them is counted in each, and once in all.",)
    return DataTable(f"By {dimension}", columns, tuple(rows), footnotes)


def _cell(count: int | None) -> int | str:
    return "withheld" if count is None else count


def _basis(report: QualityReport) -> tuple[Block, ...]:
    measures = [*QUALITY]
    if report.gaps:
        measures += [gap.measure for gap in CARE_GAPS.values()] + [one.measure for one in INDICATORS]
    rests = {name for measure in measures for name in measure.parameters.values()}
    known = [parameter(name) for name in sorted(rests)]
    unverified = [one for one in known if one.unverified]
    words = (
        f"{len(unverified)} of the {len(known)} numbers behind this page have not been checked against a source that "
        "governs here. They are marked below and beside each figure that rests on them."
    )
    return (
        Paragraph(words if unverified else "Every number behind this page has been checked against its source."),
        _numbers(known),
        Heading("What each figure counts"),
        *(Details(measure.title, _definition(measure.name)) for measure in QUALITY),
        Note(
            "The range after each share is where the true share plausibly lies (95 % interval, Wilson). Limits in the "
            "comparison of services allow for chance, so that a small service is not called bad for being small."
        ),
    )


def _numbers(known: list[Parameter]) -> DataTable:
    rows = tuple(
        (
            one.meaning,
            f"{one.value} {one.unit}",
            "unverified" if one.unverified else str(one.status),
            source(one.source).title,
        )
        for one in known
    )
    return DataTable("Numbers behind the figures", tuple(map(Column, ("Number", "Value", "Status", "Source"))), rows)


def _definition(name: str) -> tuple[Block, ...]:
    measure = next(one for one in QUALITY if one.name == name)
    lines = [
        f"Population: {measure.population}.",
        f"Counts: {measure.counts}.",
        f"Out of: {measure.denominator}.",
        f"Left out: {measure.exclusions}.",
        f"Rests on: {source(measure.source).title}"
        + (f" (rules {', '.join(measure.rules)})." if measure.rules else "."),
        f"Name in the data: {measure.name}.",
    ]
    if measure.adapted:
        lines.insert(4, f"Adapted: {measure.adapted}")
    return (Bullets(tuple(lines)),)


def _origin(report: QualityReport) -> tuple[tuple[str, str], ...]:
    resting = sum(bool(answer.unverified) for answer in report.every_answer.values())
    return (
        ("Store", report.store.digest),
        ("Ostara", __version__),
        ("Resting on unverified numbers", f"{resting} of {len(report.every_answer)} measures"),
    )
