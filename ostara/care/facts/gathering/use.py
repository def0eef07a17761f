"""Use on top: what tests show beside what is prescribed, and what the person says."""

from datetime import date, timedelta

from ostara.care.facts.gathering.about import About, Said
from ostara.care.facts.known import Known
from ostara.care.specimens.questions import REPORTED
from ostara.knowledge.parameters import parameter

NOT_PRESCRIBED = {"opiates", "acetylmorphine", "fentanyl", "nitazene"}


def use_facts(known: Known, about: About) -> Said:
    """Tests positive for opioids nobody prescribed, by sample, and days of heroin in the latest profile."""
    since = about.on - timedelta(days=int(parameter("quality.low_dose_evidence_days").value))
    seen = [one for one in known.results if one.on >= since and one.marker in NOT_PRESCRIBED]
    positive = {one.specimen for one in seen if one.result == "positive" and not one.prescribed}
    profile = next((one for one in known.profiles if one.asked_on >= since and one.heroin_days is not None), None)
    return {
        "positive_tests": len(positive) if seen else None,
        "heroin_days": profile.heroin_days if profile else None,
        **_cocaine(known, about),
        "on_top_reported": _reported(known, since),
    }


def _cocaine(known: Known, about: About) -> Said:
    """Days of cocaine or crack, the greater; and whether a test that looked for it found it."""
    since = about.on - timedelta(days=parameter("monitoring.stimulant_days").whole)
    told = [(one.crack_days, one.cocaine_days) for one in known.profiles if one.asked_on >= since]
    days = [day for pair in told[:1] for day in pair if day is not None]
    looked = [one for one in known.results if one.marker == "cocaine" and one.on >= since]
    return {
        "cocaine_days": max(days, default=None),
        "cocaine_found": any(one.result == "positive" for one in looked) if looked else None,
    }


def _reported(known: Known, since: date) -> bool | None:
    """Use on top in the latest profile: yes where any was said, no where every question was answered with nought."""
    latest = known.profiles[0] if known.profiles else None
    if latest is None or latest.asked_on < since:
        return None
    days = [getattr(latest, name) for name in REPORTED]
    return True if any(days) else None if None in days else False
