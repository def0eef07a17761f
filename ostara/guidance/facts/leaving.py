"""Facts about reductions, detoxification and leaving treatment."""

from dataclasses import dataclass

from ostara.guidance.facts.fact import fact


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
