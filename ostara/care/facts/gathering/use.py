"""Use on top: what tests show beside what is prescribed, and what the person says."""

from datetime import timedelta

from ostara.care.facts.gathering.about import About, Said
from ostara.care.facts.known import Known
from ostara.knowledge.parameters import parameter

NOT_PRESCRIBED = {"opiates", "acetylmorphine", "fentanyl", "nitazene"}


def use_facts(known: Known, about: About) -> Said:
    """Tests positive for opioids nobody prescribed, by sample, and days of heroin in the latest profile."""
    since = about.on - timedelta(days=int(parameter("quality.low_dose_evidence_days").value))
    seen = [one for one in known.results if one.reading.specimen.on >= since and one.marker in NOT_PRESCRIBED]
    positive = {one.reading.specimen_id for one in seen if one.result == "positive" and not one.prescribed}
    profile = next((one for one in known.profiles if one.asked_on >= since and one.heroin_days is not None), None)
    return {
        "positive_tests": len(positive) if seen else None,
        "heroin_days": profile.heroin_days if profile else None,
    }
