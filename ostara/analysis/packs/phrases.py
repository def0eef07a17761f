"""Each share of a pack as it goes on in a sentence after the number: `26% of people in treatment completed`."""

from collections.abc import Mapping

from ostara.drawing.blocks import Level

PHRASES: Mapping[str, str] = {
    "waited_3_weeks_or_less": "of first appointments were offered within three weeks",
    "referred_never_started": "of people referred never began treatment",
    "effective_treatment": "of those who started stayed 12 weeks, or completed sooner",
    "early_unplanned_exit": "of those who started left before 12 weeks without a plan",
    "heroin_stopped": "of those who came using heroin had stopped within six months",
    "completed_of_treated": "of people in treatment completed",
    "completed_of_exits": "of those who left had completed",
    "re_presented": "of those who completed came back within six months",
    "completed_without_return": "of people in treatment completed and did not come back within six months",
    "continuity_of_care": "of people released from prison and referred began treatment within three weeks",
    "died_in_treatment": "of people in treatment died",
    "showing_progress": "of people whose progress can be told show substantial progress",
}

# Worse here means that somebody is at risk now, or gets nothing at all.
URGENT = frozenset({"referred_never_started", "continuity_of_care", "died_in_treatment", "waited_3_weeks_or_less"})


def level_of(measure: str, better: bool | None) -> Level:
    """What a difference asks of its reader."""
    if better is None:
        return Level.WATCH
    if better:
        return Level.GOOD
    return Level.ACT if measure in URGENT else Level.WATCH


SHORT: Mapping[str, str] = {
    "in_treatment": "In treatment",
    "new_presentations": "Started treatment",
    "waited_3_weeks_or_less": "Offered in three weeks",
    "referred_never_started": "Never began",
    "effective_treatment": "Stayed, or completed sooner",
    "early_unplanned_exit": "Left early, no plan",
    "heroin_stopped": "Stopped heroin",
    "completed_of_treated": "Completed, of all treated",
    "completed_of_exits": "Completed, of all who left",
    "re_presented": "Came back after completing",
    "completed_without_return": "Completed, not back",
    "continuity_of_care": "From prison to treatment",
    "died_in_treatment": "Died in treatment",
    "showing_progress": "Showing progress",
}
