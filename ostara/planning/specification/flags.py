"""What a person carries from place to place because it feeds what happens next. Everything else is worked out later."""

from dataclasses import dataclass

USE_ON_TOP, HOUSING, FRAIL = "use_on_top", "housing_problem", "unsettled"


@dataclass(frozen=True)
class Flag:
    """A thing that is so or not. `fixed` ones are decided when a person enters the model and never change."""

    name: str
    meaning: str
    fixed: bool = False


FLAGS = (
    Flag(USE_ON_TOP, "uses heroin, or uses it on top of treatment"),
    Flag(HOUSING, "has an urgent housing problem"),
)
FRAILTY = Flag(FRAIL, "leaves treatment more easily than others, always", fixed=True)
