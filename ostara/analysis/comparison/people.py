"""How people are told apart when areas are compared: each trait in a few classes, as SQL over the national dimensions.

What is not recorded, declined or not stated is NULL: a class of its own where people are compared with people like
them, and left out where shares of an area's people are compared.
"""

from dataclasses import dataclass

from ostara.knowledge.parameters import parameter
from ostara.ndtms.rules.episodes import OUTSIDE_ENGLAND

# Where an area should stand and none does: these people belong to the country, and to no area that is compared.
NOT_RECORDED = "not recorded"
NO_AREAS = frozenset({NOT_RECORDED, OUTSIDE_ENGLAND})


@dataclass(frozen=True)
class Trait:
    """One trait; `sql` gives the words of its class, or NULL."""

    name: str
    title: str
    sql: str


def _classes(column: str, classes: dict[str, str]) -> str:
    """A CASE over national codes."""
    whens = " ".join(f"WHEN '{code}' THEN '{said}'" for code, said in classes.items())
    return f"CASE {column} {whens} END"


def _age() -> str:
    """Bands of ten years or so, with one for everybody younger and one for everybody older."""
    width, first, last = (
        parameter(f"comparison.{name}").whole for name in ("age_band_years", "youngest_band_until", "oldest_band_from")
    )
    bands = "".join(
        f" WHEN age < {min(start + width, last)} THEN '{start} to {min(start + width, last) - 1}'"
        for start in range(first, last, width)
    )
    return f"CASE WHEN age < {first} THEN 'under {first}'{bands} WHEN age >= {last} THEN '{last} and over' END"


def _known(column: str) -> str:
    return f"CASE WHEN {column} NOT IN ('unknown', 'not known', 'not stated', 'not_stated') THEN {column} END"


SUBSTANCES = Trait("substance_group", "substances", "substance_group")
OPIATES_OR_CRACK = Trait(
    "opiates_or_crack",
    "opiates or crack",
    "CASE WHEN opiates_or_crack THEN 'opiates or crack' WHEN NOT opiates_or_crack THEN 'neither' END",
)
HOME = Trait(
    "accommodation",
    "home",
    _classes("accommodation", {"1": "no fixed abode", "2": "housing problem", "3": "no housing problem"}),
)
INJECTING = Trait(
    "injecting", "injecting", _classes("injecting", {"C": "injects", "P": "injected before", "N": "never injected"})
)
WORK = Trait(
    "employment",
    "work",
    _classes(
        "employment",
        {"1": "works", "12": "looks for work", "9": "long-term sick or disabled"}
        | dict.fromkeys(("2", "5", "10", "13", "14", "15"), "other"),
    ),
)
TREATED_BEFORE = Trait(
    "treated_before",
    "treated before",
    "CASE WHEN treated_before THEN 'treated before' WHEN NOT treated_before THEN 'new to treatment' END",
)
AGE = Trait("age_band", "age", _age())
SEX = Trait("sex", "sex", _known("sex"))
ETHNICITY = Trait("ethnicity", "ethnicity", _known("ethnicity"))
DEPRIVATION_TENTH = Trait("deprivation_tenth", "deprivation", "CAST(deprivation AS VARCHAR)")
DEPRIVATION = Trait("deprivation_fifth", "deprivation", "CAST((deprivation + 1) // 2 AS VARCHAR)")

# The most telling first: where there are too few people alike, the last traits are given up first. Ethnicity and
# deprivation are left out on purpose: to expect less for some people would hide that they are served worse.
WHO_WALKS_IN = (SUBSTANCES, HOME, INJECTING, AGE, WORK, TREATED_BEFORE, OPIATES_OR_CRACK, SEX)

# What makes areas alike. Here deprivation has its place: it is about where people live, not what they may expect.
PROFILE = (SUBSTANCES, OPIATES_OR_CRACK, AGE, SEX, INJECTING, HOME, WORK, TREATED_BEFORE, DEPRIVATION)
EQUITY = (DEPRIVATION, SEX, ETHNICITY, AGE)
