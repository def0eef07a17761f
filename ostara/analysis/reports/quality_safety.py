"""The parts of the quality page on safety: restarts after a gap, how methadone was started, and the gaps themselves."""

from ostara.analysis.measures.answer import Answer
from ostara.analysis.reports.quality import QualityReport
from ostara.analysis.reports.quality_words import doubts, safety_finding, said_of
from ostara.drawing.blocks import Block, Bullets, Finding, Heading, Level, Paragraph
from ostara.drawing.datatable import Column, DataTable
from ostara.drawing.words import interval, number


def restarts(report: QualityReport) -> tuple[Block, ...]:
    """Possible overdose risk: a high dose on the first day after a gap. Shown first, with what the log cannot tell."""
    answer = report.answers["restart_above_30_after_5"]
    before = answer.more["at_or_above_dose_before"]
    why = Paragraph(
        "Tolerance to opioids falls within days. After five days or more the reference treats the next dose as a new "
        "start, with the person seen first. A dose that was safe before the gap may not be safe after it."
    )
    same = Paragraph(f"At or above the dose before the gap: {said_of(before)}.")
    return (
        safety_finding(
            answer,
            "Methadone began again above 30 mg after five days or more without a recorded dose",
            "Methadone never began again above 30 mg after five days or more without a recorded dose.",
            same,
            why,
            level=Level.ACT,
        ),
        Heading("What the log cannot tell"),
        Bullets(
            (
                "Whether a dose was given elsewhere in the gap: in prison, in hospital, at another pharmacy.",
                "Whether the day was left out of the log although the dose was taken.",
                "Whether the person was seen and tested before the dose, and by whom it was decided.",
                "Whether doses kept at home were taken in the gap.",
            )
        ),
        Heading("What to do with it"),
        Bullets(
            (
                "Look at each of these restarts in the record together with the prescriber.",
                "Ask the pharmacy what was collected in the gap, where it has not said.",
                "Never lower somebody's dose because of this figure: it is about what happens after a gap.",
            )
        ),
    )


def starting(report: QualityReport) -> tuple[Block, ...]:
    """First doses, first weeks, single rises."""
    return (
        safety_finding(
            report.answers["first_dose_above_30"],
            "First methadone dose above 30 mg",
            "No first methadone dose was above 30 mg.",
            Paragraph(
                "Somebody who comes from prison, hospital or another service on a confirmed dose goes on at that dose. "
                "Where the store does not hold the doses before, that looks like a first dose."
            ),
        ),
        safety_finding(
            report.answers["first_week_rise_above_30"],
            "Rose by more than 30 mg in the first week",
            "Nobody's methadone rose by more than 30 mg in the first week.",
        ),
        _single_rises(report.answers["single_rise_above_10"]),
    )


def _single_rises(answer: Answer) -> Finding:
    part = answer.overall
    how_often = Paragraph(
        f"Such rises: {_or_withheld(part.numerator)} in {_or_withheld(part.denominator)} steps of a day."
    )
    return safety_finding(
        answer.people or answer,
        "People whose methadone rose by more than 10 mg from one day to the next",
        "No dose of methadone rose by more than 10 mg from one day to the next.",
        how_often,
    )


def steps(report: QualityReport) -> tuple[Block, ...]:
    """How often days without a recorded dose lay between two with one."""
    rows: list[tuple[str | int | None, ...]] = []
    for name, words in (("gaps_3_plus", "3 days or more"), ("gaps_5_plus", "5 days or more")):
        answer = report.answers[name]
        people = answer.people.overall if answer.people else answer.overall
        range_ = "" if people.low is None or people.high is None else interval(people.low, people.high)
        rows.append((words, _or_withheld(answer.overall.numerator), said_of(people), range_))
    columns = (
        Column("Gap"),
        Column("Gaps", numeric=True),
        Column("People with one", numeric=True),
        Column("Plausibly"),
    )
    return (
        Paragraph(
            "A gap is a run of whole days with no recorded dose of methadone between two days with one. It need not be "
            "a missed dose: the log may be incomplete. From the third day the guidance asks the pharmacy to hold the "
            "dose and ring the prescriber."
        ),
        DataTable("Gaps between doses of methadone", columns, tuple(rows)),
        *doubts(report.answers["gaps_5_plus"]),
    )


def _or_withheld(count: int | None) -> str:
    return "withheld" if count is None else number(count)
