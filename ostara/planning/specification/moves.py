"""How people move between places while they live: to treatment, within it, out of it, and back."""

from ostara.planning.specification.effects import Factor, Move, Share, When, at
from ostara.planning.specification.flags import FRAIL
from ostara.planning.specification.places import (
    BUPRENORPHINE,
    DEPOT,
    FREE,
    HEROIN,
    LOW,
    METHADONE,
    OPTIMAL,
    OST,
    OUT,
    SUPERVISED,
    TAKEN_HOME,
)

FUNDED = Factor("elasticity_caseload", power_of="funding")
BY_MOUTH = (HEROIN, DEPOT)

SEEKING = (
    Move(at("untreated"), "waiting", "seeking", times=(FUNDED,)),
    Move(at("left", weeks=(0, 52)), "waiting", "coming_back", times=(FUNDED,)),
    Move(at("released", weeks=(0, 12)), "waiting", "coming_after_release", times=(FUNDED,)),
    Move(at("waiting"), "left", "giving_up_waiting"),
    Move(at("left", weeks=(52, None)), "untreated", "prompt"),
    Move(at("released", weeks=(12, None)), "untreated", "prompt"),
    Move(at(OUT, without=("waiting",)), "abstinent", "stopping_alone"),
)

_SUBSTITUTE = Share("start_psychosocial", rest=True)


def _start(medicine: str, how: str) -> Move:
    shares = (
        _SUBSTITUTE,
        Share("start_methadone", rest=medicine == BUPRENORPHINE),
        Share("start_supervised", rest=how == TAKEN_HOME),
    )
    return Move(at("waiting"), f"{medicine}_low_{how}", "starting", shares, (FUNDED,))


STARTING = (
    *(_start(medicine, how) for medicine in (METHADONE, BUPRENORPHINE) for how in (SUPERVISED, TAKEN_HOME)),
    Move(at("waiting"), "psychosocial", "starting", (Share("start_psychosocial"),), (FUNDED,)),
)

_SAME_MEDICINE = "{methadone|buprenorphine}"
_SAME_HOW = "{supervised|taken_home}"

WITHIN = (
    Move(
        at(LOW),
        f"{_SAME_MEDICINE}_optimal_{_SAME_HOW}",
        "titrating",
        times=(Factor("titration_reached", coverage=("doses_optimised",)),),
        keeps=True,
    ),
    Move(
        at(OPTIMAL, without=BY_MOUTH),
        f"{_SAME_MEDICINE}_low_{_SAME_HOW}",
        "sliding_down",
        (Share("doses_optimised", rest=True),),
        keeps=True,
    ),
    Move(at(OPTIMAL, without=BY_MOUTH), f"{_SAME_MEDICINE}_low_{_SAME_HOW}", "forced_reduction", keeps=True),
    Move(at(SUPERVISED), f"{_SAME_MEDICINE}_{{low|optimal}}_taken_home", "stepping_down_supervision", keeps=True),
    Move(at(TAKEN_HOME), f"{_SAME_MEDICINE}_{{low|optimal}}_supervised", "stepping_up_supervision", keeps=True),
    Move(
        at(METHADONE, weeks=(4, None)),
        f"buprenorphine_{{low|optimal}}_{_SAME_HOW}",
        "switching_medicine",
        (Share("start_methadone", rest=True),),
        keeps=True,
    ),
    Move(
        at(BUPRENORPHINE, without=(DEPOT,), weeks=(4, None)),
        f"methadone_{{low|optimal}}_{_SAME_HOW}",
        "switching_medicine",
        (Share("start_methadone"),),
        keeps=True,
    ),
    Move(at(OST, without=BY_MOUTH, weeks=(4, None)), "depot", "going_to_depot", keeps=True),
    Move(
        at(OPTIMAL, without=BY_MOUTH, weeks=(26, None), use_on_top=True),
        "heroin_assisted",
        "offered_heroin",
        (Share("heroin_eligible"), Share("heroin_offered")),
        keeps=True,
    ),
    Move(at(HEROIN), "methadone_optimal_supervised", "back_from_heroin", keeps=True),
)

_LEAVING = (
    Factor("leaving_optimal", at(OPTIMAL)),
    Factor("leaving_buprenorphine", at(BUPRENORPHINE)),
    Factor("leaving_depot", at(DEPOT)),
    Factor("leaving_heroin_assisted", at(HEROIN)),
    Factor("leaving_use_on_top", at(use_on_top=True)),
    Factor("leaving_housing", at(housing_problem=True)),
    Factor("leaving_first_quarter", at(weeks=(0, 13))),
    Factor("retender_leaving", coverage=("retendering",)),
)
DURATION = (
    Factor("leaving_second_year", at(weeks=(52, 104))),
    Factor("leaving_later_years", at(weeks=(104, None))),
)
FRAILTY_FACTORS = (
    Factor("leaving_settled"),
    Factor("leaving_unsettled", When(flags=((FRAIL, True),))),
)
COMPLETING = (
    Factor("completing_first_half_year", at(weeks=(0, 26))),
    Factor("elasticity_completions", power_of="funding"),
)


def leaving(patterns: tuple[Factor, ...]) -> tuple[Move, ...]:
    """Ways out of treatment; `patterns` say how leaving eases: with time on treatment, or because some people stay."""
    return (
        Move(at(OST), "left", "leaving", times=(*_LEAVING, *patterns)),
        Move(at(OST, limit="limit_weeks"), "left", "prompt", (Share("limit_abstinent", rest=True),)),
        Move(at(OST, limit="limit_weeks"), "abstinent", "prompt", (Share("limit_abstinent"),)),
        Move(at(OST, use_on_top=False), "abstinent", "completing", times=COMPLETING),
        Move(
            at(OST, without=(HEROIN,), use_on_top=False), "detox", "going_to_detox", times=(Factor("detox_referral"),)
        ),
        Move(at(OST, without=(HEROIN,)), "rehab", "going_to_rehab", times=(Factor("rehab_referral"),)),
    )


_DETOXED = Share("detox_completed")
_OTHERWISE = Share("rehab_overcome", rest=True)

AFTER = (
    Move(at("detox"), "rehab", "detox_ending", (_DETOXED, Share("detox_to_rehab"))),
    Move(at("detox"), "abstinent", "detox_ending", (_DETOXED, Share("detox_to_rehab", rest=True))),
    Move(at("detox"), "left", "detox_ending", (Share("detox_completed", rest=True),)),
    Move(at("rehab"), "abstinent", "rehab_ending", (Share("rehab_overcome"),)),
    Move(at("rehab"), "left", "rehab_ending", (_OTHERWISE, Share("rehab_dropped"))),
    Move(at("rehab"), "psychosocial", "rehab_ending", (_OTHERWISE, Share("rehab_dropped", rest=True))),
    Move(at("psychosocial"), "abstinent", "psychosocial_ending", (Share("psychosocial_completed"),)),
    Move(at("psychosocial"), "left", "psychosocial_ending", (Share("psychosocial_completed", rest=True),)),
    Move(
        at("abstinent"),
        "left",
        "relapsing",
        times=(
            Factor("relapsing_second_half_year", at(weeks=(26, 52))),
            Factor("relapsing_later", at(weeks=(52, None))),
            Factor("relapsing_mutual_aid", coverage=("mutual_aid",)),
        ),
    ),
)

_SENT = (
    Factor("sent_to_prison_older", per_decade=35),
    Factor("sent_to_prison_women", at(sex="women")),
    Factor("sent_to_prison_treated", at("treated")),
    Factor("sent_to_prison_abstinent", at("abstinent")),
)

PRISON = (
    Move(at(FREE, without=(OST,)), "prison", "sent_to_prison_using", times=_SENT),
    Move(at(OST), "prison", "sent_to_prison_using", (Share("prison_treatment", rest=True),), _SENT),
    Move(at(OST), "prison_ost", "sent_to_prison_using", (Share("prison_treatment"),), _SENT, keeps=True),
    Move(at("prison"), "prison_ost", "starting_in_prison"),
    Move(at("prison"), "waiting", "released", (Share("continuity_without"),)),
    Move(at("prison"), "released", "released", (Share("continuity_without", rest=True),)),
    Move(at("prison_ost"), "methadone_low_supervised", "released", (Share("continuity"),), keeps=True),
    Move(at("prison_ost"), "left", "released", (Share("continuity", rest=True),)),
    Move(at(FREE), "moved_away", "moving_away"),
)
