"""Recording an outcomes profile, and putting it right.

What cannot be is refused here as well as on the form: other doors (an import, a made-up history) come in this way too.
"""

from datetime import date
from uuid import UUID

from ostara.care.audit.actions import note
from ostara.care.audit.actor import Actor
from ostara.care.outcomes.actions.steps import done, lock, refuse_ahead
from ostara.care.outcomes.keeping import columns, grid
from ostara.care.outcomes.models import Top, TopDays
from ostara.care.rows.acts import Refused, correct
from ostara.care.treatment.models import Episode
from ostara.ndtms.top import Answers, flaws


def record_profile(
    *,
    episode: Episode,
    stage: str,
    asked_on: date,
    filled: str,
    answers: Answers,
    other_drug: str = "",
    by: Actor,
    on: date,
    key: UUID | None = None,
) -> Top:
    """Records an outcomes profile of an episode.

    Args:
        episode: the stay with a service that it tells of.
        stage: start, review, exit or after.
        asked_on: the day on which it was asked; `on` is today.
        filled: how it was filled in, as `models.Filled`.
        answers: by item, as `ndtms.top` has them.
        other_drug: the other substance by name.
        by: who records it.
        on: today.
        key: the key of its form.

    Raises:
        Refused: an answer cannot be, nothing is answered, or there is such a profile of that day.
    """
    _refuse_impossible(answers, other_drug)
    refuse_ahead(asked_on, on)

    def do() -> Top:
        lock(episode)
        if Top.objects.standing().filter(episode=episode, stage=stage, asked_on=asked_on).exists():
            raise Refused("There is a profile of this stage and day already. Correct that one.", field="asked_on")
        top = Top(person_id=episode.person_id, episode=episode, stage=stage, asked_on=asked_on, filled=filled)
        for name, value in columns(answers).items():
            setattr(top, name, value)
        top.other_drug, top.recorded_by_id = other_drug.strip(), by.user
        top.save(force_insert=True)
        TopDays.objects.bulk_create(grid(top, answers))
        note("outcomes.record_profile", by=by, person=top.person_id, record=top, stage=stage)
        return top

    return done(Top, key, "outcomes.record_profile", by, do)


def correct_profile(
    *,
    top: Top,
    stage: str,
    asked_on: date,
    filled: str,
    answers: Answers,
    other_drug: str = "",
    why: str,
    by: Actor,
    on: date,
    key: UUID | None = None,
) -> Top:
    """Puts a profile right: the answers given here stand from now on, the former stay readable.

    Raises:
        Refused: as `record_profile`, or no reason is given.
        Changed: someone else has corrected it.
    """
    _refuse_impossible(answers, other_drug)
    refuse_ahead(asked_on, on)
    changes = {"stage": stage, "asked_on": asked_on, "filled": filled, "other_drug": other_drug.strip()}

    def do() -> Top:
        new = correct(top, why=why, by=by.user, **changes, **columns(answers))
        TopDays.objects.bulk_create(grid(new, answers))
        note("outcomes.correct_profile", by=by, person=new.person_id, record=new, stage=stage)
        return new

    return done(Top, key, "outcomes.correct_profile", by, do)


def _refuse_impossible(answers: Answers, other_drug: str) -> None:
    if not answers:
        raise Refused("Nothing is answered yet.")
    for flaw in flaws(answers, named=other_drug):
        if flaw.refuses:
            raise Refused(f"{flaw.says[:1].upper()}{flaw.says[1:]}.", field=flaw.item)
