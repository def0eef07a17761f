"""A person's copy of their record: one page to print, and the same as a file."""

from base64 import b64encode
from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.policy import demands
from ostara.care.accounts.roles import Verb
from ostara.care.people import questions
from ostara.care.people.questions.copying import Part, whole_record
from ostara.care.people.views.whole import of_the_whole_person


@demands(Verb.GIVE_COPY, reads="people.copy")
@of_the_whole_person
def copy(request: Asked, person: UUID) -> HttpResponse:
    """The whole record on one page; what may be somebody else's words is marked, to be read before giving it."""
    header = questions.header_of(request.person, on=request.today)
    return render(request, "people/copy.html", {"header": header, "parts": whole_record(header.records)})


@demands(Verb.GIVE_COPY, reads="people.copy_file")
@of_the_whole_person
def copy_file(request: Asked, person: UUID) -> HttpResponse:
    """The same as JSON. The name of the file names nobody."""
    records = questions.records_of(request.person)
    copied = {
        "record": request.person.number,
        "made_at": request.at,
        "parts": [_part(part) for part in whole_record(records)],
    }
    answer = JsonResponse(copied, json_dumps_params={"indent": 1, "ensure_ascii": False})
    answer["Content-Disposition"] = f'attachment; filename="record-{request.person.number}.json"'
    return answer


def _part(part: Part) -> dict[str, Any]:
    return {
        "kind": part.kind,
        "title": part.title,
        "rows": [
            {
                "recorded_at": row.recorded_at,
                "recorded_by": row.by,
                "stands": row.stands,
                "why_corrected": row.why,
                "says": {said.name: _value(said.value) for said in row.said},
                "in_words": {said.label: said.words for said in row.said},
                "check_before_giving": [said.name for said in row.said if said.check],
            }
            for row in part.rows
        ],
    }


def _value(value: Any) -> Any:
    return b64encode(value).decode() if isinstance(value, bytes | memoryview) else value
