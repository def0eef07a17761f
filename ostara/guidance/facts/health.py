"""Facts about health, and about risks that a medicine adds to."""

from dataclasses import dataclass

from ostara.guidance.facts.fact import fact


@dataclass(frozen=True, kw_only=True)
class Health:
    """Illness, measurements and other medicines."""

    withdrawal_points: int | None = fact("score of withdrawal (COWS)", "COWS points")
    respiratory_depression: bool | None = fact("breathing is depressed")
    acute_asthma: bool | None = fact("acute asthma or obstructed airways")
    lung_disease: bool | None = fact("lasting lung disease (COPD)")
    sleep_apnoea: bool | None = fact("breathing stops in sleep (sleep apnoea)")
    head_injury: bool | None = fact("head injury or raised pressure in the head")
    ileus_risk: bool | None = fact("risk of a paralysed bowel")
    mao_inhibitor: bool | None = fact("has taken a MAO inhibitor")
    days_since_mao_inhibitor: int | None = fact("days since the last MAO inhibitor", "days")
    liver_disease: bool | None = fact("liver disease")
    severe_liver_disease: bool | None = fact("severe liver disease")
    decompensated_liver: bool | None = fact("the liver is failing (decompensated)")
    severe_lung_disease: bool | None = fact("severe lung disease")
    keloid: bool | None = fact("scars grow over (keloid)")
    no_mri: bool | None = fact("an MRI scan is not possible")
    opioid_antagonist: bool | None = fact("takes an opioid antagonist")
    systolic_mmhg: int | None = fact("systolic blood pressure", "mmHg")
    diastolic_mmhg: int | None = fact("diastolic blood pressure", "mmHg")
    pulse: int | None = fact("pulse", "beats/min")


@dataclass(frozen=True, kw_only=True)
class Risks:
    """What adds to the risk of a dose."""

    reduced_tolerance: bool | None = fact("tolerance is reduced")
    gap_in_use: bool | None = fact("there was a gap in use")
    released_or_discharged: bool | None = fact("came out of prison or hospital")
    alcohol: bool | None = fact("drinks in a risky way")
    acute_alcoholism: bool | None = fact("acute alcoholism")
    benzodiazepine: bool | None = fact("takes a benzodiazepine or a z-drug")
    gabapentinoid: bool | None = fact("takes pregabalin or gabapentin")
    needs_full_agonist: bool | None = fact("needs a full agonist")
    recent_overdose: bool | None = fact("had an overdose lately")
    recent_self_harm: bool | None = fact("harmed themselves lately")
    naloxone_kit: bool | None = fact("has a naloxone kit that is in date")
