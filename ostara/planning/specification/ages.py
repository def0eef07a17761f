"""Age bands and sexes. Once a model year a person moves up a band with the chance of one in its width."""

from dataclasses import dataclass

SEXES = ("men", "women")
REFERENCE_AGE = 35  # rates that slope with age are written for this age


@dataclass(frozen=True)
class AgeBand:
    """Ages `first` to `last`, in whole years; the last band is open and nobody leaves it by ageing."""

    name: str
    first: int
    last: int
    middle: float

    @property
    def up(self) -> float:
        """The chance of being in the next band a year later."""
        return 0.0 if self.last >= 100 else 1 / (self.last - self.first + 1)


AGE_BANDS = (
    AgeBand("18 to 24", 18, 24, 21.5),
    AgeBand("25 to 29", 25, 29, 27.5),
    AgeBand("30 to 34", 30, 34, 32.5),
    AgeBand("35 to 39", 35, 39, 37.5),
    AgeBand("40 to 44", 40, 44, 42.5),
    AgeBand("45 to 49", 45, 49, 47.5),
    AgeBand("50 to 54", 50, 54, 52.5),
    AgeBand("55 to 59", 55, 59, 57.5),
    AgeBand("60 to 64", 60, 64, 62.5),
    AgeBand("65 and over", 65, 100, 69.0),
)
