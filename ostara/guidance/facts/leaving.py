"""Facts about reductions, detoxification, leaving treatment, and the time after it."""

from dataclasses import dataclass

from ostara.guidance.facts.fact import fact

DETOX_SETTINGS = ("community", "inpatient", "residential")


@dataclass(frozen=True, kw_only=True)
class Leaving:
    """Reductions, detoxification and the end of treatment."""

    days_since_last_fall: int | None = fact("days since the dose was last lowered", "days")
    asked_for_faster: bool | None = fact("the person asks for a faster reduction")
    detox_starts: bool | None = fact("a detoxification starts")
    detox_consented: bool | None = fact("the person chose it, informed, and is ready for abstinence")
    told_course: bool | None = fact("the person was told how withdrawal goes")
    told_coping: bool | None = fact("the person was told how to cope without medicine")
    told_tolerance: bool | None = fact("the person was told of lost tolerance, overdose and death")
    told_support: bool | None = fact("the person was told that support must go on")
    ultra_rapid: bool | None = fact("is done quickly under anaesthesia or heavy sedation")
    as_penalty: bool | None = fact("the reduction or exit answers missed appointments or positive tests")
    only_for_time: bool | None = fact("the only reason is the time in treatment")
    last_dose: bool | None = fact("this order ends the medicine")
    relapse_plan: bool | None = fact("there is a plan against relapse")
    aftercare_booked: bool | None = fact("aftercare is booked for its whole time")
    way_back_given: bool | None = fact("the person has a quick way back")
    rests_on_test: bool | None = fact("the reduction or exit rests on a drug test")
    test_confirmed: bool | None = fact("a laboratory confirmed that test")
    planned_before_test: bool | None = fact("the plan for it was agreed before the last positive test")
    detox_setting: str | None = fact("where detoxification takes place", words=DETOX_SETTINGS)
    detox_days: int | None = fact("days of detoxification until now", "days")
    detox_failed_before: bool | None = fact("detoxification in the community did not succeed before")
    detox_needs_care: bool | None = fact("other illness calls for more care during detoxification")
    detox_several: bool | None = fact("detoxification is from several substances")
    inpatient_considered: bool | None = fact("detoxification as an inpatient was considered")


@dataclass(frozen=True, kw_only=True)
class Aftercare:
    """After the end of treatment, and the way back."""

    ended: bool | None = fact("treatment has ended")
    days_since_end: int | None = fact("days since treatment ended", "days")
    last_contact_day: int | None = fact("days from that end to the last contact; nought where there was none", "days")
    declined: bool | None = fact("the person wants no contact after the end")
    asked_to_return: bool | None = fact("the person asked to come back")
    assessed: bool | None = fact("the person was assessed since they asked to come back")
    returns: bool | None = fact("this order is the first after the end of treatment")
