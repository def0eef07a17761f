"""Pages over gaps in care: lists of names with what closes each gap, counts of services, and published ones."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from ostara.analysis.measures.care_gaps.gap import CareGap
from ostara.analysis.measures.care_gaps.registry import CARE_GAPS
from ostara.analysis.measures.publish import publish
from ostara.care.accounts.asked import Asked
from ostara.care.accounts.policy import demands
from ostara.care.accounts.roles import Verb
from ostara.care.audit.actions import note
from ostara.knowledge.refusal import RefusalError
from ostara.web.care_quality.held import HeldGaps, held_gaps
from ostara.web.care_quality.shown import by_service, counted, indicated, kinds, said, unverified
from ostara.web.care_quality.urgent import due_by_today, waiting_for_a_decision
from ostara.web.care_quality.whose import WHOSE, Somebody, people_looked_after
from ostara.web.numbers.reach import reach_of

FIRST_FEW, PAGE = 10, 50
NIGHTLY = {id: gap for id, gap in CARE_GAPS.items() if not gap.urgent}


@dataclass(frozen=True)
class Line:
    """Somebody with a gap, and the day of what was done last."""

    who: Somebody
    latest: date | None


@dataclass(frozen=True)
class Fix:
    """A gap, who has it, and of how many it is not known."""

    gap: CareGap
    lines: list[Line]
    unknown: int


@demands(Verb.READ_RECORD)
def my_care_gaps(request: Asked) -> HttpResponse:
    """Gaps in care of the people I look after, by name, with what closes each."""
    here, refusal = _held(published=False)
    whose, people = _people(request)
    chosen = request.GET.get("gap", "")
    fixes = _fixes(here, people.values()) if here else []
    if chosen in NIGHTLY:
        fixes = [one for one in fixes if one.gap.id == chosen]
    named = {line.who.person for one in fixes for line in one.lines}
    note("care_gaps.names", by=request.by, whose=whose, gap=chosen if chosen in NIGHTLY else "", people=len(named))
    context = {
        "whose": whose,
        "held": here,
        "refusal": refusal,
        "people": len({one.person for one in people.values()}),
        "waiting": waiting_for_a_decision(people, on=request.today),
        "due": due_by_today(people, on=request.today),
        "fixes": [one for one in fixes if one.lines],
        "silent": [one for one in fixes if one.unknown],
        "urgent": next(gap for gap in CARE_GAPS.values() if gap.urgent),
        "page": _page(request, fixes, chosen),
        "first_few": FIRST_FEW,
    }
    return render(request, "care_quality/mine.html", context)


def _people(request: Asked) -> tuple[str, dict[UUID, Somebody]]:
    """Whose gaps are shown: one's own, or those of one's services where that is asked, or one is nobody's keyworker."""
    asked = request.GET.get("whose", "")
    for whose in WHOSE if asked not in WHOSE else (asked,):
        people = people_looked_after(request.standing, whose, at=request.at, on=request.today)
        if people:
            break
    return whose, people


def _held(*, published: bool) -> tuple[HeldGaps | None, str]:
    try:
        return held_gaps(published=published), ""
    except RefusalError as refusal:
        return None, refusal.reason


def _fixes(here: HeldGaps, people: Iterable[Somebody]) -> list[Fix]:
    fixes = {id: Fix(gap, [], 0) for id, gap in NIGHTLY.items()}
    unknown = dict.fromkeys(fixes, 0)
    for who in sorted({one.person: one for one in people}.values(), key=lambda one: one.name):
        for flag in here.flags.get(who.number, ()):
            if flag.gap in fixes and flag.hit:
                fixes[flag.gap].lines.append(Line(who, flag.latest))
            elif flag.gap in fixes:
                unknown[flag.gap] += 1
    return [Fix(one.gap, one.lines, unknown[id]) for id, one in fixes.items()]


def _page(request: Asked, fixes: list[Fix], chosen: str) -> object:
    """A page of everybody with the one gap that was chosen; none where all gaps are shown."""
    if chosen not in NIGHTLY:
        return None
    lines = fixes[0].lines if fixes else []
    return Paginator(lines, PAGE).get_page(request.GET.get("page"))


@demands(Verb.EXPLORE)
def service_care_gaps(request: Asked) -> HttpResponse:
    """Counts of gaps in care at one's services, with the names behind them for whoever may open records."""
    here, refusal = _held(published=False)
    reach = reach_of(request.standing)
    if here is None:
        return _none(request, refusal)
    rows = [counted(gap, here.count(gap.id, reach.within)) for gap in CARE_GAPS.values()]
    within = None if reach.within is None else sorted(reach.within)
    note("care_gaps.counts", by=request.by, services=",".join(within or []), store=here.store.digest)
    context = {
        "held": here,
        "rows": rows,
        "reach": reach,
        "may_name": request.standing.may(Verb.READ_RECORD),
        "cultures": [indicated(told, told.share) for told in here.cultures],
        "by_service": by_service(here, dict(reach.names), reach.within),
        "kinds": kinds(here),
        "unverified": unverified(),
    }
    return render(request, "care_quality/service.html", context)


@demands(Verb.SEE_PUBLISHED)
def area_care_gaps(request: Asked) -> HttpResponse:
    """Counts of gaps in care of the whole area that are safe to publish."""
    here, refusal = _held(published=True)
    if here is None:
        return _none(request, refusal)
    context = {
        "held": here,
        "rows": [said(gap, here.published(gap.name), here.left_out(gap.name)) for gap in CARE_GAPS.values()],
        "cultures": [indicated(told, publish(told.share), with_median=False) for told in here.cultures],
        "kinds": kinds(here),
        "unverified": unverified(),
    }
    return render(request, "care_quality/area.html", context)


def _none(request: Asked, refusal: str) -> HttpResponse:
    return render(request, "care_quality/none.html", {"refusal": refusal}, status=503 if refusal else 200)
