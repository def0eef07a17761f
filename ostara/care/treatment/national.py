"""The national words in treatment: their lists as choices, their codes checked, and an episode as a row of data set K.

The lists and the checks are those of `ostara/ndtms`; nothing of them is repeated here.
"""

from collections.abc import Mapping
from types import MappingProxyType

from ostara.care.rows.acts import Refused
from ostara.care.treatment.folding import Happened
from ostara.care.treatment.states import LIST_OF, StepKind
from ostara.knowledge.codes import code_list
from ostara.ndtms import data_set
from ostara.ndtms.lists import national_list

Choices = list[tuple[str, str]]
NO_SECOND, NO_THIRD = "9996", "9997"
# Which national kind each of our kinds of help is sent as. The national list has had no code for detoxification or
# rehabilitation since set J, where place and kind were parted: withdrawal is prescribing, rehabilitation is talking
# work in a residential setting. That reading is assumed; whoever records help can choose another.
NATIONAL_KIND: Mapping[str, str] = MappingProxyType(
    {ours: code for code, one in national_list("modality").items() for ours in one.more["from_ours"].split()}
    | {"detoxification": "94", "rehabilitation": "95"}
)
RECOVERY_SUPPORT = "recovery_support"
SELF = "4"
_OURS = ("end_reason",)  # lists of a step's codes that are ours, not national
TRANSFERRED, TRANSFERRED_TO_CUSTODY = "83", "84"


def capital(words: str) -> str:
    """Returns words as they begin a line."""
    return words[:1].upper() + words[1:]


def choices(name: str, *, leave_out: frozenset[str] = frozenset()) -> Choices:
    """Returns a national list as choices."""
    return [(code, capital(one.meaning)) for code, one in national_list(name).items() if code not in leave_out]


def substances() -> Choices:
    """Returns the problem substances; *none* is said by leaving a line empty."""
    return choices("problem_substance", leave_out=frozenset({NO_SECOND, NO_THIRD}))


def discharge_reasons() -> Choices:
    """Returns the reasons for discharge that are in use, without transfers, which have an act of their own."""
    transfers = {TRANSFERRED, TRANSFERRED_TO_CUSTODY}
    reasons = national_list("discharge_reason")
    return [
        (code, f"{capital(one.meaning)} ({code})")
        for code, one in reasons.items()
        if one.more["use"] == "current" and code not in transfers
    ]


def kinds_of_help() -> Choices:
    """Returns our kinds of help, those that have a national kind."""
    return [
        (kind, capital(words))
        for kind, words in code_list("intervention_kind").meanings.items()
        if kind in NATIONAL_KIND
    ]


def referral_endings() -> Choices:
    """Returns why a referral may come to nothing, in our own list of endings."""
    kept = ("declined", "moved", "prison", "died", "transferred", "ended_by_service", "unknown")
    return [(code, capital(code_list("end_reason").meanings[code])) for code in kept]


def meaning(name: str, code: str) -> str:
    """Returns what a national code says; the code itself where the list does not hold it, nothing where it is blank."""
    known = national_list(name).get(code)
    return capital(known.meaning) if known else code


def checked(name: str, code: str, *, field: str) -> str:
    """Returns a code, which may be blank.

    Raises:
        Refused: the national list does not hold it.
    """
    if code and code not in national_list(name):
        raise Refused(f"{code} is not in the national list.", field=field)
    return code


def code_in_words(step: Happened) -> str:
    """Returns what the code of a step says; blank where it has none."""
    name = LIST_OF.get(StepKind(step.kind))
    if name is None or not step.code:
        return ""
    if name in _OURS:
        return capital(code_list(name).meanings.get(step.code, step.code))
    return meaning(name, step.code)


def our_end_reason(step: Happened) -> str:
    """Returns why an episode ended, in our own list of endings."""
    if step.kind == StepKind.NOT_TAKEN_UP:
        return step.code or "unknown"
    known = national_list("discharge_reason").get(step.code)
    return known.more["ours"] if known else "unknown"


def exit_of(reason: str) -> str:
    """Returns how open help ends on a discharge: a national exit status, blank where the lists do not say."""
    ours = national_list("discharge_reason")[reason].more["ours"]
    exits = national_list("modality_exit").items()
    return next((code for code, one in exits if ours in one.more["from_ours"].split()), "")


# What help may be made of: our column for each national item of the review of sub-interventions.
PARTS: Mapping[str, str] = MappingProxyType(
    {
        "prescribing_stabilisation": "PHSTBL",
        "prescribing_withdrawal": "PHWTH",
        "prescribing_maintenance": "PHMAIN",
        "prescribing_relapse_prevention": "PHRELPR",
        "motivational": "PSYMOTI",
        "contingency_management": "PSYCNMG",
        "family_and_network": "PSYFSNI",
        "cognitive_behavioural": "PSYCGBH",
        "mental_health_psychological": "PSYMNTH",
        "psychodynamic": "PSYDNMC",
        "twelve_step": "PSYSTP",
        "counselling": "PSYCOUN",
        "other_psychosocial": "PSYOTHR",
        "peer_support": "RECPEER",
        "mutual_aid": "RECMAID",
        "family_support": "RECFMSP",
        "parenting_support": "RECPRNT",
        "housing_support": "RECHSE",
        "employment_support": "RECEMP",
        "education_support": "RECEDUT",
        "work_projects": "RECWPRJ",
        "recovery_check_ups": "RECCHKP",
        "relapse_prevention": "RECRLPP",
        "complementary_therapies": "RECCMPT",
        "mental_health_recovery": "RECGNH",
        "other_recovery_support": "RECOTH",
    }
)


def part_in_words(column: str) -> str:
    """Returns what help is made of, in the national words."""
    return capital(data_set("K").field(PARTS[column]).meaning)
