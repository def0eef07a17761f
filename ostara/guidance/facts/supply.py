"""Facts about the supply that is about to be made, and about how doses are watched."""

from dataclasses import dataclass
from decimal import Decimal

from ostara.guidance.facts.fact import fact
from ostara.knowledge.codes import code_list


@dataclass(frozen=True, kw_only=True)
class Supply:
    """The supply that is about to be made."""

    intoxicated: bool | None = fact("the person is intoxicated")
    sedated: bool | None = fact("the person looks sedated")
    handed_over: bool | None = fact("the medicine is handed over, not given by staff")
    taken_home: bool | None = fact("doses are taken home")
    second_part_dose: bool | None = fact("is a second part of the dose on the first day")
    hours_since_first_part: int | None = fact("whole hours since the first part", "hours")
    reassessed_at_peak: bool | None = fact("the person was seen again at the peak of the first part")
    day_total_mg: Decimal | None = fact("everything given on this day, this supply included", "mg")
    replaces_vomited: bool | None = fact("replaces a dose that was vomited")
    vomiting_witnessed: bool | None = fact("staff saw the dose being vomited")
    collected_by_other: bool | None = fact("somebody else collects")
    remainder_of_missed: bool | None = fact("is the rest of an instalment that was due on a day not collected")


@dataclass(frozen=True, kw_only=True)
class Supervision:
    """How doses are watched, and what speaks for or against watching less."""

    ordered: str | None = fact("how doses are watched under this order", words=tuple(code_list("supervision")))
    relaxed: bool | None = fact("doses are watched less than daily")
    relaxing: bool | None = fact("this order lets doses be watched less than before")
    steps_down: int | None = fact("rungs of the ladder taken down by this order", "steps")
    reason_recorded: bool | None = fact("the reason is recorded")
    reviewed: bool | None = fact("the need for watched doses was reviewed when the first period ended")
    tests_clean_or_fewer: bool | None = fact("tests are clean, or show less use")
    compliance_evidence: bool | None = fact("there is evidence that doses are taken as ordered")
    long_gap: bool | None = fact("there was a gap of the length at which a prescriber decides")
    intoxicated_at_pharmacy: bool | None = fact("the pharmacy saw the person intoxicated")
    diversion: bool | None = fact("medicine went to others")
    new_heavy_use: bool | None = fact("heavy use on top is new")
    stepped_back: bool | None = fact("supervision was reviewed since")
