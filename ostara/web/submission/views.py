"""The page of the next national file: what it would reject, who can mend it, how complete it is, who is left out."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.policy import demands
from ostara.care.accounts.roles import Verb
from ostara.care.audit.actions import note
from ostara.care.outcomes.due import RESTS_ON
from ostara.care.outcomes.questions.due import due_at
from ostara.care.people.models import Person
from ostara.care.people.permissions import people_of
from ostara.care.treatment.models import EpisodeNow
from ostara.knowledge.parameters import parameter
from ostara.web.numbers.results import ask_for
from ostara.web.submission.report import FILE, TAGS, WORDS, WORK, Report, codes_of, latest, mended_at, runs_of

PAGE = 50
SOMEBODY = "somebody whose record you may not open"


@dataclass(frozen=True)
class Listed:
    """Something found, as a page lists it: about whom, with whom to speak, and where to mend it."""

    issue: Mapping[str, Any]
    name: str
    owner: str
    address: str

    @property
    def severity(self) -> str:
        """Returns how grave it is, in words."""
        return WORDS[self.issue["severity"]]

    @property
    def tag(self) -> str:
        """Returns the colour of its tag."""
        return TAGS[self.issue["severity"]]


@demands(Verb.SUBMIT)
def submission(request: Asked) -> HttpResponse:
    """What the next file would reject, by rule and one by one; sent, it is worked out again."""
    codes = codes_of(request.standing)
    if request.method == "POST":
        if codes:
            ask_for(WORK, {"services": ",".join(sorted(codes))}, request=request)
        return redirect("submission")
    runs = runs_of(codes)
    report = latest(runs)
    found: dict[str, Any] = {
        "codes": sorted(codes),
        "waiting": next((one for one in runs if one.state not in ("Done", "Not done")), None),
        "failed": runs[0].told if runs else "",
        "report": report,
    }
    if report is not None:
        found |= _told(request, report)
    return render(request, "submission/submission.html", found)


@demands(Verb.SUBMIT)
def submission_left_out(request: Asked) -> HttpResponse:
    """Who is not in the file, and why, with the form on which they are asked."""
    report = latest(runs_of(codes_of(request.standing)))
    if report is None:
        return redirect("submission")
    page = Paginator(report.told["left_out"], PAGE).get_page(request.GET.get("page"))
    names = _names(request, (one["person"] for one in page))
    note("submission.left_out", by=request.by, people=len(names))
    left_out = [(names.get(one["person"]), one) for one in page]
    return render(request, "submission/left_out.html", {"report": report, "page": page, "left_out": left_out})


@demands(Verb.SUBMIT)
def submission_file(request: Asked) -> FileResponse:
    """The national file itself: initials, dates of birth and postcode sectors of people who agreed."""
    report = latest(runs_of(codes_of(request.standing)))
    if report is None or not report.file.is_file():
        raise Http404
    note("submission.file", by=request.by, services=sorted(codes_of(request.standing)), rows=report.told["rows"])
    name = f"worked-example-{report.told['data_set'].lower()}-{report.taken_at:%Y%m%d}-{FILE}"
    return FileResponse(report.file.open("rb"), as_attachment=True, filename=name)


def _told(request: Asked, report: Report) -> dict[str, Any]:
    rules = {one["rule"] for one in report.by_rule}
    rule = request.GET.get("rule", "") if request.GET.get("rule") in rules else ""
    severity = request.GET.get("severity", "") if request.GET.get("severity") in WORDS else ""
    mine = request.GET.get("whose") == "mine"
    issues = report.issues(severity=severity, rule=rule)
    if mine:
        theirs = _of_keyworker(request, issues)
        issues = [one for one in issues if one["episode"] in theirs]
    page = Paginator(issues, PAGE).get_page(request.GET.get("page"))
    late = [one for one in due_at(request.standing.services(Verb.SUBMIT), on=request.today) if one.due.late]
    return {
        "page": page,
        "listed": _listed(request, page),
        "rule": rule,
        "severity": severity,
        "mine": mine,
        "words": WORDS,
        "tags": TAGS,
        "left_out": Counter(one["reason"] for one in report.told["left_out"]),
        "late": late[:10],
        "late_profiles": len(late),
        "rests_on": [parameter(name) for name in RESTS_ON],
    }


def _listed(request: Asked, issues: Iterable[Mapping[str, Any]]) -> list[Listed]:
    """Names and keyworkers of a page of issues, in two queries; a name only for whom one may open."""
    issues = list(issues)
    names = _names(request, (one["person"] for one in issues))
    owners = _owners(issues)
    note("submission.read", by=request.by, people=len(names))
    listed = []
    for one in issues:
        name, owner = names.get(one["person"]), owners.get(one["episode"] or one["person"])
        listed.append(Listed(one, name or SOMEBODY, owner or "nobody named", mended_at(one) if name else ""))
    return listed


def _owners(issues: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The keyworker of each episode, and of each person in their latest one, by their keys."""
    of = Q(pk__in=[one["episode"] for one in issues if one["episode"]])
    of |= Q(person__in=[one["person"] for one in issues if one["person"]])
    found: dict[str, str] = {}
    nows = EpisodeNow.objects.filter(of, keyworker__isnull=False).select_related("keyworker")
    for now in nows.order_by("is_open", "since", "pk"):
        found |= dict.fromkeys((str(now.pk), str(now.person_id)), now.keyworker.name if now.keyworker else "")
    return found


def _names(request: Asked, people: Iterable[str]) -> dict[str, str]:
    mine = people_of(request.standing, at=request.at, verb=Verb.SUBMIT)
    keys = {UUID(person) for person in people if person}
    return {str(one.pk): _name(one) for one in mine.filter(pk__in=keys).select_related("card")}


def _name(person: Person) -> str:
    return str(person.card) if hasattr(person, "card") else person.number


def _of_keyworker(request: Asked, issues: Iterable[Mapping[str, Any]]) -> set[str]:
    """The episodes among them that are somebody's own."""
    own = EpisodeNow.objects.filter(keyworker=request.standing.user.pk)
    return {str(key) for key in own.values_list("pk", flat=True)}
