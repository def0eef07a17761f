"""Facts about blood-borne viruses: tests, treatment, vaccination, and safer injecting."""

from dataclasses import dataclass

from ostara.guidance.facts.fact import fact

SCHEDULES = ("accelerated", "super_accelerated")


@dataclass(frozen=True, kw_only=True)
class Bbv:
    """Blood-borne viruses. A test that was declined counts as offered."""

    hepatitis_b_offered: bool | None = fact("a test for hepatitis B was offered")
    hepatitis_c_offered: bool | None = fact("a test for hepatitis C was offered")
    hiv_offered: bool | None = fact("a test for HIV was offered")
    has_injected: bool | None = fact("injects or has injected")
    injects: bool | None = fact("injects now")
    ongoing_risk: bool | None = fact("is at risk of infection in another way")
    hepatitis_c_tested_ever: bool | None = fact("a test for hepatitis C is on record")
    days_since_hepatitis_c_test: int | None = fact("days since the last test for hepatitis C", "days")
    risk_event_since_test: bool | None = fact("something happened since that test that calls for another")
    antibody_positive: bool | None = fact("antibodies against hepatitis C were found")
    rna_tested: bool | None = fact("the virus of hepatitis C itself (RNA) was looked for")
    rna_positive: bool | None = fact("the virus of hepatitis C (RNA) was found at the last test")
    days_since_rna_result: int | None = fact("days since that result", "days")
    referred: bool | None = fact("the person was referred for treatment of hepatitis C, or declined")
    treatment_ended: bool | None = fact("treatment of hepatitis C has ended")
    days_since_treatment_end: int | None = fact("days since treatment of hepatitis C ended", "days")
    cure_tested: bool | None = fact("it was tested whether hepatitis C is cured")
    cured: bool | None = fact("hepatitis C is cured")
    days_since_test_after_cure: int | None = fact("days since the cure, or since the last test after it", "days")
    test_taken: bool | None = fact("a test for a blood-borne virus was taken")
    result_plan: bool | None = fact("it was agreed how the person hears the result")
    needles_offered: bool | None = fact("needles and syringes, and how to inject more safely, were offered")
    wounds_checked: bool | None = fact("places of injection and wounds were looked at")
    hiv_risk: bool | None = fact("is at risk of HIV")
    prep_referred: bool | None = fact("was referred for PrEP, or declined")
    hepatitis_a_immune: bool | None = fact("is immune to hepatitis A")
    hepatitis_a_offered: bool | None = fact("vaccination against hepatitis A was offered")


@dataclass(frozen=True, kw_only=True)
class Vaccine:
    """Vaccination against hepatitis B."""

    immune: bool | None = fact("is immune to hepatitis B, or has it")
    declined: bool | None = fact("the person declined vaccination against hepatitis B when it was last offered")
    doses: int | None = fact("doses against hepatitis B in this schedule", "doses")
    schedule: str | None = fact("schedule of the vaccination", words=SCHEDULES)
    days_since_first: int | None = fact("days since the first dose", "days")
    months_since_first: int | None = fact("whole months since the first dose", "months")
