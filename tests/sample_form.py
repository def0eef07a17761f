"""A page with a form of every kind of field, and a draft; it stands among the record's own addresses.

`settings.ROOT_URLCONF = "tests.sample_form"` opens it at /sample/.
"""

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template import engines
from django.urls import path

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.policy import demands
from ostara.care.asking.drafts import draft_of
from ostara.care.asking.fields import TODAY, DayField, NhsNumberField, Words
from ostara.care.asking.forms import Form, done
from ostara.care.rows.acts import once
from ostara.care.rows.models import Act, new_key
from ostara.web import urls

TITLE = "Sample form"
HELP = [("housing", "Somewhere to live"), ("work", "Work"), ("health", "Health")]
PAGE = """{% extends "base.html" %}
{% from "parts/forms.html" import error_summary, open_form, field, all_fields, buttons with context %}
{% block title %}A sample form{% endblock %}
{% block back %}<p class="nhsuk-back-link"><a href="{{ url('home') }}">Home</a></p>{% endblock %}
{% block content %}
{{ error_summary(form) }}
<h1>A sample form</h1>
{{ open_form(form) }}
{{ all_fields(form) }}
{{ buttons("Save", back=url("home"), form=form) }}
</form>
{% endblock %}"""


class SampleForm(Form):
    name = forms.CharField(label="Name", max_length=40)
    seen_on = DayField(label="When did you meet?", not_after=TODAY)
    nhs_number = NhsNumberField(required=False)
    visits = forms.IntegerField(label="Visits in the last 28 days", min_value=0, max_value=28, required=False)
    mood = forms.ChoiceField(
        label="How are they?", choices=[("well", "Well"), ("unwell", "Not well"), ("unknown", "Not known")],
        widget=forms.RadioSelect, required=False,
    )  # fmt: skip
    wants = forms.MultipleChoiceField(
        label="What would help?", choices=HELP, widget=forms.CheckboxSelectMultiple, required=False
    )
    where = forms.ChoiceField(
        label="Where", choices=[("", "Choose one"), ("Near", [("harbour", "Harbour")]), ("Far", [("hill", "Hill")])],
        required=False,
    )  # fmt: skip
    agreed = forms.BooleanField(label="They agreed to this", required=False)
    words = Words(label="In their own words", help_text="As they said it.", required=False)


@demands()
def sample(request: Asked, person: UUID | None = None) -> HttpResponse:
    draft = draft_of(request, TITLE, about=person or "")
    form = SampleForm(request.POST or None, on=request.today, draft=draft)
    made = done(request, form, lambda: once(form.once, "sample.save", request.user.pk, new_key))
    if made:
        return redirect("home")
    return HttpResponse(engines["jinja2"].from_string(PAGE).render({"form": form}, request))


def times_done() -> int:
    """How often the sample form was done."""
    return Act.objects.filter(name="sample.save").count()


def key_of(form: Form) -> UUID:
    """The key an unsent form carries."""
    return form["key"].value()


urlpatterns = [
    *urls.urlpatterns,
    path("sample/", sample, name="sample"),
    path("people/<uuid:person>/sample/", sample, name="sample_of_a_person"),
]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500
