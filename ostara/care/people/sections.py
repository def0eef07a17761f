"""This room's own sections of a person's page: consent, contact, who is close, who they are, who is involved."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.roles import Verb
from ostara.care.people import questions
from ostara.care.people.models import Alias, Consent
from ostara.care.people.page import register_section
from ostara.care.people.words import facts_of, in_words, label
from ostara.care.rows.models import HistoryRow
from ostara.care.rows.prepared import prepared

SHOWN_ABOVE = frozenset({"effective_on", "given_names", "family_name", "nhs_number", "date_of_birth"})


def register_sections() -> None:
    """Adds them; called when the app is ready."""
    listed = (
        (500, "Consent", _consent, "consent"),
        (510, "How to reach them", _contact, "facts"),
        (520, "People close to them", _relations, "relations"),
        (530, "Children", _children, "facts"),
        (540, "Who they are", _particulars, "facts"),
        (550, "Who is involved", _involved, "involved"),
    )
    for order, title, question, template in listed:
        register_section(order=order, title=title, question=question, template=f"people/sections/{template}.html")


def _records(request: Asked) -> list[Any]:
    return questions.records_of(request.person)


def _facts(row: HistoryRow | None, route: str, request: Asked, apart_from: frozenset[str]) -> dict[str, Any]:
    names = [name for name in facts_of(row) if name not in apart_from] if row else []
    said = (
        [(label(type(row), name), in_words(row, name)) for name in names if getattr(row, name) is not False]
        if row
        else []
    )
    return {"row": row, "said": said, "route": route, "may_keep": request.standing.may(Verb.KEEP_DETAILS)}


def _particulars(request: Asked) -> dict[str, Any]:
    return _facts(questions.particulars_of(_records(request)), "particulars", request, SHOWN_ABOVE)


def _contact(request: Asked) -> dict[str, Any]:
    return _facts(questions.contact_of(_records(request)), "contact", request, frozenset({"effective_on"}))


def _children(request: Asked) -> dict[str, Any]:
    return _facts(questions.children_of(_records(request)), "children", request, frozenset({"effective_on"}))


def _relations(request: Asked) -> dict[str, Any]:
    relations = questions.relations_of(_records(request), on=request.today)
    return {"relations": relations, "may_keep": request.standing.may(Verb.KEEP_DETAILS)}


def _consent(request: Asked) -> dict[str, Any]:
    given = questions.consents_of(_records(request))
    asked = {consent.kind for consent in given}
    unasked = [kind.label for kind in Consent.Kind if kind not in asked and kind != Consent.Kind.SHARING]
    return {"given": given, "unasked": unasked, "may_keep": request.standing.may(Verb.KEEP_DETAILS)}


def _involved(request: Asked) -> dict[str, Any]:
    records = _records(request)
    return {
        "involved": questions.involved_in(records, at=request.at),
        "joined": _joined(records),
        "may_merge": request.standing.may(Verb.MERGE),
    }


@prepared
def _joined(records: Sequence[UUID]) -> QuerySet[Alias]:
    return Alias.objects.standing().filter(person__in=records).select_related("person").order_by("recorded_at", "id")
