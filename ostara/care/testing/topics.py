"""The kinds of facts of health: what each asks, what it refuses, what may follow later, and how it is told."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ostara.care.health import models
from ostara.care.testing import fitting, told
from ostara.knowledge.parameters import parameter

Facts = Mapping[str, Any]
Wrong = Iterator[tuple[str, str]]


@dataclass(frozen=True)
class Topic:
    """A kind of fact of health.

    Attributes:
        slug: in addresses; `model` keeps it.
        title: the thing, such as `ECG`; `group` is the heading it stands under.
        fields: columns that the form asks, in order; `needed` may not be left out.
        later: columns that are only known later, such as what became of a kit; `later_words` name that.
        ahead: columns whose day may lie ahead.
        fits: yields what does not fit, by field.
        tell: says in a line what a row holds.
        hints: by field, what helps to answer it.
    """

    slug: str
    model: type[models.Fact]
    title: str
    group: str
    fields: tuple[str, ...]
    needed: frozenset[str]
    tell: Callable[[Any], str]
    fits: Callable[[Facts], Wrong] = fitting.anything
    later: tuple[str, ...] = ()
    later_words: str = ""
    ahead: frozenset[str] = frozenset()
    hints: Mapping[str, str] | None = None

    def wrong(self, facts: Facts, on: date) -> Wrong:
        """Yields what does not fit: the field, and what is said there."""
        for name in self.fields + self.later:
            value = facts.get(name)
            if isinstance(value, date) and name not in self.ahead and value > on:
                yield name, "This day lies ahead."
            if name in self.needed and value in (None, ""):
                yield name, "This is needed."
        if all(facts.get(name) not in (None, "") for name in self.needed):
            yield from self.fits(facts)


AGAIN = frozenset({"offer_again_on"})
VIRUSES, BODY, SAFETY, MIND = "Viruses and vaccines", "Body", "Safety", "Medicines, mind and pregnancy"
AGAIN_HINT = "When would be a good time to offer it again? Asked where it is not wanted now."


def _topic(
    slug: str,
    model: type[models.Fact],
    title: str,
    group: str,
    fields: str,
    needed: str,
    tell: Callable[[Any], str],
    **more: Any,
) -> Topic:
    asked = (*fields.split(), "words")
    hints = {"offer_again_on": AGAIN_HINT, **more.pop("hints", {})}
    ahead = AGAIN | frozenset(more.pop("ahead", "").split())
    later = tuple(more.pop("later", "").split())
    wanted = frozenset(("on", *needed.split()))
    return Topic(slug, model, title, group, asked, wanted, tell, ahead=ahead, hints=hints, later=later, **more)


TOPICS = {
    topic.slug: topic
    for topic in (
        _topic(
            "naloxone",
            models.NaloxoneKit,
            "Naloxone kit",
            SAFETY,
            "on kit held_by expires_on trained batch offer_again_on",
            "kit",
            told.naloxone,
            fits=fitting.naloxone,
            ahead="expires_on",
            later="ended_on ended",
            later_words="Used, lost or brought back",
        ),
        _topic(
            "overdose",
            models.Overdose,
            "Overdose",
            SAFETY,
            "on told_on outcome meant taken naloxone_used ambulance",
            "told_on outcome meant",
            told.overdose,
            fits=fitting.overdose,
            later="contacted_on reviewed_on",
            later_words="Seen, or gone through",
            hints={"on": "The day of the overdose, as near as it is known.", "meant": "Not safe to ask is an answer."},
        ),
        _topic(
            "risks",
            models.Risk,
            "Risk with a plan",
            SAFETY,
            "on kind plan agreed review_on",
            "kind",
            told.risk,
            fits=fitting.risk,
            ahead="review_on",
            later="ended_on",
            later_words="No longer a risk",
            hints={"on": "Since when it is a risk."},
        ),
        _topic(
            "viruses",
            models.VirusStep,
            "Virus test or treatment",
            VIRUSES,
            "on virus step sample result route offer_again_on",
            "virus step",
            told.virus,
            fits=fitting.virus,
            hints={"result": "For a test only.", "sample": "For a test only."},
        ),
        _topic(
            "vaccines",
            models.Vaccination,
            "Vaccine",
            VIRUSES,
            "on vaccine step schedule dose batch offer_again_on",
            "vaccine step",
            told.vaccine,
            fits=fitting.vaccine,
        ),
        _topic(
            "ecg",
            models.Ecg,
            "ECG",
            BODY,
            "on done qtc_ms formula read_by offer_again_on",
            "done",
            told.ecg,
            fits=fitting.ecg,
        ),
        _topic(
            "liver",
            models.LiverTest,
            "Liver test",
            BODY,
            "on alt alt_upper decompensated",
            "",
            told.liver,
            fits=fitting.liver,
        ),
        _topic(
            "measured",
            models.Measurement,
            "Measurement",
            BODY,
            "on time kind value second",
            "kind value",
            told.measured,
            fits=fitting.measured,
            hints={"second": "For a blood pressure only.", "time": "Such as 14:30, where it matters."},
        ),
        _topic(
            "check",
            models.HealthCheck,
            "Yearly health check",
            BODY,
            "on done smokes breathing heart teeth wounds sites contraception_asked drives offer_again_on",
            "done",
            told.check,
            fits=fitting.offered,
        ),
        _topic(
            "older",
            models.OlderReview,
            f"Review for people over {parameter('monitoring.older_low_years').whole}",
            BODY,
            "on done frail falls breathing heart memory medicines_looked_at offer_again_on",
            "done",
            told.check,
            fits=fitting.offered,
        ),
        _topic(
            "medicines",
            models.OtherMedicine,
            "Other medicine",
            MIND,
            "on name group source dose",
            "name group source",
            told.medicine,
            fits=fitting.medicine,
            later="ended_on",
            later_words="No longer taken",
            hints={"on": "Since when, as near as it is known."},
        ),
        _topic(
            "mind",
            models.MentalHealth,
            "Mental health",
            MIND,
            "on need treated_by offer_again_on",
            "need",
            told.mind,
            fits=fitting.mind,
        ),
        _topic(
            "pregnancy",
            models.Pregnancy,
            "Pregnancy",
            MIND,
            "on last_period_on due_on plan midwife_told",
            "",
            told.pregnancy,
            fits=fitting.pregnancy,
            ahead="due_on",
            later="ended_on outcome",
            later_words="How it ended",
            hints={"on": "Day on which it became known here."},
        ),
    )
}
GROUPS = (SAFETY, VIRUSES, BODY, MIND)
