"""The quality report as the public may see it: every count, in figures and in charts, under disclosure control."""

from dataclasses import replace

from ostara.analysis.measures.publish import publish, publish_groups
from ostara.analysis.reports.quality import Bar, QualityReport, Step
from ostara.knowledge.disclosure import protect, protect_family
from ostara.knowledge.parameters import parameter


def published(report: QualityReport) -> QualityReport:
    """The report with small counts withheld and the rest rounded; curves only at whole months, with rounded numbers."""
    months = publish_groups({str(month): part for month, part in report.months.items()})
    bars = protect_family({str(bar.from_mg): bar.people or 0 for bar in report.bars})
    return replace(
        report,
        answers={name: publish(answer) for name, answer in report.answers.items()},
        gaps={name: publish(answer) for name, answer in report.gaps.items()},
        cultures=tuple(replace(told, share=publish(told.share), median=None, medians={}) for told in report.cultures),
        curves={medicine: coarse for medicine, steps in report.curves.items() if (coarse := _coarse(steps))},
        bars=tuple(Bar(bar.from_mg, bar.to_mg, bars[str(bar.from_mg)]) for bar in report.bars),
        months={int(month): part for month, part in months.items()},
        published=True,
    )


def _coarse(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The curve at the end of each month: a single person's day of leaving cannot be read from it.

    Shares are rounded to whole percents, numbers left to the nearest 5. A curve stops where too few people are left.
    """
    month = parameter("measures.month_days").whole
    shown: list[Step] = []
    for day in range(month, steps[-1].day + 1, month):
        passed = [step for step in steps if step.day <= day]
        later = [step for step in steps if step.day > day]
        left = protect(later[0].at_risk if later else 0)
        if not passed or not left:
            break
        last = passed[-1]
        shown.append(Step(day, left, 0, round(last.kept, 2), round(last.low, 2), round(last.high, 2)))
    return tuple(shown)
