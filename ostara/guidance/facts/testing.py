"""Facts about drug tests: how often, and what the result that is being read can and cannot show."""

from dataclasses import dataclass

from ostara.guidance.facts.fact import fact
from ostara.knowledge.codes import code_list


@dataclass(frozen=True, kw_only=True)
class Testing:
    """Drug tests. `specimen` to `heroin_markers_tested` are about one result: the one that is read, else the last."""

    specimens_before_start: int | None = fact("specimens tested before the first dose", "specimens")
    ever: bool | None = fact("a drug test is on record")
    days_since_last: int | None = fact("days since the last drug test", "days")
    fewer_agreed: bool | None = fact("fewer tests were agreed, as things are stable")
    positive_ever: bool | None = fact("a test in this course was positive for a drug that is not prescribed")
    days_since_positive: int | None = fact("days since the last such test", "days")
    specimen: str | None = fact("what was tested", words=tuple(code_list("specimen_kind")))
    screen_only: bool | None = fact("is a screen (immunoassay), which no laboratory has confirmed")
    opiates_found: bool | None = fact("opiates were found")
    metabolite_tested: bool | None = fact("the test looks for what the body makes of the prescribed medicine")
    metabolite_found: bool | None = fact("what the body makes of the prescribed medicine was found")
    heroin_markers_tested: bool | None = fact("a laboratory looked for markers of street heroin")
