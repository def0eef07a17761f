"""What the rules say to a supply: the facts of the counter beside those of the record."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from ostara.care.facts.deciding import Judged, judge
from ostara.care.facts.gathering import SupplySaid
from ostara.care.medication.models import Instalment, Supply, SupplyEvent
from ostara.guidance.facts import Value
from ostara.guidance.rule import Moment


def judged_supply(
    instalment: Instalment,
    *,
    outcome: str,
    given_mg: Decimal,
    taken_home_days: int,
    on: date,
    sober: bool | None,
    collected_by_other: bool = False,
    site: str = "",
    stated: Mapping[str, Value] | None = None,
) -> Judged:
    """Asks the rules about a supply that is being made.

    Args:
        instalment: what is due; it need not be written yet.
        outcome: `observed` or `collected`.
        given_mg: milligrams in all.
        taken_home_days: for how many days doses leave the building.
        on: the day.
        sober: whether whoever stands at the counter is sober and awake; none: nobody looked.
        collected_by_other: whether somebody else collects.
        site: where an injection goes.
        stated: facts that were asked for because they were missing.
    """
    course = instalment.course
    return judge(
        course.person,
        moment=Moment.SUPPLY,
        course=course,
        supply=SupplySaid(
            instalment=instalment,
            given_mg=given_mg,
            taken_home_days=taken_home_days,
            by_staff=outcome == "observed" and taken_home_days == 0,
            collected_by_other=collected_by_other,
            site=site,
        ),
        said={**_seen(sober), **(stated or {})},
        on=on,
    )


def _seen(sober: bool | None) -> dict[str, Value]:
    """Returns what was seen of whoever stands at the counter: sober and awake, or not; nothing where nobody looked."""
    if sober is None:
        return {}
    return {"supply.intoxicated": False, "supply.sedated": False} if sober else {"supply.intoxicated": True}


def judged_again(
    supply: Supply, mg: Decimal, lost: SupplyEvent, *, on: date, stated: Mapping[str, Value] | None = None
) -> Judged:
    """Asks the rules about a dose that is given once more, after one that was lost (TOL-07)."""
    vomited = lost.kind == SupplyEvent.Kind.VOMITED
    said: dict[str, Value] = {} if lost.witnessed is None else {"supply.vomiting_witnessed": lost.witnessed}
    said |= _seen(supply.sober)
    return judge(
        supply.course.person,
        moment=Moment.SUPPLY,
        course=supply.course,
        supply=SupplySaid(
            instalment=supply.instalment,
            given_mg=mg,
            taken_home_days=0,
            by_staff=True,
            replaces_vomited=vomited,
        ),
        said={**said, **(stated or {})},
        on=on,
    )
