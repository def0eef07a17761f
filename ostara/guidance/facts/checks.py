"""Facts about health checks: which are on record, and how long ago they were."""

from dataclasses import dataclass
from decimal import Decimal

from ostara.guidance.facts.fact import fact


@dataclass(frozen=True, kw_only=True)
class Checks:
    """Health checks and what was talked about with them."""

    liver_ever: bool | None = fact("a liver test is on record")
    months_since_liver: int | None = fact("whole months since the last liver test", "months")
    alt_times: Decimal | None = fact("last ALT", "times the upper limit of normal")
    alt_acted_on: bool | None = fact("it was decided what follows from that ALT")
    spirometry_offered: bool | None = fact("a test of breathing (spirometry) was offered")
    smoking_help_offered: bool | None = fact("help to stop smoking was offered, or is not needed")
    spo2_percent: int | None = fact("last oxygen saturation", "%")
    physical_ever: bool | None = fact("a check of physical health is on record")
    months_since_physical: int | None = fact("whole months since the last check of physical health", "months")
    contraception_ever: bool | None = fact("periods and contraception were asked about")
    months_since_contraception: int | None = fact("whole months since that was last asked", "months")
    older_reviewed: bool | None = fact("frailty, falls, lungs and heart were looked at")
    drives: bool | None = fact("the person drives")
    driving_told: bool | None = fact("driving and the duty to tell the DVLA were explained since the last change")
    alcohol_ever: bool | None = fact("an AUDIT is on record")
    alcohol_points: int | None = fact("last AUDIT", "AUDIT points")
    alcohol_plan: bool | None = fact("a plan for alcohol is recorded")
