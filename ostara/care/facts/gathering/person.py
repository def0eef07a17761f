"""The person, the assessment before a first dose, and the home a medicine is taken to."""

from datetime import date

from ostara.care.facts.gathering.about import About, Said
from ostara.care.facts.known import Known
from ostara.care.people.models import Flag

YES, NO, MALE = "Y", "N", "M"
DAYS_OF_A_WEEK, FIRST_WEEKS = 7, 13  # the first trimester, in whole weeks: what the word means
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
    ended = bool(known.pregnancies) and not _asked_since(known)
    male = known.sex == MALE
    began = pregnancy.last_period_on if pregnancy else None
    return {
        "age_years": years(known.born, about.on),
        "pregnant": True if pregnancy else False if male or ended else asked,
        "in_labour": False,
        "first_trimester": (about.on - began).days // DAYS_OF_A_WEEK < FIRST_WEEKS if began else None,
        "pregnancy_plan": bool(pregnancy and pregnancy.plan.strip()),
        "may_become_pregnant": False if male else None,
    }


def _asked_since(known: Known) -> bool:
    """Whether an assessment asked about pregnancy after the last one that is on record ended."""
    ends = [one.ended_on for one in known.pregnancies if one.ended_on]
    return any(one.pregnant and one.on > max(ends) for one in known.assessments) if ends else False


def assessment_facts(known: Known, about: About) -> Said:
    """What stands before a first dose."""
    latest = known.assessments[0] if known.assessments else None
    choice = known.choices[0] if known.choices else None
    lately = [one for one in known.results if one.on >= about.since("facts.test_before_start_days")]
    opioids = {"opiates", "acetylmorphine", "methadone", "eddp", "buprenorphine", "fentanyl", "nitazene"}
    return {
        "dependence_assessed": latest is not None,
        "positive_opioid_test": any(one.marker in opioids and one.result == "positive" for one in lately)
        if lately
        else None,
        "hepatitis_status_known": _hepatitis_known(known),
        "consented": choice is not None if known.courses or choice else None,
        "liver_tested": bool(known.liver) or None,
    }


def _hepatitis_known(known: Known) -> bool | None:
    """Whether hepatitis B and C were both tested for, with a result that can be read."""
    read = {one.virus for one in known.virus_steps if one.result in ("positive", "negative")}
    return {"hcv", "hbv"} <= read or None


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
