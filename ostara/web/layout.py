"""What every page shows around its own: who is signed in, in which post, and where they can go."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.utils import timezone

from ostara.care.accounts.questions import Standing
from ostara.care.accounts.roles import Verb


@dataclass(frozen=True)
class Place:
    """Somewhere to go: an entry of the menu (PLACES), and a card of the first page.

    Attributes:
        route: the name of its route, which takes no parameter.
        words: as it is called.
        verb: what one of somebody's posts must allow for them to see it; none is for everyone.
        about: what one finds there, for the card.
    """

    route: str
    words: str
    verb: Verb | None = None
    about: str = ""


PLACES = (
    Place("home", "Home"),
    Place("caseload", "Caseload", Verb.READ_RECORD, "People in care: mine, my services', and what is due."),
    Place("tasks", "Tasks", Verb.READ_RECORD, "What is to be done at my services, the most urgent first."),
    Place("people", "Find a person", Verb.FIND_PEOPLE, "By name, date of birth, NHS number, postcode or number."),
    Place("register_person", "Register", Verb.REGISTER, "Somebody who comes for the first time."),
    Place("dispensing", "Dispensing", Verb.SUPPLY, "Who is due today, who stands apart, and what became of each dose."),
    Place("my_care_gaps", "Quality", Verb.READ_RECORD, "Who has gone without what, and what closes each gap."),
    Place("figures", "Numbers", Verb.SEE_PUBLISHED, "Any national measure, cut as you need it, to read or take away."),
)
# On the first page only: a menu of a dozen entries is one that nobody reads.
SELDOM = (
    Place("script_run", "Prescriptions", Verb.PREPARE, "A run prepared, looked through line by line, signed and sent."),
    Place(
        "pharmacies", "Pharmacies", Verb.PREPARE, "Who is due where today, what pharmacies say, and when they are open."
    ),
    Place("transfers", "Transfers to us", Verb.TREAT, "People another service would hand over to us."),
    Place("ost", "Prescribed OST?", Verb.ASK_OST, "Whether somebody is prescribed OST in this area, and whom to ring."),
    Place("elsewhere", "Emergency", Verb.BREAK_GLASS, "Open the record of a person whom another service cares for."),
    Place("openings", "Emergency openings", Verb.REVIEW_ACCESS, "Records opened in an emergency, to be reviewed."),
    Place("records_kept", "Records past their day", Verb.DECIDE_KEEPING, "Records to be kept longer, or removed."),
    Place("stock", "Stock and register", Verb.STOCK, "Balances, bottles, counts by two people, and the register."),
    Place("incidents", "Incidents", Verb.REVIEW_INCIDENTS, "What went wrong with medicine, to be reviewed."),
    Place("service_care_gaps", "Gaps in care", Verb.EXPLORE, "Counts at your services, and how people leave them."),
    Place("area_care_gaps", "Gaps in the area", Verb.SEE_PUBLISHED, "Counts of gaps in care that are safe to publish."),
    Place("overrides", "Why people went on", Verb.REVIEW_RULES, "Where a rule asked and somebody went on."),
    Place("tighter", "Tighter numbers", Verb.TIGHTEN_RULES, "Numbers of the rulebook that are tighter here."),
    Place("submission", "National file", Verb.SUBMIT, "What the next national file would reject, and who is left out."),
    Place("due_profiles", "Outcomes due", Verb.READ_RECORD, "Outcomes profiles that are late, or due soon."),
    Place(
        "due_health",
        "Health due",
        Verb.RECORD_HEALTH,
        "Virus tests, vaccines, ECGs, checks and naloxone, late or soon.",
    ),
    Place("results", "My results", Verb.SEE_PUBLISHED, "Summaries and assessments worked out in the background."),
    Place("staff", "Staff", Verb.MANAGE_STAFF, "Who works at your services, new accounts and posts."),
)


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """Returns what the layout of every page needs."""
    standing = getattr(request, "standing", None)
    return {
        "standing": standing,
        "places": _open_to(standing, PLACES),
        "here": request.resolver_match.view_name if request.resolver_match else "",
        "messages": get_messages(request),
        "demo": settings.SAID.demo,
        "printed_at": getattr(request, "at", None) or timezone.now(),
    }


def cards(standing: Standing) -> list[Place]:
    """Returns the cards of somebody's first page."""
    return [place for place in _open_to(standing, PLACES + SELDOM) if place.about]


def _open_to(standing: Standing | None, places: tuple[Place, ...]) -> list[Place]:
    return [place for place in places if standing and (place.verb is None or standing.may(place.verb))]
