"""Drug tests: how many, when the last, what they showed; and what was looked for in the specimen that is being read."""

from datetime import date, timedelta

from ostara.care.facts.gathering.about import About, Said
from ostara.care.facts.known import Known
from ostara.care.facts.loading import Tested
from ostara.care.specimens.models import Drawing, Given, Method
from ostara.care.specimens.questions import ON_TOP
from ostara.knowledge.parameters import parameter

BEFORE_A_START = "facts.test_before_start_days"
FEWER = {Drawing.Because.STEADY, Drawing.Because.CHOSEN}
METABOLITE = {"methadone": "eddp", "buprenorphine": "buprenorphine"}


def testing_facts(known: Known, about: About) -> Said:
    """Tests that were given. A specimen somebody could not give is no test."""
    given = [one for one in known.specimens if one.given == Given.GIVEN and one.on <= about.on]
    began = _began(about)
    positive = [one.on for one in known.results if _on_top(one) and (began is None or one.on >= began)]
    return {
        "specimens_before_start": _before(known, began or _first_day(about)),
        "ever": bool(given),
        "days_since_last": (about.on - given[0].on).days if given else None,
        "fewer_agreed": bool(known.drawings) and known.drawings[0].because in FEWER,
        "positive_ever": bool(positive),
        "days_since_positive": (about.on - max(positive)).days if positive else None,
        **_of_this_one(known, about),
    }


def _on_top(one: Tested) -> bool:
    return one.marker in ON_TOP and one.result == "positive" and not one.prescribed


def _began(about: About) -> date | None:
    orders = about.standing.points if about.standing else ()
    return orders[0].effective_on if orders else None


def _first_day(about: About) -> date:
    return about.order.effective_on if about.order else about.on


def _before(known: Known, began: date) -> int:
    first = began - timedelta(days=parameter(BEFORE_A_START).whole)
    tested = {one.specimen for one in known.results if first <= one.on <= began}
    return len(tested)


def _of_this_one(known: Known, about: About) -> Said:
    """Of the specimen whose result is being read; nothing at other work."""
    specimen = next((one for one in known.specimens if about.specimen and one.line == about.specimen), None)
    if specimen is None:
        return {}
    own = [one for one in known.results if one.specimen == specimen.line]
    looked = {one.marker: one.result == "positive" for one in own if one.result != "unclear"}
    medicine = about.product.medicine if about.product else ""
    wanted = METABOLITE.get(medicine)
    return {
        "specimen": specimen.kind,
        "screen_only": not any(one.method == Method.LABORATORY for one in own),
        "opiates_found": looked.get("opiates"),
        "metabolite_tested": wanted in looked if wanted else None,
        "metabolite_found": looked.get(wanted) if wanted else None,
        "heroin_markers_tested": False,
    }
