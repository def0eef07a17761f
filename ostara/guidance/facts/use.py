"""Facts about use on top: tests and what the person says."""

from dataclasses import dataclass

from ostara.guidance.facts.fact import fact


@dataclass(frozen=True, kw_only=True)
class Use:
    """Use on top, in the window for a low dose unless it says otherwise."""

    positive_tests: int | None = fact("tests positive for opioids that are not prescribed", "tests")
    heroin_days: int | None = fact("reported days of heroin in the last four weeks", "days in 28")
    craving_or_withdrawal: bool | None = fact("a score shows craving or withdrawal")
    cocaine_days: int | None = fact("reported days of cocaine in the last four weeks", "days in 28")
    cocaine_found: bool | None = fact("a test in the window for stimulants found cocaine")
    on_top_reported: bool | None = fact("use on top is reported in the last four weeks")
