"""The first step: episodes of treatment in the community, with what the later ones need of each."""

from ostara.analysis.journeys.lookups import OURS
from ostara.analysis.journeys.step import Step, day_number, in_turn

# The days on which help was asked for and offered as one number, so that the help is chosen once and nothing is packed
# for each row. Days from the first of the calendar to the last that can be written take 22 bits, and none of them all.
_CALENDAR, _BITS = "DATE '0001-01-01'", 22
_NO_DAY = (1 << _BITS) - 1


def _number(day: str) -> str:
    return f"CAST(coalesce(date_diff('day', {_CALENDAR}, {day}), {_NO_DAY}) AS BIGINT)"


def _day(number: str) -> str:
    """The day of such a number."""
    return f"{_CALENDAR} + nullif(CAST({number} & {_NO_DAY} AS INTEGER), {_NO_DAY})"


# Help with an episode: whether any of it is structured, all of it is in prison, and the first structured one, told by
# when it began, or else was offered, or asked for. Help of no kind known leaves an episode as it is.
_TOLD = day_number("coalesce(started, offered_on, referred_on, DATE '9999-12-31')")
HELP = f"""
SELECT episode, any_structured, all_in_prison, begun,
       {_day(f"(first_help >> {_BITS})")} AS referred_on, {_day("first_help")} AS offered_on
FROM (
    SELECT episode,
           bool_or(structured) AS any_structured,
           bool_and(setting = 'prison') AS all_in_prison,
           bool_or(structured AND started IS NOT NULL) AS begun,
           arg_min({_number("referred_on")} * {1 << _BITS} + {_number("offered_on")}, {in_turn(_TOLD, "intervention")})
               FILTER (structured) AS first_help
    FROM interventions JOIN help_kinds USING (kind)
    GROUP BY episode
) AS help
"""
_ONLY_IN_PRISON = """
SELECT episode
FROM interventions JOIN help_kinds USING (kind)
WHERE episode IN (SELECT episode FROM interventions WHERE setting = 'prison')
GROUP BY episode HAVING bool_and(setting = 'prison')
"""

# What was asked of the public script: the reason of an episode is the one recorded with its day of discharge, and a
# discharge without one counts as not known. Our own words for it stand in where there is no national code.
_REASON = f"""
CASE WHEN episodes.ended IS NULL THEN NULL
     ELSE coalesce(episodes.discharge_code, '{OURS}' || episodes.end_reason, '0') END
"""


def _any(family: str) -> str:
    return " OR ".join(f"coalesce({which}.family = '{family}', false)" for which in ("one", "two", "three"))


_NAMED = " OR ".join(f"({which}.code IS NOT NULL)" for which in ("one", "two", "three"))
_UNKNOWN = " OR ".join(f"({which}.code IS NOT NULL AND {which}.family IS NULL)" for which in ("one", "two", "three"))

TREATMENT_EPISODES = Step(
    "treatment_episodes",
    "Episodes of structured treatment outside prison. One whose only help is known not to be structured is none.",
    f"""
SELECT episodes.episode, episodes.person, coalesce(episodes.area, people.area, 'not recorded') AS area,
       episodes.service, episodes.deprivation, episodes.referral_source, episodes.referred,
       episodes.started, episodes.ended, discharge_codes.reason, discharge_codes.successful, discharge_codes.declined,
       coalesce(episodes.age, year(episodes.started) - people.birth_year) AS age,
       {_any("opiate")} AS opiate,
       {_any("non-opiate")} AS non_opiate,
       {_any("alcohol")} AS alcohol,
       {_UNKNOWN} AS unknown_substance,
       {_NAMED} AS any_substance,
       CASE WHEN coalesce(one.crack, false) OR coalesce(two.crack, false) OR coalesce(three.crack, false) THEN true
            WHEN (one.code IS NOT NULL AND one.crack IS NULL) THEN NULL ELSE false END AS crack,
       one.item AS main_item,
       help.begun, help.referred_on, help.offered_on
FROM episodes
JOIN people ON people.person = episodes.person
LEFT JOIN ({HELP}) AS help ON help.episode = episodes.episode
LEFT JOIN substance_codes AS one
       ON one.code = coalesce(episodes.national_substance_1, '{OURS}' || episodes.substance)
LEFT JOIN substance_codes AS two ON two.code = episodes.national_substance_2
LEFT JOIN substance_codes AS three ON three.code = episodes.national_substance_3
LEFT JOIN discharge_codes ON discharge_codes.code = {_REASON}
WHERE coalesce(help.any_structured, true) AND NOT coalesce(help.all_in_prison, false)
""",
    passing=True,
)

PRISON_EPISODES = Step(
    "prison_episodes",
    "Episodes of which all help was in prison: who left them, and with what reason.",
    f"""
SELECT episodes.episode, episodes.person, coalesce(episodes.area, people.area, 'not recorded') AS area,
       episodes.started, episodes.ended, discharge_codes.reason
FROM episodes
JOIN people ON people.person = episodes.person
JOIN ({_ONLY_IN_PRISON}) AS imprisoned ON imprisoned.episode = episodes.episode
LEFT JOIN discharge_codes ON discharge_codes.code = {_REASON}
""",
    passing=True,
)
