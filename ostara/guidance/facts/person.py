"""Facts about the person, what was done before a first dose, and the home that a medicine is taken to."""

from dataclasses import dataclass

from ostara.guidance.facts.fact import fact


@dataclass(frozen=True, kw_only=True)
class Person:
    """The person."""

    age_years: int | None = fact("age", "years")
    pregnant: bool | None = fact("is pregnant")
    in_labour: bool | None = fact("is in labour")
    first_trimester: bool | None = fact("is in the first three months of pregnancy")
    pregnancy_plan: bool | None = fact("a plan shared with maternity care is recorded")
    may_become_pregnant: bool | None = fact("may become pregnant")


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """What was done before a first dose."""

    dependence_assessed: bool | None = fact("dependence was assessed")
    positive_opioid_test: bool | None = fact("a test was positive for opioids")
    withdrawal_documented: bool | None = fact("withdrawal was seen and documented")
    other_evidence: bool | None = fact("there is other evidence of dependence, documented")
    sober: bool | None = fact("the person was sober when seen")
    identity_confirmed: bool | None = fact("identity was confirmed")
    other_prescribers_checked: bool | None = fact("it was checked whether somebody else prescribes")
    consented: bool | None = fact("the person gave informed consent")
    liver_tested: bool | None = fact("liver function was tested")
    hepatitis_status_known: bool | None = fact("the status of viral hepatitis is known")


@dataclass(frozen=True, kw_only=True)
class Home:
    """Where a medicine is taken to."""

    children: bool | None = fact("children live in the home or visit it")
    locked_box_given: bool | None = fact("a locked box was given, and when is recorded")
    storage_advice_given: bool | None = fact("safe storage was explained")
    safeguarding_checked: bool | None = fact("safeguarding was checked")
    stable_housing: bool | None = fact("housing is stable")
    locked_storage: bool | None = fact("the medicine can be locked away")
    child_at_risk: bool | None = fact("a child in the home is at risk")
