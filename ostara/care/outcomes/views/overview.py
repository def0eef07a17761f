"""How a person fares, on one page; and what is due at a service."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.policy import demands
from ostara.care.accounts.roles import Verb
from ostara.care.outcomes.charts import profile_charts, scale_chart
from ostara.care.outcomes.due import RESTS_ON
from ostara.care.outcomes.models import STAGES
from ostara.care.outcomes.questions.change import group_of, since_start
from ostara.care.outcomes.questions.due import SOON_DAYS, due_at, due_of
from ostara.care.outcomes.questions.rows import all_scale_answers_of, profiles_of
from ostara.care.outcomes.questions.scales import courses_of
from ostara.care.people.questions import header_of
from ostara.care.people.views.whole import of_the_whole_person
from ostara.care.treatment.questions import episodes_of
from ostara.knowledge.parameters import parameter
from ostara.knowledge.scales import scales

PAGE = 50


@demands(Verb.READ_RECORD, reads="outcomes.read")
@of_the_whole_person
def outcomes(request: Asked, person: object) -> HttpResponse:
    """Everything about how a person fares: what is due, change since the start, charts, every profile and scale."""
    profiles = profiles_of(request.person)
    group = group_of(profiles[0].episode.line) if profiles else None
    courses = courses_of(all_scale_answers_of(request.person))
    header = header_of(request.person, on=request.today)
    found = {
        "header": header,
        "episodes": [one for one in episodes_of(header.records) if hasattr(one, "now")],
        "may_measure": request.standing.may(Verb.MEASURE),
        "due": due_of(request.person, on=request.today),
        "rests_on": [parameter(name) for name in RESTS_ON],
        "profiles": profiles,
        "since": since_start(profiles, group=group),
        "charts": list(profile_charts(profiles)),
        "courses": [(course, scale_chart(course)) for course in courses],
        "scales": scales().values(),
        "stages": dict(STAGES),
    }
    return render(request, "outcomes/overview.html", found)


@demands(Verb.READ_RECORD)
def due_profiles(request: Asked) -> HttpResponse:
    """Profiles that are late or due soon, of the people of one's services; `mine` leaves those of others out."""
    mine = request.GET.get("whose") == "mine"
    keyworker = request.standing.user.pk if mine else None
    listed = due_at(request.standing.services(Verb.READ_RECORD), on=request.today, keyworker=keyworker)
    found = {
        "mine": mine,
        "page": Paginator(listed, PAGE).get_page(request.GET.get("page")),
        "late": sum(one.due.late for one in listed),
        "soon_days": SOON_DAYS,
        "rests_on": [parameter(name) for name in RESTS_ON],
        "stages": dict(STAGES),
    }
    return render(request, "outcomes/due.html", found)
