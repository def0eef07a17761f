"""Facts about the register of controlled drugs and its stock: of one medicine at one place, of no person."""

from dataclasses import dataclass

from ostara.guidance.facts.fact import fact


@dataclass(frozen=True, kw_only=True)
class Stock:
    """The register, its counts, and medicine that is destroyed."""

    not_entered: bool | None = fact("a movement of stock is not in the register yet")
    hours_not_entered: int | None = fact("whole hours since that movement", "hours")
    differs: bool | None = fact("what was counted differs from the running balance")
    difference_reported: bool | None = fact("the difference was reported to the accountable officer")
    counting: bool | None = fact("stock is being counted")
    counted_by: int | None = fact("people who count", "people")
    days_since_count: int | None = fact("days since stock was last counted", "days")
    destroying: bool | None = fact("medicine is being destroyed")
    witness_authorised: bool | None = fact("an authorised person witnesses it")
    returned: bool | None = fact("the medicine was brought back by a person")
    recorded_apart: bool | None = fact("what was brought back is recorded apart from stock")
