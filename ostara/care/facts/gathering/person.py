"""The person, the assessment before a first dose, and the home a medicine is taken to."""

from datetime import date, timedelta

from ostara.care.facts.gathering.about import About, Said
from ostara.care.facts.known import Known
from ostara.care.people.models import Flag

YES, NO = "Y", "N"
LOCKED_DOORS = {"0": True}  # national code of a need of a home: no problem


def answered(said: str) -> bool | None:
    """Returns yes or no; not known, not said and not asked are none of both."""
    return {YES: True, NO: False}.get(said)


def years(born: date | None, on: date) -> int | None:
    """Returns somebody's age on a day."""
    return None if born is None else on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def person_facts(known: Known, about: About) -> Said:
    """Age and pregnancy."""
    pregnancy = next((one for one in known.pregnancies if one.ended_on is None or one.ended_on > about.on), None)
    asked = next((answered(one.pregnant) for one in known.assessments if one.pregnant), None)
    return {"age_years": years(known.born, about.on), "pregnant": True if pregnancy else asked}


def assessment_facts(known: Known, about: About) -> Said:
    """What stands before a first dose."""
    latest = known.assessments[0] if known.assessments else None
    choice = known.choices[0] if known.choices else None
    lately = [one for one in known.results if one.reading.specimen.on >= about.on - timedelta(days=31)]
    opioids = {"opiates", "acetylmorphine", "methadone", "eddp", "buprenorphine", "fentanyl", "nitazene"}
    return {
        "dependence_assessed": latest is not None,
        "positive_opioid_test": any(one.marker in opioids and one.result == "positive" for one in lately)
        if lately
        else None,
        "consented": choice is not None if known.courses or choice else None,
        "liver_tested": bool(known.liver) or None,
    }


def home_facts(known: Known, about: About) -> Said:
    """Children, and whether a medicine is safe at home."""
    latest = known.children[0] if known.children else None
    living = latest.living_with if latest else None
    open_flags = [one for one in known.flags if one.ended_on is None or one.ended_on > about.on]
    home = next((one.accommodation for one in known.assessments if one.accommodation), "")
    choice = known.choices[0] if known.choices else None
    return {
        "children": None if living is None else living > 0,
        "child_at_risk": True if any(one.kind == Flag.Kind.SAFEGUARDING_CHILD for one in open_flags) else None,
        "stable_housing": LOCKED_DOORS.get(home, False) if home else None,
        "storage_advice_given": choice.told_storage if choice else None,
    }
