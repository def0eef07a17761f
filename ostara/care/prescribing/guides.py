"""Changing from one medicine to another as steps that people follow: what the rules say of each pair, and no sums."""

from ostara.care.medication.models import Course
from ostara.guidance.rule import Rule, with_numbers
from ostara.guidance.rulebook import rulebook

# Which rules say how to change from a medicine, by its form (conversions, section 2.3 of the reference).
FROM = {
    "oral_solution": ("BUP-03", "BUP-04", "LAI-02", "CON-02"),
    "tablet": ("BUP-03", "BUP-04", "LAI-02", "CON-02"),
    "sublingual": ("CON-01", "LAI-05", "MED-06"),
    "lyophilisate": ("CON-01", "LAI-05", "MED-06"),
    "depot_weekly": ("CON-03",),
    "depot_monthly": ("CON-03",),
    "injection": ("CON-05",),
}


def steps_between(course: Course) -> list[tuple[str, str, bool]]:
    """Returns what the rules say of changing from a course: the rule, its words, whether it rests on the unverified."""
    wanted = FROM.get(course.form, ("CON-04",))
    return [(rule.id, with_numbers(rule.message, {}), rule.unverified) for rule in _rules() if rule.id in wanted]


def _rules() -> list[Rule]:
    return list(rulebook().values())
