"""Time: a step of seven days, a model year of 52 steps, and where in a step things happen.

Rates are per year and a year is 52 steps, so rates and years agree with each other; a step is then 0.3 % longer than
seven days, which is less than any rate is known to.
"""

from dataclasses import dataclass

WEEKS_PER_YEAR = 52


@dataclass(frozen=True)
class Clock:
    """How often the model looks: `steps_per_week` is 1, or 2 to see whether halving the step changes an answer."""

    steps_per_week: int = 1

    @property
    def steps_per_year(self) -> int:
        """Steps in a model year."""
        return WEEKS_PER_YEAR * self.steps_per_week

    def steps(self, weeks: int) -> int:
        """Weeks as steps."""
        return weeks * self.steps_per_week


WEEKLY = Clock()
