"""Facts about depot injections and implants of buprenorphine."""

from dataclasses import dataclass
from decimal import Decimal

from ostara.guidance.facts.fact import fact


@dataclass(frozen=True, kw_only=True)
class Depot:
    """Depot injections and implants."""

    first_injection: bool | None = fact("is the first injection")
    stable_on_sublingual: bool | None = fact("is stable on buprenorphine under the tongue")
    objective_withdrawal: bool | None = fact("mild to moderate withdrawal was seen")
    had_buprenorphine_before: bool | None = fact("has had buprenorphine before")
    test_dose_mg: Decimal | None = fact("test dose given under the tongue", "mg")
    observed_minutes: int | None = fact("minutes watched after the test dose", "minutes")
    sublingual_daily_mg: Decimal | None = fact("daily dose under the tongue until now", "mg")
    as_in_table: bool | None = fact("the injection stands beside that dose in the switching table")
    week_total_mg: Decimal | None = fact("milligrams injected in the first week, this one included", "mg")
    extras: int | None = fact("extra injections in the first week, this one included", "injections")
    days_since_extra: int | None = fact("days since the injection before this extra one", "days")
    in_first_week: bool | None = fact("the first week of injections is not over")
    is_top_up: bool | None = fact("is an extra injection between monthly ones")
    days_since_last: int | None = fact("days since the last injection", "days")
    weeks_since_same_site: int | None = fact("whole weeks since this place on the body was used", "weeks")
    implant_days: int | None = fact("days since the implant was put in", "days")
    implant_months: int | None = fact("whole months since the implant was put in", "months")
    removed: bool | None = fact("the implant was removed")
    removal_booked: bool | None = fact("removal of the implant is booked")
    wound_checked: bool | None = fact("the wound was checked")
