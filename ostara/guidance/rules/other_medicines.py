"""What is taken beside an opioid: sedatives, alcohol, and medicines that change how it acts (MON-06 to MON-09)."""

from dataclasses import dataclass

from ostara.guidance.condition import Condition, all_of, amount, any_holds, holds, number
from ostara.guidance.rule import Moment, Response, Role, Rule, Severity
from ostara.guidance.rules.which_medicine import OPIOID
from ostara.knowledge.parameters import Status

BENZODIAZEPINE, GABAPENTINOID = holds("risks.benzodiazepine"), holds("risks.gabapentinoid")
MUCH_ALCOHOL = amount("checks.alcohol_points") >= number("monitoring.audit_plan_points")


@dataclass(frozen=True)
class Beside:
    """Where the rules about one thing taken beside an opioid come from, and how much harm it does."""

    id: str
    severity: Severity
    source: str
    place: str
    status: Status

    def told(self, part: int, question: str, speaks: Condition, message: str, at: Moment) -> Rule:
        """What is shown beside the work."""
        return self._rule(part, question, speaks, message, at, ())

    def planned(self, part: int, question: str, speaks: Condition, message: str) -> Rule:
        """What somebody is to make a plan about."""
        return self._rule(part, question, speaks, message, Moment.REVIEW, (Role.PRESCRIBER,))

    def _rule(
        self, part: int, question: str, speaks: Condition, message: str, at: Moment, roles: tuple[Role, ...]
    ) -> Rule:
        return Rule(
            id=self.id,
            part=part,
            question=question,
            speaks=all_of(OPIOID, speaks),
            at=at,
            response=Response.TASK if roles else Response.TELL,
            roles=roles,
            severity=self.severity,
            message=message,
            source=self.source,
            place=self.place,
            status=self.status,
            hazards=("H2", "H18") if self.id == "MON-09" else ("H15",),
        )


SEDATIVE = Beside(
    *("MON-06", Severity.CRITICAL, "highland-formulary", "quotes the MHRA's advice of March 2020", Status.QUOTED)
)
ALCOHOL = Beside("MON-07", Severity.CRITICAL, "audit-bands", "highest band; the plan is decision 5", Status.QUOTED)
GABA = Beside(
    *("MON-08", Severity.HIGH, "clinical-rules", "section 6, which names the MHRA and no document", Status.UNVERIFIED)
)
ENZYMES = Beside(*("MON-09", Severity.HIGH, "clinical-rules", "section 6, which names no primary", Status.UNVERIFIED))

RULES = (
    SEDATIVE.told(
        *(1, "Does the person take a benzodiazepine or a z-drug beside the opioid?", BENZODIAZEPINE),
        "With a benzodiazepine or a z-drug an opioid can stop breathing.",
        Moment.PRESCRIPTION,
    ),
    SEDATIVE.planned(
        *(2, "Is there a plan for the benzodiazepine or z-drug?"),
        all_of(BENZODIAZEPINE, ~holds("medicines.benzodiazepine_plan")),
        "A benzodiazepine or a z-drug beside the opioid, and no plan for it.",
    ),
    ALCOHOL.told(
        *(1, "Does the person drink much?", MUCH_ALCOHOL),
        "Drinks much ({monitoring.audit_plan_points} or more): with alcohol an opioid can stop breathing.",
        Moment.PRESCRIPTION,
    ),
    ALCOHOL.planned(
        *(2, "Was alcohol asked about with AUDIT?", ~holds("checks.alcohol_ever")),
        "No AUDIT is on record.",
    ),
    ALCOHOL.planned(
        *(3, "Is there a plan for alcohol where much is drunk?"),
        all_of(MUCH_ALCOHOL, ~holds("checks.alcohol_plan")),
        "Drinks much ({monitoring.audit_plan_points} or more), and there is no plan. Whether somebody is intoxicated "
        "now is asked at each dose.",
    ),
    GABA.told(
        *(1, "Does the person take pregabalin or gabapentin beside the opioid?", GABAPENTINOID),
        "With pregabalin or gabapentin an opioid can stop breathing.",
        Moment.PRESCRIPTION,
    ),
    GABA.planned(
        *(2, "Is there a plan for pregabalin or gabapentin?"),
        all_of(GABAPENTINOID, ~holds("medicines.gabapentinoid_plan")),
        "Pregabalin or gabapentin beside the opioid, and no plan for it.",
    ),
    ENZYMES.told(
        *(1, "Did another medicine begin or end that makes the opioid weaker?"),
        any_holds("medicines.inducer_started", "medicines.inhibitor_stopped"),
        "Withdrawal may follow: an inducer of CYP3A4 began (rifampicin, carbamazepine, phenytoin, St John's wort, "
        "efavirenz, nevirapine), or an inhibitor ended.",
        Moment.REVIEW,
    ),
    ENZYMES.told(
        *(2, "Did another medicine begin or end that makes the opioid stronger?"),
        any_holds("medicines.inhibitor_started", "medicines.inducer_stopped"),
        "Sedation may follow: an inhibitor of CYP3A4 began (clarithromycin, azoles such as fluconazole, fluvoxamine, "
        "ciprofloxacin), or an inducer ended.",
        Moment.REVIEW,
    ),
)
