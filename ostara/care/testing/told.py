"""Each kind of fact of health in one line, for lists and the timeline."""

from datetime import date
from typing import Any

from ostara.care.asking.fields import in_words
from ostara.care.health import models
from ostara.care.health.models import YesNo
from ostara.knowledge.parameters import parameter

YES = YesNo.YES


def naloxone(row: models.NaloxoneKit) -> str:
    """Which kit, until when, and what became of it."""
    said = [row.get_kit_display()]
    if row.held_by:
        said.append(f"held by: {row.get_held_by_display().lower()}")
    if row.kit != models.NaloxoneKit.Kit.REFUSED:
        said.append(
            f"in date until {in_words(row.expires_on)}" if row.expires_on else "until when it is in date is not known"
        )
    if row.trained == YES:
        said.append("shown how to use it")
    if row.ended_on:
        said.append(f"{row.get_ended_display().lower()} {in_words(row.ended_on)}")
    return _again("; ".join(said), row.offer_again_on)


def overdose(row: models.Overdose) -> str:
    """How it ended, and what followed."""
    said = [row.get_outcome_display(), row.get_meant_display().lower()]
    if row.naloxone_used == YES:
        said.append("naloxone was given")
    said.append(
        f"seen or rung {in_words(row.contacted_on)}" if row.contacted_on else "nobody has seen or rung them yet"
    )
    if row.outcome == models.Overdose.Outcome.DIED:
        del said[-1]
    return "; ".join(said)


def risk(row: models.Risk) -> str:
    """What it is, and whether there is a plan."""
    said = [row.get_kind_display(), "with a plan" if row.plan else "no plan yet"]
    if row.review_on and not row.ended_on:
        said.append(f"look again {in_words(row.review_on)}")
    if row.ended_on:
        said.append(f"no longer since {in_words(row.ended_on)}")
    return "; ".join(said)


def virus(row: models.VirusStep) -> str:
    """Which step for which virus, and its result."""
    result = f": {row.get_result_display().lower()}" if row.result else ""
    return _again(f"{row.get_virus_display()}: {row.get_step_display().lower()}{result}", row.offer_again_on)


def vaccine(row: models.Vaccination) -> str:
    """Which dose of which vaccine."""
    dose = f" {row.dose}" if row.dose else ""
    return _again(f"{row.get_vaccine_display()}: {row.get_step_display().lower()}{dose}", row.offer_again_on)


def ecg(row: models.Ecg) -> str:
    """The QTc and what it means; lines are those of the parameters."""
    if row.done == models.Done.REFUSED:
        return _again("Offered, and not wanted now", row.offer_again_on)
    said = f"QTc {row.qtc_ms} ms" if row.qtc_ms else "QTc not recorded"
    return f"{said}{qtc_says(row.qtc_ms)}{f'; read by {row.read_by}' if row.read_by else ''}"


def qtc_says(qtc: int | None) -> str:
    """What is said of a QTc at or beyond a line; blank below the lines."""
    watch, act = parameter("monitoring.qtc_watch_ms").whole, parameter("monitoring.qtc_act_ms").whole
    if qtc is None or qtc < watch:
        return ""
    return (
        f", {act} ms or more: act today" if qtc >= act else f", from {watch} ms on: talk, mend causes, look more often"
    )


def liver(row: models.LiverTest) -> str:
    """ALT beside its limit."""
    said = f"ALT {row.alt}, upper limit {row.alt_upper}" if row.alt is not None else "ALT not recorded"
    return f"{said}; decompensated" if row.decompensated == YES else said


def measured(row: models.Measurement) -> str:
    """What was measured, with its unit."""
    words, _, unit = row.get_kind_display().partition(" (")
    numbers = f"{row.value.normalize():f}" + (f" / {row.second.normalize():f}" if row.second is not None else "")
    return f"{words}: {numbers} {unit.rstrip(')')}"


def check(row: Any) -> str:
    """What was found, of the questions answered yes."""
    if row.done == models.Done.REFUSED:
        return _again("Offered, and not wanted now", row.offer_again_on)
    asked = [f for f in row._meta.concrete_fields if f.choices == YesNo.choices]
    found = [str(f.verbose_name) for f in asked if getattr(row, f.name) == YES]
    return f"Done: {', '.join(found)}" if found else "Done"


def medicine(row: models.OtherMedicine) -> str:
    """Which medicine and why it matters."""
    said = [f"{row.name}: {row.get_group_display().lower()}", row.get_source_display().lower()]
    if row.dose:
        said.append(row.dose)
    if row.ended_on:
        said.append(f"until {in_words(row.ended_on)}")
    return "; ".join(said)


def mind(row: models.MentalHealth) -> str:
    """Whether there is a need, and who treats it."""
    treated = f"; treated by: {row.get_treated_by_display()}" if row.treated_by else ""
    return _again(f"A mental health need: {row.get_need_display().lower()}{treated}", row.offer_again_on)


def pregnancy(row: models.Pregnancy) -> str:
    """When the birth is expected, and whether there is a plan."""
    said = [f"birth expected {in_words(row.due_on)}" if row.due_on else "when the birth is expected is not known"]
    said.append("with a plan" if row.plan else "no plan yet")
    if row.ended_on:
        said.append(f"{row.get_outcome_display().lower()} {in_words(row.ended_on)}")
    words = "; ".join(said)
    return words[:1].upper() + words[1:]


def _again(words: str, day: date | None) -> str:
    return f"{words}; offer again {in_words(day)}" if day else words
