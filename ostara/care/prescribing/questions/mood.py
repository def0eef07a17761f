"""How somebody's mood was when it was last asked properly (PHQ-9), for whoever asks how they are after a reduction."""

from dataclasses import dataclass
from uuid import UUID

from ostara.care.asking.fields import in_words
from ostara.care.outcomes.models import ScaleAnswers
from ostara.care.outcomes.questions.rows import scale_answers_of
from ostara.care.outcomes.questions.scales import Scored, courses_of
from ostara.care.people.models import Person
from ostara.care.people.questions import records_of
from ostara.care.treatment.questions.episodes import episodes_of

PHQ9 = "phq9"


@dataclass(frozen=True)
class Mood:
    """The last answers to the PHQ-9, if any, and the episode in which the next ones are written, if there is one."""

    last: Scored | None
    episode: UUID | None

    @property
    def row(self) -> ScaleAnswers | None:
        """The answers themselves."""
        return self.last.row if self.last else None

    @property
    def heeded(self) -> tuple[str, ...]:
        """Answers that are told by themselves, whatever the total: thoughts of death."""
        return tuple(one.says for one in self.last.score.heeded) if self.last else ()

    @property
    def words(self) -> str:
        """The last total, what it is called, and its day; that it was never asked is said."""
        if self.last is None:
            return "The PHQ-9 has not been asked yet."
        score, on = self.last.score, in_words(self.last.row.asked_on)
        if score.total is None:
            return f"PHQ-9 on {on}: no total, some answers are missing."
        called = [one.band.says for one in score.reached if one.band.says]
        return f"PHQ-9 on {on}: {score.total}{f', {called[0]}' if called else ''}.{self._change}"

    @property
    def _change(self) -> str:
        since = self.last.since if self.last else None
        return f" Since the first time: {since.way} ({since.points:+d})." if since and since.points is not None else ""


def mood_of(person: Person) -> Mood:
    """Returns how somebody's mood was when it was last asked, in a fixed number of queries."""
    courses = courses_of(list(scale_answers_of(person).filter(scale=PHQ9)))
    episode = episodes_of(records_of(person)).first()
    return Mood(courses[0].times[0] if courses else None, episode.pk if episode else None)
