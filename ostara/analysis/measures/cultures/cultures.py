"""The four cultures that the advisers described, each with the indicators it would show in."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Culture:
    """One culture.

    Attributes:
        name: as it is called.
        about: what it is like.
        high, low: names of the indicators that would be high, or low.
    """

    name: str
    about: str
    high: tuple[str, ...]
    low: tuple[str, ...]


CULTURES = (
    Culture(
        "Afraid of abstinence",
        "People are kept where they are; leaving is not talked about, and hardly anybody leaves as planned.",
        high=(),
        low=("planned_end", "reduced_within_six_months"),
    ),
    Culture(
        "Slow reduction at low doses",
        "Doses begin low and go down slowly, often without the person's own plan, whatever is used on top.",
        high=("reduction_from_below_range", "reducing_without_plan"),
        low=("planned_end",),
    ),
    Culture(
        "Abstinence when ready",
        "People stay as long as it helps, and leave by their own plan, with something to build on and a way back.",
        high=("planned_end", "ended_with_recovery_capital"),
        low=("reducing_without_plan", "left_before_six_months", "back_after_planned_end"),
    ),
    Culture(
        "Abstinence too early",
        "Reduction begins soon after the start; people leave before six months, and many are back within weeks.",
        high=("reduced_within_six_months", "left_before_six_months", "back_after_planned_end", "reducing_without_plan"),
        low=("ended_with_recovery_capital",),
    ),
)
