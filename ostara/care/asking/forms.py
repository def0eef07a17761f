"""The form every other is made of: it carries a key, so that sent twice it does its work once, and keeps a draft of
what was typed where its page asks for that."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django import forms
from django.db import transaction
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict

from ostara.care.asking.drafts import Place, keep, throw_away
from ostara.care.asking.fields import DayField
from ostara.care.asking.messages import say
from ostara.care.rows.acts import Refused
from ostara.care.rows.models import new_key

T = TypeVar("T")
NEEDED = forms.Field.default_error_messages["required"]  # the same object in every field that does not say its own


class Form(forms.Form):
    """A form with a key. Its data are taken from a POST only.

    Args (beside Django's own):
        on: today, for a form that asks for days.
        draft: where what is typed is kept (`drafts.draft_of`); an unbound form is filled in with it.
    """

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    marks_optional = True  # labels of what may be left out say so

    def __init__(self, *args: Any, on: date | None = None, draft: Place | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = new_key
        self.draft = draft
        if draft and draft.kept and not self.is_bound:
            self._fill_in(draft)
        for name, field in self.fields.items():
            if isinstance(field, DayField):
                field.today = on
            if field.error_messages.get("required") is NEEDED:
                field.error_messages["required"] = f"{field.label or _words(name)}: this is needed."

    def keep_draft(self, sent: MultiValueDict[str, str]) -> None:
        """Keeps what was sent where it could not be done yet."""
        if self.draft:
            self.draft = replace(self.draft, kept=keep(self.draft, sent))

    def _fill_in(self, draft: Place) -> None:
        typed = draft.typed()
        self.initial = {**self.initial, **({"key": draft.kept.key} if draft.kept and draft.kept.key else {})}
        for name, field in self.fields.items():
            sent_as = self.add_prefix(name)
            if not isinstance(field, forms.FileField) and not field.widget.value_omitted_from_data(typed, {}, sent_as):
                self.initial[name] = field.widget.value_from_datadict(typed, {}, sent_as)

    @property
    def once(self) -> UUID | None:
        """Returns the key it came back with."""
        key: UUID | None = self.cleaned_data.get("key")
        return key


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()


def done(request: HttpRequest, form: forms.Form, act: Callable[[], T], *, said: str = "") -> T | None:
    """Does what a form asks for, if it was sent and is right.

    A form with a draft keeps it while something is still to be put right, and forgets it once it is done.

    Args:
        request: the request.
        form: the form, bound to the request's POST.
        act: does it and returns what it made.
        said: what the next page says of it, in the same commit.

    Returns:
        What was made; none where the form is to be shown (again), then with what was refused at its field.
    """
    if request.method != "POST":
        return None
    if form.is_valid():
        try:
            return _do(request, form, act, said)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
    if isinstance(form, Form):
        form.keep_draft(request.POST)
    return None


def _do(request: HttpRequest, form: forms.Form, act: Callable[[], T], said: str) -> T:
    with transaction.atomic():
        made = act()
        if isinstance(form, Form) and form.draft:
            throw_away(form.draft)
        if said:
            say(request, said)
        return made
