"""What rules answered about a person; the weekly look at why people went on; numbers that are tighter here."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.policy import demands
from ostara.care.accounts.roles import Role, Verb
from ostara.care.asking.forms import done
from ostara.care.audit.actions import note
from ostara.care.facts import actions
from ostara.care.facts.models import Finding, Tightened
from ostara.care.facts.page_forms import AgreeForm, ProposeForm, Verdict, VerdictForm
from ostara.care.facts.questions import findings_of, overrides_for, proposals
from ostara.care.facts.replies import Reason
from ostara.care.people.questions import header_of, records_of
from ostara.care.people.views.whole import of_the_whole_person
from ostara.guidance.facts.catalogue import FACTS
from ostara.guidance.rulebook import rulebook
from ostara.knowledge.parameters import parameter
from ostara.knowledge.sources import source

PAGE = 50
ANSWERS = {True: "yes", False: "no", None: "could not be known"}


@demands(Verb.READ_RECORD, reads="facts.read")
@of_the_whole_person
def history(request: Asked, person: UUID) -> HttpResponse:
    """Every finding with its source, its answer, and why somebody went on."""
    page = Paginator(findings_of(records_of(request.person)), PAGE).get_page(request.GET.get("page"))
    header = header_of(request.person, on=request.today)
    return render(
        request, "facts/history.html", {"page": page, "lines": [_line(one) for one in page], "header": header}
    )


@demands(Verb.REVIEW_RULES)
def overrides(request: Asked) -> HttpResponse:
    """Where people went on with a reason, those nobody has looked at first."""
    page = Paginator(overrides_for(request.standing), PAGE).get_page(request.GET.get("page"))
    return render(request, "facts/overrides.html", {"page": page, "lines": [_line(one) for one in page]})


@demands(Verb.REVIEW_RULES)
def override(request: Asked, finding: UUID) -> HttpResponse:
    """One of them: what was known, why somebody went on, and whether one agrees."""
    found = get_object_or_404(overrides_for(request.standing), pk=finding)
    form = VerdictForm(request.POST or None)
    reviewed = done(
        request,
        form,
        lambda: actions.review_finding(
            finding=found,
            agrees=form.cleaned_data["verdict"] == Verdict.AGREES,
            words=form.cleaned_data["words"],
            by=request.by,
            at=request.at,
        ),
        said="Written down.",
    )
    if reviewed:
        return redirect("overrides")
    note("facts.read_override", by=request.by, person=found.person_id, record=found)
    return render(request, "facts/override.html", {"form": form, "line_of": _line(found)})


@demands(Verb.TIGHTEN_RULES)
def tighter(request: Asked) -> HttpResponse:
    """What is tighter here, what waits for a second person, and a proposal."""
    agreeing = "tightened" in request.POST
    form = ProposeForm(None if agreeing else request.POST or None, on=request.today)
    agree = AgreeForm(request.POST if agreeing else None)
    asked = lambda: _agree(request, agree) if agreeing else _propose(request, form)  # noqa: E731 - too long for the call
    if done(request, agree if agreeing else form, asked, said="Written down."):
        return redirect("tighter")
    shown = [(one, parameter(one.name)) for one in proposals()]
    may_propose = any(post.role == Role.SAFETY_OFFICER for post in request.standing.posts)
    return render(
        request,
        "facts/tighter.html",
        {"form": form, "agree": agree, "shown": shown, "me": request.standing.user.pk, "may_propose": may_propose},
    )


def _propose(request: Asked, form: ProposeForm) -> Tightened:
    said = {name: form.cleaned_data[name] for name in ("name", "value", "from_on", "words")}
    return actions.propose(**said, by=request.by, at=request.at)


def _agree(request: Asked, form: AgreeForm) -> object:
    found = get_object_or_404(proposals(), pk=form.cleaned_data["tightened"])
    return actions.agree(tightened=found, by=request.by, at=request.at)


def _line(one: Finding) -> dict[str, object]:
    """A finding in words. A rule that is no longer asked keeps what it said."""
    rule = rulebook().get(one.rule)
    return {
        "finding": one,
        "question": rule.question if rule else "",
        "source": f"{source(rule.source).title}: {rule.place}" if rule else "",
        "answer": ANSWERS[one.answer],
        "seen": [(FACTS[path].meaning, said) for path, said in one.seen.items() if path in FACTS],
        "missing": [FACTS[path].meaning for path in one.missing if path in FACTS],
        "reason": dict(Reason.choices).get(one.reason, ""),
        "review": getattr(one, "review", None),
    }
