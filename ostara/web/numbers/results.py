"""Long work that somebody asked for: the list of their own, how far each is, and its files. Nobody sees another's."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.policy import demands
from ostara.care.accounts.questions import Standing
from ostara.care.asking.forms import Form
from ostara.care.audit.actions import note
from ostara.knowledge.refusal import RefusalError
from ostara.web.numbers.days import usual_periods
from ostara.web.numbers.held import Held, held
from ostara.web.running import PRINTED, TOLD, Outcome, folder_of, run_verb
from ostara.web.works import WORKS, Work

MOST = 30
KEPT_INSIDE = (TOLD,)  # beside a result, and no part of it
WAITS, RUNS, DONE, FAILED = "Waiting for its turn", "Being worked out", "Done", "Not done"


class Ran:
    """A piece of work that was asked for, as its asker sees it."""

    def __init__(self, row: "DBTaskResult[Any, Any]") -> None:
        self.row = row
        said = row.args_kwargs["kwargs"]
        self.name: str = said["name"]
        self.arguments: Mapping[str, str] = said["arguments"]
        self.user = UUID(said["user"])
        self.outcome: Outcome | None = row.return_value

    @property
    def key(self) -> UUID:
        """Returns its key."""
        key: UUID = self.row.id
        return key

    @property
    def work(self) -> Work:
        """Returns what kind of work it is."""
        return WORKS[self.name]

    @property
    def asked_at(self) -> datetime:
        """Returns when it was asked for."""
        asked: datetime = self.row.enqueued_at
        return asked

    @property
    def finished_at(self) -> datetime | None:
        """Returns when it ended."""
        finished: datetime | None = self.row.finished_at
        return finished

    @property
    def done(self) -> bool:
        """Returns whether it ended well."""
        return self.outcome is not None and self.outcome["status"] == 0

    @property
    def state(self) -> str:
        """Returns how far it is, in words."""
        if self.row.status == TaskResultStatus.READY:
            return WAITS
        if self.row.status == TaskResultStatus.RUNNING:
            return RUNS
        return DONE if self.done else FAILED

    @property
    def told(self) -> str:
        """Returns why it was not done."""
        if self.state != FAILED:
            return ""
        told = self.outcome["told"] if self.outcome else ""
        return told or "It ended without saying why: tell whoever runs this record."

    @property
    def files(self) -> list[str]:
        """Returns the names of its files that are still there."""
        names = self.outcome["files"] if self.outcome and self.done else []
        folder = folder_of(str(self.key))
        real = [name for name in names if name not in KEPT_INSIDE and (folder / name).is_file()]
        return [name for name in real if name != PRINTED or len(real) == 1]

    def may_be_read(self, standing: Standing) -> bool:
        """Returns whether it is somebody's own, of a kind their posts still allow."""
        return self.user == standing.user.pk and standing.may(self.work.needs)


def ran(name: str = "") -> Any:
    """Returns the work that was asked for, of a name or all of it, the latest first."""
    rows = DBTaskResult.objects.filter(task_path=run_verb.module_path)
    rows = rows.filter(args_kwargs__kwargs__name=name) if name else rows
    return rows.order_by("-enqueued_at", "-id")


def ask_for(name: str, arguments: Mapping[str, str], *, request: Asked) -> UUID:
    """Asks for work and writes into the audit that somebody did."""
    asked = run_verb.enqueue(name=name, arguments=dict(arguments), user=str(request.standing.user.pk))
    actor = request.standing.actor(WORKS[name].needs, address=request.by.address)
    note("numbers.run", by=actor, work=name, **{f"with_{key}": value for key, value in arguments.items()})  # type: ignore[arg-type]  # words for its detail
    return UUID(asked.id)


class WorkForm(Form):
    """Which work, and of which area and year where it asks."""

    marks_optional = False

    work = forms.ChoiceField(label="What do you need?", widget=forms.RadioSelect)
    area = forms.ChoiceField(label="Area", required=False)
    period = forms.ChoiceField(label="Year", required=False)

    def __init__(self, *args: Any, standing: Standing, here: Held | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {name: one for name, one in WORKS.items() if not one.hidden and standing.may(one.needs)}
        if here is None:
            offered = {name: one for name, one in offered.items() if name == "extract"}
        self._choose(
            "work", [(name, f"{one.words}: {one.about[:1].lower()}{one.about[1:]}") for name, one in offered.items()]
        )
        areas = here.words_of("area") if here else ()
        years = (
            [(days, said) for days, split, said in usual_periods(here.until, published=True) if not split]
            if here
            else []
        )
        self._choose("area", [(area, area) for area in areas])
        self._choose("period", years)

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - it is declared as one above
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Asks for what the work needs."""
        said = super().clean() or {}
        for name in WORKS[said["work"]].asks if said.get("work") else ():
            if not said.get(name):
                self.add_error(name, "Choose one.")
        return said

    @property
    def arguments(self) -> dict[str, str]:
        """Returns what the work is told."""
        said: dict[str, str] = {name: self.cleaned_data[name] for name in WORKS[self.cleaned_data["work"]].asks}
        return said


@demands()
def results(request: Asked) -> HttpResponse:
    """What somebody asked for, and a form to ask for more."""
    try:
        here = held(published=True)
    except RefusalError:
        here = None
    sent = request.POST if request.method == "POST" else None
    form = WorkForm(sent, standing=request.standing, here=here)
    if form.is_valid():
        ask_for(form.cleaned_data["work"], form.arguments, request=request)
        return redirect("results")
    mine = [Ran(row) for row in ran().filter(args_kwargs__kwargs__user=str(request.standing.user.pk))[:MOST]]
    shown = [one for one in mine if one.may_be_read(request.standing)]
    return render(request, "numbers/results.html", {"form": form, "shown": shown, "works": WORKS})


@demands()
def result_file(request: Asked, result: UUID) -> HttpResponse | FileResponse:
    """A file of one's own result."""
    row = ran().filter(pk=result).first()
    one = Ran(row) if row else None
    name = request.GET.get("name", "")
    if one is None or not one.may_be_read(request.standing) or name not in one.files:
        raise Http404
    note("numbers.result", by=request.by, work=one.name)
    return FileResponse((folder_of(str(one.key)) / name).open("rb"), as_attachment=True, filename=name)
