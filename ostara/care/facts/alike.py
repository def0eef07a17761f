"""Rules that ask for what the calendar of a room names too: the rule is on the work list, the day in the room's section
(decision 16)."""

from collections.abc import Mapping

HEALTH, PLAN, OUTCOMES = "Tests and health", "Care plan", "Outcomes"
# The section of a person's page that has the day of what a rule asks for, by the id of the rule.
SAID_IN: Mapping[str, str] = {
    **dict.fromkeys(("BBV-01", "BBV-02", "BBV-04", "BBV-05", "MON-01", "MON-04", "MON-11", "MON-12"), HEALTH),
    **dict.fromkeys(("MON-14", "MON-17", "MON-19", "MON-20", "TST-03", "TST-10"), HEALTH),
    "PSI-11": PLAN,
    "PSI-12": OUTCOMES,
}


def said_in(rule: str) -> str:
    """Returns the section that says by when; empty where only the rule asks for it."""
    return SAID_IN.get(rule.partition(".")[0], "")
