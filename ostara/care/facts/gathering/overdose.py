"""Overdoses since the course began, and naloxone that was declined or explained."""

from datetime import date

from ostara.care.facts.gathering.about import About, Said
from ostara.care.facts.gathering.evidence import kits_of
from ostara.care.facts.known import Known
from ostara.care.health.models import NaloxoneKit, Overdose

REFUSED = NaloxoneKit.Kit.REFUSED


def overdose_facts(known: Known, about: About) -> Said:
    """One that nobody saw or went through speaks for all of them."""
    since = _since(known, about)
    lived = [one for one in known.overdoses if one.outcome == Overdose.Outcome.LIVED and one.on >= since]
    every = kits_of(known, about)
    latest = every[0] if every else None
    kits = [one for one in every if one.kit != REFUSED and one.ended_on is None]
    return {
        "happened": bool(lived),
        "contacted": all(one.contacted_on for one in lived) if lived else False,
        "reviewed": all(one.reviewed_on for one in lived) if lived else False,
        "kit_declined": bool(
            latest and latest.kit == REFUSED and latest.offer_again_on and latest.offer_again_on > about.on
        ),
        "kit_trained": any(one.trained == "Y" for one in kits),
    }


def _since(known: Known, about: About) -> date:
    """Since the course began; without one, since treatment began."""
    orders = about.standing.points if about.standing else ()
    treated = [one.referred_on for one in known.episodes if one.is_open]
    return orders[0].effective_on if orders else min(treated, default=about.on)
