"""Where a person can be. Each place has tags, by which moves and weights find it, and a clock of exact weeks.

The clock of the places of opioid substitution treatment is a journey clock: it counts weeks since treatment began and
goes on through a change of dose, medicine, supervision or prison with treatment. Everywhere else it counts weeks in the
place. A clock stops at `longest`, after which nothing in the model changes with time.
"""

from dataclasses import dataclass
from itertools import product

ALIVE, FREE, OUT, TREATED, OST, HELD, DEAD = "alive", "free", "out", "treated", "ost", "held", "dead"
METHADONE, BUPRENORPHINE, DEPOT, HEROIN = "methadone", "buprenorphine", "depot", "heroin"
LOW, OPTIMAL, SUPERVISED, TAKEN_HOME = "low", "optimal", "supervised", "taken_home"
# What each tag says of whoever is in a place that has it, for people who read how they move.
GROUPS = {
    ALIVE: "everybody who lives, in the area or in prison",
    FREE: "everybody who lives and is not in prison",
    OUT: "uses opiates, is free and not in treatment",
    TREATED: "in any treatment outside prison",
    OST: "on substitution treatment outside prison, heroin-assisted treatment included",
    METHADONE: "on methadone",
    BUPRENORPHINE: "on buprenorphine, daily or as a depot",
    HEROIN: "in heroin-assisted treatment",
    LOW: "on a dose below the optimal range",
    OPTIMAL: "on a dose in the optimal range, on a depot, or in heroin-assisted treatment",
    SUPERVISED: "takes daily medicine under supervision",
    TAKEN_HOME: "takes daily medicine home",
    HELD: "in prison",
    DEAD: "has died",
}
JOURNEY = 156  # weeks of treatment that are told apart: a time limit can be at most this long


@dataclass(frozen=True)
class Place:
    """One place. `longest` is the last week that is told apart; `beds` names the limited places it takes up, if any."""

    name: str
    meaning: str
    tags: frozenset[str]
    longest: int = 0
    beds: str | None = None


def _place(name: str, meaning: str, *tags: str, longest: int = 0, beds: str | None = None) -> Place:
    alive = () if DEAD in tags or name == "moved_away" else (ALIVE,)
    return Place(name, meaning, frozenset((name, *alive, *tags)), longest, beds)


def _daily(medicine: str, dose: str, how: str) -> Place:
    said = {LOW: "below the usual range", OPTIMAL: "in the optimal range"}[dose]
    where = {SUPERVISED: "taken under supervision", TAKEN_HOME: "taken at home"}[how]
    tags = (FREE, TREATED, OST, medicine, dose, how)
    return _place(f"{medicine}_{dose}_{how}", f"{medicine}, dose {said}, {where}", *tags, longest=JOURNEY, beds="ost")


PLACES = (
    _place("untreated", "uses opiates and is not in treatment", FREE, OUT),
    _place("left", "left treatment, or relapsed, within the past year", FREE, OUT, longest=52),
    _place("released", "released from prison without treatment within the past 12 weeks", FREE, OUT, longest=12),
    _place("waiting", "asked for treatment and waits for a start", FREE, OUT, longest=26),
    *(_daily(*each) for each in product((METHADONE, BUPRENORPHINE), (LOW, OPTIMAL), (SUPERVISED, TAKEN_HOME))),
    _place(
        "depot",
        "buprenorphine as a depot",
        FREE,
        TREATED,
        OST,
        DEPOT,
        OPTIMAL,
        BUPRENORPHINE,
        longest=JOURNEY,
        beds="ost",
    ),
    _place(
        "heroin_assisted",
        "heroin-assisted treatment",
        FREE,
        TREATED,
        OST,
        HEROIN,
        OPTIMAL,
        longest=JOURNEY,
        beds="heroin",
    ),
    _place("detox", "detoxification", FREE, TREATED, longest=4, beds="detox"),
    _place("rehab", "residential rehabilitation", FREE, TREATED, longest=26, beds="rehab"),
    _place("psychosocial", "psychosocial treatment alone", FREE, TREATED, longest=26, beds="keywork"),
    _place("abstinent", "abstinent, with or without recovery support", FREE, longest=104),
    _place("prison", "in prison without substitution treatment", HELD, longest=4),
    # It takes up a place, which is kept for people until they come out: nobody stays inside for want of one.
    _place("prison_ost", "in prison with substitution treatment", HELD, longest=JOURNEY, beds="ost"),
    _place("moved_away", "moved out of the area"),
    _place("died_overdose", "died by drug poisoning", DEAD),
    _place("died_otherwise", "died of another cause", DEAD),
)
