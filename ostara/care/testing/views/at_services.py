"""The nurse's list: what health asks for at one's services, late and soon."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from ostara.care.accounts.asked import Asked
from ostara.care.accounts.policy import demands
from ostara.care.accounts.roles import Verb
from ostara.care.audit.actions import note
from ostara.care.testing.at_services import KINDS, SOON_DAYS, due_at, is_kind, listed
from ostara.care.testing.leading import address_of

PAGE = 50


@demands(Verb.RECORD_HEALTH)
def due_health(request: Asked) -> HttpResponse:
    """What is late or due soon, of one kind or of all; `mine` leaves out those of other keyworkers."""
    mine = request.GET.get("whose") == "mine"
    kind = request.GET.get("kind", "") if request.GET.get("kind", "") in KINDS else ""
    every, treated = due_at(request.standing, on=request.today, at=request.at, mine=mine)
    due = [one for one in every if is_kind(one, kind)]
    page = Paginator(due, PAGE).get_page(request.GET.get("page"))
    rows = listed(list(page), treated)
    note("health.read_due", by=request.by, people=len({one.item.person for one in rows}), due=kind or "all")
    found = {
        "page": page,
        "rows": rows,
        "kind": kind,
        "kinds": [(slug, words, sum(is_kind(one, slug) for one in every)) for slug, (words, _) in KINDS.items()],
        "mine": mine,
        "all": len(every),
        "late": sum(one.late for one in due),
        "people": len({one.person for one in due}),
        "treated": len(treated),
        "soon_days": SOON_DAYS,
        "address_of": address_of,
    }
    return render(request, "testing/due.html", found)
