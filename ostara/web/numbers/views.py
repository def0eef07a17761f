"""Pages over numbers: what one wants to know is chosen, the answer stands there and the address shares the question."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from ostara.analysis.national.registry import NATIONAL
from ostara.analysis.view.answer import View
from ostara.analysis.view.data import as_csv, as_json
from ostara.analysis.view.workbook import as_xlsx
from ostara.care.accounts.asked import Asked
from ostara.care.accounts.policy import demands
from ostara.care.accounts.roles import Verb
from ostara.care.audit.actions import note
from ostara.knowledge.refusal import RefusalError
from ostara.web.numbers.counting import count_free, count_published
from ostara.web.numbers.cuts import Cut, cut_of
from ostara.web.numbers.days import usual_periods
from ostara.web.numbers.forms import CutForm, initial_of
from ostara.web.numbers.held import Held, held
from ostara.web.numbers.reach import Reach, reach_of
from ostara.web.numbers.shown import Definition, Shown

FILES: dict[str, tuple[str, Callable[[View], str | bytes]]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "json": ("application/json", as_json),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
}
# What is asked for most, one click away; the form asks for everything else.
OFTEN = {
    "in_treatment": "In treatment",
    "waited_3_weeks_or_less": "Waits",
    "completed_of_treated": "Completions",
    "died_in_treatment": "Deaths",
    "continuity_of_care": "From prison into care",
}


@dataclass(frozen=True)
class Desk:
    """Where a question is asked: over which store, for publication or freely, and how far."""

    held: Held
    reach: Reach
    published: bool

    @property
    def route(self) -> str:
        """Returns the name of the page's own route."""
        return "figures" if self.published else "free_figures"

    def form(self, **said: Any) -> CutForm:
        """Returns the form of a cut."""
        return CutForm(held=self.held, published=self.published, names=dict(self.reach.names), **said)

    def cut(self, request: Asked) -> Cut:
        """Returns what an address asks for."""
        period, split, _ = next(usual_periods(self.held.until, published=self.published))
        return cut_of(request.GET, period=period, split=split)

    def counted(self, cut: Cut) -> View:
        """Returns the answer. Raises RefusalError for what is not understood, not published, or takes too long."""
        if self.published:
            return count_published(self.held, cut)
        return count_free(self.held, cut, self.reach.within, self.reach.names)


@demands(Verb.SEE_PUBLISHED)
def figures(request: Asked) -> HttpResponse:
    """Figures of the area that are safe to publish: suppressed and rounded, whoever asks."""
    return _page(request, published=True)


@demands(Verb.EXPLORE)
def free_figures(request: Asked) -> HttpResponse:
    """Free cuts within one's services, each written into the audit."""
    return _page(request, published=False)


@demands(Verb.SEE_PUBLISHED)
def figures_file(request: Asked) -> HttpResponse:
    """Published figures as a file."""
    return _file(request, published=True)


@demands(Verb.EXPLORE)
def free_figures_file(request: Asked) -> HttpResponse:
    """A free cut as a file, each download written into the audit."""
    return _file(request, published=False)


@demands(Verb.SEE_PUBLISHED)
def definitions(request: Asked) -> HttpResponse:
    """What every measure counts, of whom, and the numbers it rests on."""
    return render(request, "numbers/definitions.html", {"measures": [Definition(one) for one in NATIONAL.values()]})


def _page(request: Asked, *, published: bool) -> HttpResponse:
    desk = desk_of(request, published=published)
    if isinstance(desk, HttpResponse):
        return desk
    if request.method == "POST":
        return _chosen(request, desk)
    cut = desk.cut(request)
    try:
        form = desk.form(initial=initial_of(cut, desk.held, published=published))
        view = desk.counted(cut)
    except RefusalError as refusal:
        return _refused(request, desk, cut, refusal)
    _noted(request, desk, cut, "numbers.explore")
    return _shown(request, desk, form, cut=cut, shown=Shown(view))


def desk_of(request: Asked, *, published: bool) -> Desk | HttpResponse:
    """Where the question is asked; or the page that says that there is nothing to ask yet."""
    refusal = ""
    try:
        here = held(published=published)
    except RefusalError as refused:
        here, refusal = None, refused.reason
    if here is None:
        return render(
            request, "numbers/none.html", {"refusal": refusal, "nobody_of": ""}, status=503 if refusal else 200
        )
    reach = reach_of(request.standing)
    if not (published or reach.within is None or reach.within & set(here.words_of("service"))):
        return render(request, "numbers/none.html", {"refusal": "", "nobody_of": reach.words})
    return Desk(here, reach, published)


def _chosen(request: Asked, desk: Desk) -> HttpResponse:
    """Turns what was chosen into an address of listed names. What is not understood never gets into one."""
    form = desk.form(data=request.POST)
    if form.is_valid():
        try:
            cut = form.cut()
            desk.counted(cut)
        except RefusalError as refusal:
            form.refused(refusal)
        else:
            return redirect(f"{reverse(desk.route)}?{cut.query}")
    return _shown(request, desk, form)


def _refused(request: Asked, desk: Desk, cut: Cut, refusal: RefusalError) -> HttpResponse:
    """The page of an address that asks for what there is not."""
    form = desk.form(data={"measure": cut.measure, "where": cut.where, "other_period": cut.period})
    form.is_valid()
    form.refused(refusal)
    return _shown(request, desk, form, status=400)


def _shown(
    request: Asked, desk: Desk, form: CutForm, *, cut: Cut | None = None, shown: Shown | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "desk": desk,
        "form": form,
        "cut": cut,
        "shown": shown,
        "often": [(words, replace(cut, measure=name)) for name, words in OFTEN.items()] if cut else [],
        "may_explore": request.standing.may(Verb.EXPLORE),
        "may_name": not desk.published and request.standing.may(Verb.READ_RECORD),
        "files": list(FILES),
    }
    return render(request, "numbers/figures.html", context, status=status)


def _file(request: Asked, *, published: bool) -> HttpResponse:
    desk, format_ = desk_of(request, published=published), request.GET.get("format", "csv")
    if isinstance(desk, HttpResponse):
        return desk
    cut = desk.cut(request)
    try:
        if format_ not in FILES:
            raise RefusalError("format", f"there are {', '.join(FILES)}")
        view = desk.counted(cut)
    except RefusalError as refusal:
        return _refused(request, desk, cut, refusal)
    _noted(request, desk, cut, "numbers.download", taken_as=format_)
    kind, written = FILES[format_]
    name = f"{cut.measure}{'-published' if published else ''}.{format_}"
    return HttpResponse(
        written(view), content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _noted(request: Asked, desk: Desk, cut: Cut, verb: str, *, taken_as: str = "") -> None:
    """Writes a free cut into the audit. Published figures are for anybody, and need no note."""
    if not desk.published:
        note(
            verb,
            by=request.by,
            measure=cut.measure,
            cut=cut.by,
            days=cut.period,
            limits=cut.where,
            taken_as=taken_as,
            store=desk.held.store.digest,
        )
