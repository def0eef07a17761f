"""Facts about other medicines that change how an opioid acts."""

from dataclasses import dataclass

from ostara.guidance.facts.fact import fact


@dataclass(frozen=True, kw_only=True)
class Medicines:
    """Inducers take an opioid away faster, inhibitors slower. Changes count since the dose was last reviewed."""

    inhibitor: bool | None = fact("takes an inhibitor of CYP3A4")
    inhibitor_started: bool | None = fact("began an inhibitor of CYP3A4")
    inhibitor_stopped: bool | None = fact("stopped an inhibitor of CYP3A4")
    inducer_started: bool | None = fact("began an inducer of CYP3A4")
    inducer_stopped: bool | None = fact("stopped an inducer of CYP3A4")
    benzodiazepine_plan: bool | None = fact("a plan for the benzodiazepine or z-drug is recorded")
    gabapentinoid_plan: bool | None = fact("a plan for pregabalin or gabapentin is recorded")
