"""Facts about days without medicine in hand, and what was decided about them."""

from dataclasses import dataclass
from decimal import Decimal

from ostara.guidance.facts.fact import fact


@dataclass(frozen=True, kw_only=True)
class Gap:
    """Days without medicine in hand, from what was supplied for which days: a weekly collector has missed none."""

    days: int | None = fact("consecutive days without medicine in hand, as reported", "days")
    unreported_days: int | None = fact("days right before this supply on which no report says what happened", "days")
    separate: int | None = fact("separate gaps in the window for repeated gaps", "gaps")
    prescriber_decided: bool | None = fact("a prescriber decided after this gap")
    seen_face_to_face: bool | None = fact("the person was seen face to face after this gap")
    usual_mg: Decimal | None = fact("usual dose before the gap", "mg")
    restart_mg: Decimal | None = fact("dose ordered after the gap", "mg")
    new_induction: bool | None = fact("the order after the gap is a new induction")
    retested: bool | None = fact("a test was taken after the gap")
    watched_daily: bool | None = fact("doses after the gap are watched daily")
    tolerance_in_doubt: bool | None = fact("tolerance is in doubt")
    in_withdrawal: bool | None = fact("the person is in withdrawal")
    welfare_checked: bool | None = fact("somebody made sure that the person is well")
    naloxone_checked: bool | None = fact("the naloxone kit was checked")
    plan_reviewed: bool | None = fact("the care plan was reviewed")
    restarted: bool | None = fact("treatment was started again after a gap or a break")
    days_since_restart: int | None = fact("days since that restart", "days")
