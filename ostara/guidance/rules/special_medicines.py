"""Methadone's contraindications, and medicines that only specialists prescribe (MED-04, MED-14 to MED-16, MED-19)."""

from ostara.guidance.condition import Condition, all_of, amount, any_holds, any_of, holds, number, one_of
from ostara.guidance.rule import Moment, Response, Role, Rule, Severity
from ostara.guidance.rules.which_medicine import IMPLANT, METHADONE
from ostara.knowledge.parameters import Status

FIRST_DOSE = holds("order.starts_treatment")
DEADLY = any_of(
    holds("health.acute_asthma"),
    all_of(holds("health.mao_inhibitor"), amount("health.days_since_mao_inhibitor") <= number("methadone.maoi_days")),
)


def _contraindication(part: int, question: str, speaks: Condition, severity: Severity, message: str) -> Rule:
    return Rule(
        id="MED-04",
        part=part,
        question=question,
        speaks=speaks,
        at=Moment.ORDER,
        response=Response.ASK,
        roles=(Role.PRESCRIBER,),
        severity=severity,
        message=message,
        source="physeptone-smpc",
        place="contraindications",
        status=Status.QUOTED,
        hazards=("H15", "H20"),
    )


def _specialist(id: str, medicine: Condition, name: str, source: str, place: str, status: Status) -> Rule:
    return Rule(
        id=id,
        question=f"Does a specialist prescribe {name}?",
        speaks=all_of(medicine, ~holds("order.specialist")),
        at=Moment.ORDER,
        response=Response.ASK,
        roles=(Role.SPECIALIST,),
        severity=Severity.MEDIUM if id == "MED-15" else Severity.HIGH,
        message=f"Only a specialist prescribes {name}, and says why.",
        source=source,
        place=place,
        status=status,
        hazards=("H20",),
    )


RULES = (
    _contraindication(
        *(1, "Does something speak against a first dose of methadone that could kill?"),
        all_of(METHADONE, FIRST_DOSE, DEADLY),
        Severity.CRITICAL,
        "Against a first dose of methadone speak acute asthma or obstructed airways, and a MAO inhibitor within "
        "{methadone.maoi_days}.",
    ),
    _contraindication(
        *(2, "Does anything else speak against methadone?"),
        all_of(
            METHADONE,
            any_of(
                any_holds(
                    *("health.respiratory_depression", "risks.acute_alcoholism", "health.head_injury"),
                    *("health.ileus_risk", "person.in_labour"),
                ),
                all_of(~FIRST_DOSE, DEADLY),
            ),
        ),
        Severity.HIGH,
        "Against methadone speak: depressed breathing, acute asthma or obstructed airways, acute alcoholism, head "
        "injury, risk of a paralysed bowel, labour, or a MAO inhibitor within {methadone.maoi_days}.",
    ),
    Rule(
        id="MED-12",
        question="Does anything speak against an implant?",
        speaks=all_of(
            IMPLANT,
            any_holds(
                *("health.keloid", "health.no_mri", "health.severe_liver_disease", "health.severe_lung_disease"),
                "health.opioid_antagonist",
            ),
        ),
        at=Moment.ORDER,
        response=Response.ASK,
        roles=(Role.PRESCRIBER,),
        severity=Severity.HIGH,
        message=(
            "Against an implant speak: scars that grow over, no MRI scan possible, severe liver or lung disease, an "
            "opioid antagonist."
        ),
        source="sixmo-smpc",
        place="contraindications",
        status=Status.QUOTED,
        hazards=("H20",),
    ),
    _specialist(
        *("MED-14", all_of(METHADONE, one_of("order.form", "injection")), "methadone to inject"),
        *("home-office-licences", "list of medicines that need a licence; the rest was not read", Status.UNVERIFIED),
    ),
    _specialist(
        *("MED-15", one_of("order.medicine", "dihydrocodeine"), "dihydrocodeine for dependence"),
        *("highland-formulary", "dihydrocodeine", Status.QUOTED),
    ),
    _specialist(
        *("MED-16", one_of("order.medicine", "slow_release_morphine"), "slow-release morphine for dependence"),
        *("crism-2018", "order of medicines; its standing here was not read", Status.UNVERIFIED),
    ),
    Rule(
        id="MED-19",
        question="Are blood pressure and pulse high enough for lofexidine?",
        speaks=all_of(
            one_of("order.medicine", "lofexidine"),
            any_of(
                amount("health.systolic_mmhg") < number("lofexidine.hold_systolic_mmhg"),
                amount("health.diastolic_mmhg") < number("lofexidine.hold_diastolic_mmhg"),
                amount("health.pulse") < number("lofexidine.hold_pulse"),
            ),
        ),
        at=Moment.ORDER,
        response=Response.TELL,
        roles=(),
        severity=Severity.MEDIUM,
        message=(
            "Blood pressure is below {lofexidine.hold_systolic_mmhg} over {lofexidine.hold_diastolic_mmhg}, or the "
            "pulse below {lofexidine.hold_pulse}."
        ),
        source="clinical-rules",
        place="section 1, which names no primary",
        status=Status.UNVERIFIED,
        hazards=("H20",),
    ),
)
