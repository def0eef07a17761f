"""Facts about overdoses during the course, and about naloxone at hand."""

from dataclasses import dataclass

from ostara.guidance.facts.fact import fact


@dataclass(frozen=True, kw_only=True)
class Overdose:
    """The last overdose during this course, and naloxone."""

    happened: bool | None = fact("an overdose during this course is on record")
    contacted: bool | None = fact("somebody saw or called the person after it")
    reviewed: bool | None = fact("dose, watching and naloxone were reviewed after it")
    kit_declined: bool | None = fact("the person declined a naloxone kit when it was last offered")
    kit_trained: bool | None = fact("the person was shown how to use naloxone")
