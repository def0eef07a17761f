"""Recording answers to a scale, and putting them right: the total and the bands are worked out here, and kept."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from ostara.care.audit.actions import note
from ostara.care.audit.actor import Actor
from ostara.care.outcomes.actions.steps import done, lock, refuse_ahead
from ostara.care.outcomes.models import ScaleAnswers
from ostara.care.rows.acts import Refused, correct
from ostara.care.treatment.models import Episode
from ostara.knowledge.refusal import RefusalError
from ostara.knowledge.scales import Scale, Score, scale, score


def record_answers(
    *,
    episode: Episode,
    of: str,
    answers: Mapping[int, int | None],
    about: str = "",
    asked_on: date,
    filled: str,
    by: Actor,
    on: date,
    key: UUID | None = None,
) -> ScaleAnswers:
    """Records answers to a scale in its latest version, with the total and the bands they come to.

    Args:
        episode: the stay with a service in which it was asked.
        of: the id of the scale.
        answers: by number of the item; none or left out is not answered.
        about: the substance it was asked about, where the scale has bands by substance.
        asked_on: the day on which it was asked.
        filled: how it was filled in, as `models.Filled`.
        by: who records it.
        on: today.
        key: the key of its form.

    Raises:
        Refused: an answer cannot be (naming the field `item_N`), or nothing is answered.
    """
    refuse_ahead(asked_on, on)
    told = _scored(scale(of), answers, about)

    def do() -> ScaleAnswers:
        lock(episode)
        row = ScaleAnswers(
            person_id=episode.person_id,
            episode=episode,
            scale=of,
            version=told.scale.version,
            about=about,
            asked_on=asked_on,
            filled=filled,
            **_kept(told, answers),
        )
        row.recorded_by_id = by.user
        row.save(force_insert=True)
        note("outcomes.record_scale", by=by, person=row.person_id, record=row, scale=of, version=row.version)
        return row

    return done(ScaleAnswers, key, "outcomes.record_scale", by, do)


def correct_answers(
    *,
    row: ScaleAnswers,
    answers: Mapping[int, int | None],
    about: str = "",
    asked_on: date,
    filled: str,
    why: str,
    by: Actor,
    on: date,
    key: UUID | None = None,
) -> ScaleAnswers:
    """Puts answers to a scale right, in the version in which they were asked.

    Raises:
        Refused: as `record_answers`, or no reason is given.
        Changed: someone else has corrected them.
    """
    refuse_ahead(asked_on, on)
    told = _scored(scale(row.scale, row.version), answers, about)
    changes = {"about": about, "asked_on": asked_on, "filled": filled, **_kept(told, answers)}

    def do() -> ScaleAnswers:
        new = correct(row, why=why, by=by.user, **changes)
        note("outcomes.correct_scale", by=by, person=new.person_id, record=new, scale=row.scale)
        return new

    return done(ScaleAnswers, key, "outcomes.correct_scale", by, do)


def _scored(of: Scale, answers: Mapping[int, int | None], about: str) -> Score:
    for number, answer in answers.items():
        try:
            score(of, {number: answer})
        except RefusalError as error:
            raise Refused(f"Item {number}: {error.reason}.", field=f"item_{number}") from error
    if all(answer is None for answer in answers.values()):
        raise Refused("Nothing is answered yet.")
    return score(of, answers, about=about or None)


def _kept(told: Score, answers: Mapping[int, int | None]) -> dict[str, object]:
    """The columns of a score: its answers, total and bands."""
    return {
        "answers": {str(number): answer for number, answer in sorted(answers.items()) if answer is not None},
        "total": told.total,
        "bands": [
            {
                "name": one.bands.name,
                "totals": one.band.totals,
                "says": one.band.says or "",
                "status": str(one.bands.grounds.status),
            }
            for one in told.reached
        ],
    }
