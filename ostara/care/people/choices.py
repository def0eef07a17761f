"""What a person may be asked to choose from: the national lists where data set K has them, otherwise lists of our own.

*Not known* and *did not say* are answers and stand in every list; nothing chosen means that nobody has asked yet.
Our own lists (gender, religion or belief, disability, how somebody was asked) claim to be nobody else's: the national
ones came with later data sets, which have not been read (reference: ndtms.md, section 1).
"""

from django.db.models import TextChoices

from ostara.ndtms.lists import national_list

Choices = list[tuple[str, str]]
NOT_KNOWN, NOT_SAID = "not_known", "not_said"
KNOWN_NOT = (NOT_KNOWN, "Not known")
SAID_NOT = (NOT_SAID, "Did not say")


def sexes() -> Choices:
    """Returns the sexes a register of births knows (national list), and the two answers that are none."""
    return [*_of("sex"), KNOWN_NOT, SAID_NOT]


def ethnic_groups() -> Choices:
    """Returns the national list of ethnic groups; its own code for *not stated* stands for *did not say*."""
    return [*_of("ethnicity"), KNOWN_NOT]


def orientations() -> Choices:
    """Returns the national list of sexual orientations; its own code for *not said* stands for *did not say*."""
    return [*_of("sexual_orientation"), KNOWN_NOT]


def parental_statuses() -> Choices:
    """Returns the national list of parental statuses; its own code stands for *declined to say*."""
    return [*_of("parental_status"), KNOWN_NOT]


def _of(name: str) -> Choices:
    return [(code.code, code.meaning[0].upper() + code.meaning[1:]) for code in national_list(name).values()]


class Answer(TextChoices):
    """Yes or no. Nothing chosen: not asked yet."""

    YES = "yes", "Yes"
    NO = "no", "No"


class Gender(TextChoices):
    """How a person describes themselves."""

    WOMAN = "woman", "Woman"
    MAN = "man", "Man"
    NON_BINARY = "non_binary", "Non-binary"
    OTHER = "other", "In another way"
    NOT_KNOWN = KNOWN_NOT
    NOT_SAID = SAID_NOT


class Religion(TextChoices):
    """Religion or belief."""

    NONE = "none", "None"
    BUDDHIST = "buddhist", "Buddhist"
    CHRISTIAN = "christian", "Christian"
    HINDU = "hindu", "Hindu"
    JEWISH = "jewish", "Jewish"
    MUSLIM = "muslim", "Muslim"
    SIKH = "sikh", "Sikh"
    OTHER = "other", "Another religion or belief"
    NOT_KNOWN = KNOWN_NOT
    NOT_SAID = SAID_NOT


class Disability(TextChoices):
    """What a person finds hard; several may be chosen. *None* and the answers that are none stand alone."""

    SIGHT = "sight", "Sight"
    HEARING = "hearing", "Hearing"
    SPEECH = "speech", "Speech"
    MOBILITY = "mobility", "Moving about"
    HANDS = "hands", "Using the hands"
    LEARNING = "learning", "Learning, reading or understanding"
    MEMORY = "memory", "Memory or attention"
    MENTAL_HEALTH = "mental_health", "Mental health"
    LONG_ILLNESS = "long_illness", "A long-term illness"
    OTHER = "other", "Something else"
    NONE = "none", "None"
    NOT_KNOWN = KNOWN_NOT
    NOT_SAID = SAID_NOT


ALONE = {Disability.NONE, Disability.NOT_KNOWN, Disability.NOT_SAID}
