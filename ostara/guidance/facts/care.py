"""Facts about care beside the medicine: time in treatment, the plan, what was asked, help, rewards."""

from dataclasses import dataclass

from ostara.guidance.facts.fact import fact


@dataclass(frozen=True, kw_only=True)
class Treatment:
    """The time in treatment: longer than one course, shorter than a life."""

    day: int | None = fact("day of this time in treatment, the first being day 1", "day")


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The recovery care plan and the forms that go with it."""

    made: bool | None = fact("a recovery care plan is on record")
    reviewed_ever: bool | None = fact("the plan was reviewed")
    days_since_review: int | None = fact("days since the plan was last reviewed", "days")
    agreed_day_ahead: bool | None = fact("the day agreed with the person for the next review is still to come")
    outcomes_ever: bool | None = fact("an outcomes profile (TOP) of this time in treatment is on record")
    days_since_outcomes: int | None = fact("days since the last outcomes profile", "days")
    capital_ever: bool | None = fact("a measure of recovery capital is on record")
    months_since_capital: int | None = fact("whole months since the last measure of recovery capital", "months")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is asked at the start and at each review. 'Not safe to ask today' is an answer (decision 13)."""

    self_harm_at_start: bool | None = fact("suicide and self-harm were asked about at the start")
    domestic_abuse_at_start: bool | None = fact("domestic abuse was asked about at the start")
    child_safety_at_start: bool | None = fact("the safety of children was asked about at the start")
    self_harm: bool | None = fact("suicide and self-harm have an answer in this review")
    domestic_abuse: bool | None = fact("domestic abuse has an answer in this review")
    child_safety: bool | None = fact("the safety of children has an answer in this review")


@dataclass(frozen=True, kw_only=True)
class Support:
    """People who help, and help that was offered."""

    keyworker: bool | None = fact("a keyworker is named")
    keyworker_changes: int | None = fact("changes of keyworker in the window for continuity", "changes")
    keywork_ever: bool | None = fact("a meeting with a keyworker in this time in treatment is on record")
    days_since_keywork: int | None = fact("days since the last meeting with a keyworker", "days")
    carer: bool | None = fact("somebody close to the person cares for them")
    carer_offered_ever: bool | None = fact("that somebody was offered an assessment of their own needs")
    months_since_carer_offered: int | None = fact("whole months since that offer", "months")
    mutual_aid_told_ever: bool | None = fact("the person was told about mutual aid")
    months_since_mutual_aid_told: int | None = fact("whole months since then", "months")
    mutual_aid_wanted: bool | None = fact("the person wants to try mutual aid")
    mutual_aid_introduced: bool | None = fact("somebody introduced the person to a group")
    mutual_aid_first_visit: bool | None = fact("the first visit to a group was helped with")
    mutual_aid_followed_up: bool | None = fact("the person was asked how that visit went")
    housing: bool | None = fact("help with housing was offered, or is not needed")
    work: bool | None = fact("help with work was offered, or is not needed")
    education: bool | None = fact("help with education was offered, or is not needed")
    debt: bool | None = fact("help with debt was offered, or is not needed")
    benefits: bool | None = fact("help with benefits was offered, or is not needed")
    options_told_ever: bool | None = fact("the person was told of all options, detoxification among them")
    months_since_options_told: int | None = fact("whole months since the person was told of all options", "months")
    rehab_told: bool | None = fact("the person was told who may go to residential rehabilitation")


@dataclass(frozen=True, kw_only=True)
class Rewards:
    """A programme of rewards for tests without drugs (contingency management)."""

    in_programme: bool | None = fact("the person takes part in a programme of rewards")
    week: int | None = fact("week of the programme, the first being week 1", "week")
    tests_in_week: int | None = fact("tests in the last seven days of the programme", "tests")
