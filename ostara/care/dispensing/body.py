"""Where injections went, drawn on two simple figures beside the table that stands for it (MED-10).

Colour is never alone: a place that rests still is filled, one that has rested long enough is hollow, one that was never
used is dashed; each bears the whole weeks since it was used.
"""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ostara.care.dispensing.questions.sites import Site

WIDE, HIGH, RADIUS = 240, 190, 8
FRONT, BACK = 60, 180  # the middle of each figure
# Across from the middle of its figure, and down; their left is on the right of a figure seen from the front.
PLACES = {
    "upper_arm_right": (FRONT - 27, 50),
    "upper_arm_left": (FRONT + 27, 50),
    "abdomen_right": (FRONT - 9, 78),
    "abdomen_left": (FRONT + 9, 78),
    "thigh_right": (FRONT - 10, 124),
    "thigh_left": (FRONT + 10, 124),
    "buttock_left": (BACK - 9, 105),
    "buttock_right": (BACK + 9, 105),
}
# Torso, arms and legs: across from the middle, down, width, height.
LIMBS = ((-18, 34, 36, 64), (-33, 36, 12, 58), (21, 36, 12, 58), (-18, 100, 16, 80), (2, 100, 16, 80))


def body_of(sites: Sequence[Site]) -> SafeString:
    """Draws every place on the body, each with how long it has rested."""
    figures = format_html_join("", "{}", ((_figure(middle, words),) for middle, words in _FIGURES))
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


_FIGURES = ((FRONT, "From the front"), (BACK, "From behind"))


def _figure(middle: int, words: str) -> SafeString:
    limbs = format_html_join(
        "",
        '<rect x="{}" y="{}" width="{}" height="{}" rx="6"/>',
        ((middle + across, down, wide, high) for across, down, wide, high in LIMBS),
    )
    return format_html(
        '<g class="body-outline"><circle cx="{0}" cy="20" r="12"/>{1}</g><text x="{0}" y="{2}">{3}</text>',
        *(middle, limbs, HIGH - 2, words),
    )


def _mark(site: Site) -> SafeString:
    across, down = PLACES[site.code]
    kind = "never" if site.weeks is None else "rested" if site.rested else "resting"
    weeks = "" if site.weeks is None else min(site.weeks, 99)
    return format_html(
        '<g class="site site--{}"><circle cx="{}" cy="{}" r="{}"/><text x="{}" y="{}">{}</text></g>',
        *(kind, across, down, RADIUS, across, down + 3, weeks),
    )


def _weeks(site: Site) -> str:
    return "1 week ago" if site.weeks == 1 else f"{site.weeks} weeks ago"
