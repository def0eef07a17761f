"""What an assessment says of hepatitis and HIV, beside the steps that are recorded: told once, seen where it counts.

An answer in an assessment is what the person told. It is no step of the way: whoever knows more records the step.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ostara.care.health.models import Virus, VirusStep
from ostara.care.treatment.models import Answer, Assessment
from ostara.care.treatment.reading import in_sections

SECTION = "Hepatitis and HIV"
TESTS = (VirusStep.Step.TESTED, VirusStep.Step.RNA)
VACCINATED = frozenset("123C")  # doses had, or the whole course, in the national answer


@dataclass(frozen=True)
class Assessed:
    """The answers of the latest assessment that has any, in words.

    `missing` are steps they speak of and nobody recorded: in words, with the topic and what its form begins with.
    """

    assessment: Assessment
    answers: Sequence[tuple[str, str]]
    missing: Sequence[tuple[str, str, str]]

    @property
    def on(self) -> date:
        """The day of the assessment."""
        return self.assessment.on


def assessed_of(records: Collection[UUID], steps: Sequence[VirusStep], *, vaccinated: bool) -> Assessed | None:
    """Returns what the latest assessment with an answer says of hepatitis and HIV; in one query.

    Args:
        records: of the person.
        steps: the steps of tests that are recorded.
        vaccinated: whether a dose of a hepatitis B vaccine, or that none is needed, is recorded.
    """
    rows = Assessment.objects.standing().filter(episode__person__in=records).select_related("episode")
    for row in rows.order_by("-on", "-recorded_at", "-id"):
        section = next(one for one in in_sections(row) if one.title == SECTION)
        if section.answered:
            return Assessed(row, section.answered, _missing(row, steps, vaccinated=vaccinated))
    return None


def _missing(row: Assessment, steps: Sequence[VirusStep], *, vaccinated: bool) -> list[tuple[str, str, str]]:
    tested = {one.virus for one in steps if one.step in TESTS}
    says = (
        (Answer.YES in (row.hepatitis_c_tested, row.hepatitis_c_positive), Virus.HCV),
        (row.hiv_tested == Answer.YES, Virus.HIV),
    )
    names = {Virus.HCV: "hepatitis C", Virus.HIV: "HIV"}
    found = [
        (f"a test for {names[virus]}", "viruses", f"virus={virus.value}&step=tested")
        for said, virus in says
        if said and virus not in tested
    ]
    if row.hepatitis_b_vaccinations in VACCINATED and not vaccinated:
        found.append(("a vaccine against hepatitis B", "vaccines", "vaccine=hbv&step=given"))
    return found
