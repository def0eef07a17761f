"""Where injections went, drawn on two simple figures beside the table that stands for it (MED-10).

Colour is never alone: a place that rests still is filled, one that has rested long enough is hollow, one that was never
used is dashed; each bears the whole weeks since it was used.
"""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ostara.care.dispensing.questions.sites import Site

WIDE, HIGH, RADIUS = 260, 214, 9
FRONT, BACK = 66, 194  # the middle of each figure
BESIDE = 48  # from the middle to the words for their right and left
# Across from the middle of its figure, and down; their left is on the right of a figure seen from the front.
PLACES = {
    "upper_arm_right": (FRONT - 30, 58),
    "upper_arm_left": (FRONT + 30, 58),
    "abdomen_right": (FRONT - 11, 84),
    "abdomen_left": (FRONT + 11, 84),
    "thigh_right": (FRONT - 12, 132),
    "thigh_left": (FRONT + 12, 132),
    "buttock_left": (BACK - 11, 106),
    "buttock_right": (BACK + 11, 106),
}
# Neck, shoulders, trunk, arms, hips and legs: across from the middle, down, width, height, how round.
PARTS = (
    *((-6, 28, 12, 16, 3), (-37, 39, 74, 22, 11), (-22, 39, 44, 68, 9), (-37, 40, 15, 74, 7), (22, 40, 15, 74, 7)),
    *((-23, 88, 46, 28, 10), (-23, 98, 22, 94, 9), (1, 98, 22, 94, 9)),
)


def body_of(sites: Sequence[Site]) -> SafeString:
    """Draws every place on the body, each with how long it has rested."""
    figures = format_html_join("", "{}", ((_figure(*each),) for each in _FIGURES))
    marks = format_html_join("", "{}", ((_mark(site),) for site in sites if site.code in PLACES))
    return format_html(
        '<svg class="body-map" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}</svg>',
        *(WIDE, HIGH, summary_of(sites), figures, marks),
    )


def summary_of(sites: Sequence[Site]) -> str:
    """Returns in words what is drawn: the places that rest still, and those that may be used."""
    resting = [f"{site.words} ({_weeks(site)})" for site in sites if not site.rested]
    rested = [f"{site.words} ({_weeks(site)})" for site in sites if site.rested and site.weeks is not None]
    never = [site.words for site in sites if site.weeks is None]
    said = (("Let rest", resting), ("Rested", rested), ("Never used here", never))
    return " ".join(f"{words}: {', '.join(found)}." for words, found in said if found)


# The middle of a figure, what it is, and what stands on its left and on its right.
_FIGURES = ((FRONT, "From the front", "right", "left"), (BACK, "From behind", "left", "right"))


def _figure(middle: int, words: str, left: str, right: str) -> SafeString:
    """Draws one figure: all its parts edged, then all of them filled, so that only the outline of the whole is left."""
    parts = format_html_join(
        "",
        '<rect x="{}" y="{}" width="{}" height="{}" rx="{}"/>',
        ((middle + across, down, wide, high, rounded) for across, down, wide, high, rounded in PARTS),
    )
    whole = format_html('<circle cx="{}" cy="19" r="13"/>{}', middle, parts)
    return format_html(
        '<g class="body-edge">{0}</g><g class="body-inside">{0}</g>'
        '<text x="{1}" y="{2}">{3}</text><text x="{4}" y="34">{5}</text><text x="{6}" y="34">{7}</text>',
        *(whole, middle, HIGH - 5, words, middle - BESIDE, left, middle + BESIDE, right),
    )


def _mark(site: Site) -> SafeString:
    across, down = PLACES[site.code]
    kind = "never" if site.weeks is None else "rested" if site.rested else "resting"
    weeks = "" if site.weeks is None else min(site.weeks, 99)
    return format_html(
        '<g class="site site--{}"><circle cx="{}" cy="{}" r="{}"/><text x="{}" y="{}">{}</text></g>',
        *(kind, across, down, RADIUS, across, down + 3.5, weeks),
    )


def _weeks(site: Site) -> str:
    return "1 week ago" if site.weeks == 1 else f"{site.weeks} weeks ago"
