"""The work of a stay as rows: assessments, care plans and their reviews, outcomes, and who looked at the record."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from ostara.care.audit.actor import Actor
from ostara.care.outcomes.models import Filled, ScaleAnswers, Top
from ostara.care.treatment.models import Assessment, Goal, Plan, PlanReview, PlanRevision, SubstanceUse
from ostara.exchange.made_up_record import phrases
from ostara.exchange.made_up_record.answering import assessed, scale_row, substances_of
from ostara.exchange.made_up_record.lives import Came, Place
from ostara.exchange.made_up_record.pen import Pen
from ostara.exchange.made_up_record.stays import Written

LOOKED_BACK = 365
WEEKS_BETWEEN_REVIEWS = 12
MISSED_REVIEW, CHANGES_PLAN, ASSESSED_AGAIN, ASKED_SCALES = 0.15, 0.35, 0.3, 0.35


class Work:
    """Writes the work of one person's stays; the plan of a line goes on from stay to stay."""

    def __init__(self, pen: Pen) -> None:
        self.pen = pen
        self._plans: dict[object, tuple[Plan, list[PlanRevision]]] = {}

    def write(self, written: Written) -> None:
        """Writes the work of a stay; nothing where nobody has met the person, or care is elsewhere."""
        stay = written.stay
        if stay.started is None or stay.at is Place.FARMOOR:
            return
        last = min(stay.ended or self.pen.today, self.pen.today)
        if stay.came is Came.REFERRED or (stay.came is Came.BACK and self.pen.happens(ASSESSED_AGAIN)):
            self._assess(written, min(self.pen.within(stay.started, 0, 18), last))
        planned = self.pen.within(stay.started, 5, 34)
        if planned <= last and (stay.came is Came.REFERRED or self.pen.happens(0.7)):
            self._plan(written, planned, last)
        for review in stay.reviews:
            if review.on <= last:
                self._top(written, review.on, review.stage, dict(review.answers))

    def _assess(self, written: Written, on: date) -> None:
        pen, by = self.pen, written.by(on)
        start = next((review.answers for review in written.stay.reviews), {})
        at = pen.ink.at(on)
        row = pen.ink.row(Assessment, at, by, episode=written.episode, on=on, **assessed(pen, start, on))
        for place, one in enumerate(substances_of(pen, start), start=1):
            pen.ink.row(SubstanceUse, at, by, assessment=row, place=place, **one)
        pen.ink.note("treatment.assess", at, by, pen.person.pk, row)

    def _plan(self, written: Written, on: date, last: date) -> None:
        by, pen = written.by(on), self.pen
        line = written.episode.line
        if line not in self._plans:
            plan = pen.ink.row(Plan, pen.ink.at(on), by, person=pen.person, line=line)
            self._plans[line] = (plan, [])
        self._revise(written, on, by)
        day = on
        while (day := pen.within(day, 7 * WEEKS_BETWEEN_REVIEWS - 12, 7 * WEEKS_BETWEEN_REVIEWS + 5)) <= last:
            if pen.happens(MISSED_REVIEW):
                continue
            self._review(written, day)
            if pen.happens(CHANGES_PLAN):
                self._revise(written, day, written.by(day))

    def _revise(self, written: Written, on: date, by: Actor) -> None:
        pen = self.pen
        plan, revisions = self._plans[written.episode.line]
        at = pen.ink.at(on)
        row = pen.ink.row(
            PlanRevision,
            at,
            by,
            plan=plan,
            revision=len(revisions) + 1,
            episode=written.episode,
            on=on,
            hopes=revisions[-1].hopes if revisions else pen.chance.choice(phrases.HOPES),
            if_things_go_wrong=pen.chance.choice(phrases.WHEN_IT_GOES_WRONG),
            agreed=pen.chance.choice("YYYYYPW"),
            copy_given=pen.chance.choice((True, True, False, None)),
        )
        for goal in self._goals(row, on):
            pen.ink.row(Goal, at, by, revision=row, **goal)
        pen.ink.note("treatment.revise_plan", at, by, pen.person.pk, row, revision=row.revision)
        revisions.append(row)

    def _goals(self, row: PlanRevision, on: date) -> Iterator[dict[str, Any]]:
        pen = self.pen
        chosen = pen.chance.sample(phrases.GOALS, pen.chance.randint(1, 3))
        for place, (domain, words, steps, who) in enumerate(chosen, start=1):
            yield {
                "place": place,
                "goal": pen.ink.key(row.recorded_at),
                "domain": domain,
                "words": words,
                "steps": steps,
                "who": who,
                "by_when": pen.within(on, 60, 200) if pen.happens(0.6) else None,
                "state": pen.chance.choice(("open", "open", "reached", "set_aside")) if row.revision > 1 else "open",
            }

    def _review(self, written: Written, on: date) -> None:
        pen, by = self.pen, written.by(on)
        plan, revisions = self._plans[written.episode.line]
        at = pen.ink.at(on)
        present = pen.chance.choice("YYYYTN")
        row = pen.ink.row(
            PlanReview,
            at,
            by,
            plan=plan,
            revision=revisions[-1],
            episode=written.episode,
            on=on,
            present=present,
            person_says="" if present == "N" else pen.chance.choice(phrases.PERSON_SAYS),
            keyworker_says=pen.chance.choice(phrases.KEYWORKER_SAYS),
            next_review_on=on + timedelta(weeks=WEEKS_BETWEEN_REVIEWS) if pen.happens(0.7) else None,
        )
        pen.ink.note("treatment.review_plan", at, by, pen.person.pk, row)

    def _top(self, written: Written, on: date, stage: str, answers: dict[str, int | bool | None]) -> None:
        pen, by = self.pen, written.by(on)
        at = pen.ink.at(on)
        of = {"person": pen.person, "episode": written.episode, "asked_on": on, "filled": Filled.TOGETHER}
        untold = [name for name, value in answers.items() if value is None]
        row = pen.ink.row(Top, at, by, **of, stage=stage, not_answered=untold, **answers)
        pen.ink.note("outcomes.record_profile", at, by, pen.person.pk, row, stage=stage)
        if stage in ("start", "review") and pen.happens(ASKED_SCALES):
            for kept in scale_row(pen, answers):
                scored = pen.ink.row(ScaleAnswers, at, by, **of, **kept)
                pen.ink.note("outcomes.record_scale", at, by, pen.person.pk, scored, scale=scored.scale)

    def looked_at(self, written: list[Written]) -> None:
        """Writes who read the record in the last year: their keyworker, on the days on which they met."""
        pen = self.pen
        begun = [one for one in written if one.stay.started and not one.stay.beside]
        for day in pen.life.seen:
            one = next((w for w in reversed(begun) if w.stay.started and w.stay.started <= day), None)
            if one is not None and 0 <= (pen.today - day).days <= LOOKED_BACK:
                pen.ink.note("people.read", pen.ink.at(day), one.by(day), pen.person.pk)
