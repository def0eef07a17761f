"""Assessments: written whole, put right by a correction that carries its substances along."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from ostara.care.audit.actor import Actor
from ostara.care.rows.acts import Refused, correct
from ostara.care.treatment.actions.permitting import born, did, permitted, signed, since, until, written
from ostara.care.treatment.days import in_order
from ostara.care.treatment.models import Assessment, Episode, SubstanceUse
from ostara.care.treatment.national import NO_SECOND, NO_THIRD, checked
from ostara.care.treatment.states import Act
from ostara.knowledge.parameters import parameter

CODES = {
    "injecting": "injecting",
    "hepatitis_b_offer": "hepatitis_b_offer",
    "hepatitis_b_vaccinations": "hepatitis_b_vaccinations",
    "hepatitis_c_offer": "hepatitis_c_offer",
    "hepatitis_c_tested": "hepatitis_c_tested",
    "accommodation": "accommodation",
    "employment": "employment",
}
DAYS = {
    "overdosed_on": "the last overdose",
    "health_assessed_on": "the health care assessment",
    "hepatitis_c_tested_on": "the hepatitis C test",
}
RECALL_DAYS = parameter("ndtms.recall_days").whole


@dataclass(frozen=True)
class Substance:
    """One substance somebody uses: national codes, years of age, days of the last 28, and how much in words."""

    code: str
    route: str = ""
    age_first_used: int | None = None
    days: int | None = None
    amount: str = ""


def assess(
    *,
    episode: Episode,
    on: date,
    facts: Mapping[str, Any],
    substances: Sequence[Substance],
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Assessment:
    """Records an assessment.

    Args:
        episode: in which it was made.
        on: its day.
        facts: answers by the names of the columns of `Assessment`; what is left out was not asked.
        substances: what the person uses, what troubles them most first.
        by: who assessed.
        at: when it is recorded.
        key: that of the form.

    Raises:
        Refused: the state, the order of days or a code does not allow it; names the field.
    """

    def do() -> Assessment:
        now = permitted(Act.ASSESS, episode)
        in_order("the assessment", on, at=at, after=since(now), before=until(now))
        _check(episode, on, facts, substances, at=at)
        row = Assessment.objects.create(episode=episode, on=on, **facts, **signed(by, at))
        _write(row, substances, by=by, at=at)
        written("treatment.assess", episode, row, by=by)
        return row

    return did(Assessment, "treatment.assess", by=by, key=key, do=do)


def correct_assessment(
    *,
    assessment: Assessment,
    why: str,
    facts: Mapping[str, Any],
    substances: Sequence[Substance],
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Assessment:
    """Puts an assessment right; what it said stays readable.

    Raises:
        Refused: no reason is given, or a code or a day is wrong.
        Changed: somebody else corrected it first.
    """

    def do() -> Assessment:
        episode = assessment.episode
        on = facts.get("on", assessment.on)
        _check(episode, on, facts, substances, at=at)
        row = correct(assessment, why=why, by=by.user, recorded_at=at, **facts)
        _write(row, substances, by=by, at=at)
        written("treatment.correct_assessment", episode, row, by=by, fields=sorted(facts))
        return row

    return did(Assessment, "treatment.correct_assessment", by=by, key=key, do=do)


def _check(
    episode: Episode, on: date, facts: Mapping[str, Any], substances: Sequence[Substance], *, at: datetime
) -> None:
    for field, name in CODES.items():
        checked(name, facts.get(field, ""), field=field)
    for field, words in DAYS.items():
        in_order(words, facts.get(field), at=at, after=(born(episode.person),), field=field)
    for number, substance in enumerate(substances, start=1):
        _check_substance(substance, number, substances, episode, on)


def _check_substance(
    substance: Substance, number: int, substances: Sequence[Substance], episode: Episode, on: date
) -> None:
    if substance.code in ("", NO_SECOND, NO_THIRD):
        raise Refused("Choose the substance, or empty the line.", field=f"substance_{number}_code")
    checked("problem_substance", substance.code, field=f"substance_{number}_code")
    checked("route", substance.route, field=f"substance_{number}_route")
    if substance.code in [one.code for one in substances[: number - 1]]:
        raise Refused("This substance is listed twice.", field=f"substance_{number}_code")
    if substance.days is not None and substance.days > RECALL_DAYS:
        raise Refused(f"There are {RECALL_DAYS} days.", field=f"substance_{number}_days")
    birth = born(episode.person).on
    if birth and substance.age_first_used is not None and substance.age_first_used > on.year - birth.year:
        raise Refused("This is older than the person was.", field=f"substance_{number}_age_first_used")


def _write(row: Assessment, substances: Sequence[Substance], *, by: Actor, at: datetime) -> None:
    SubstanceUse.objects.bulk_create(
        SubstanceUse(assessment=row, place=place, **vars(replace(one)), **signed(by, at))
        for place, one in enumerate(substances, start=1)
    )
