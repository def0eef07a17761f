"""The register of controlled drugs: entries in time, counts by several people, witnessed destruction (CD-12 to 14).

That no line of the register can be changed is held by the register itself.
"""

from ostara.guidance.condition import Condition, all_of, amount, any_of, holds, number
from ostara.guidance.rule import Moment, Response, Role, Rule, Severity
from ostara.knowledge.parameters import Status

RETURNED = all_of(holds("stock.returned"), ~holds("stock.recorded_apart"))


def _register(
    id: str, part: int, question: str, speaks: Condition, response: Response, message: str, status: Status
) -> Rule:
    return Rule(
        id=id,
        part=part,
        question=question,
        speaks=speaks,
        at=Moment.STOCK,
        response=response,
        roles=() if response is Response.TELL else (Role.MANAGER,),
        severity=Severity.MEDIUM if id == "CD-14" else Severity.CRITICAL,
        message=message,
        source="uk-prescribing-code" if id == "CD-12" else "clinical-rules",
        place="register of controlled drugs" if id == "CD-12" else "section 4.2, which names no primary",
        status=status,
        hazards=("H17", "H21"),
    )


RULES = (
    _register(
        *("CD-12", 1, "Is every movement of stock in the register in time?"),
        all_of(holds("stock.not_entered"), amount("stock.hours_not_entered") > number("register.entry_hours")),
        Response.TASK,
        "A movement of stock is not in the register after {register.entry_hours}.",
        Status.QUOTED,
    ),
    _register(
        *("CD-12", 2, "Does the running balance agree with what was counted?"),
        holds("stock.differs"),
        Response.TELL,
        "What was counted differs from the running balance. The balance stays as it is; a dated line says why.",
        Status.UNVERIFIED,
    ),
    _register(
        *("CD-13", 1, "Do enough people count?"),
        all_of(holds("stock.counting"), amount("stock.counted_by") < number("register.count_people")),
        Response.ASK,
        "{register.count_people} count stock together.",
        Status.UNVERIFIED,
    ),
    _register(
        *("CD-13", 2, "Was stock counted lately?"),
        amount("stock.days_since_count") > number("register.count_days"),
        Response.TASK,
        "Stock was last counted more than {register.count_days} ago.",
        Status.UNVERIFIED,
    ),
    _register(
        *("CD-13", 3, "Was a difference reported?"),
        all_of(holds("stock.differs"), ~holds("stock.difference_reported")),
        Response.TASK,
        "A difference is reported to the accountable officer within {register.difference_hours}.",
        Status.UNVERIFIED,
    ),
    _register(
        *("CD-14", 0, "Is destruction witnessed, and what people brought back recorded apart?"),
        any_of(all_of(holds("stock.destroying"), ~holds("stock.witness_authorised")), RETURNED),
        Response.ASK,
        "An authorised person witnesses destruction; what people bring back is recorded apart from stock.",
        Status.UNVERIFIED,
    ),
)
