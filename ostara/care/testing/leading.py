"""From something due to the form in which it is recorded, with what is known of it chosen already."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from ostara.care.people.due_items import DueItem
from ostara.care.testing.topics import Topic

# The topic in which something due is recorded once it is done, and the step that is chosen already. What follows on an
# earlier row is recorded there.
RECORDED_IN: Mapping[str, tuple[str, str]] = {
    "virus_offer": ("viruses", "offered"),
    "virus_result": ("viruses", "tested"),
    "virus_repeat": ("viruses", "tested"),
    "virus_rna": ("viruses", "rna"),
    "virus_refer": ("viruses", "referred"),
    "virus_tell": ("viruses", "told"),
    "virus_treatment": ("viruses", "started"),
    "virus_cure": ("viruses", "svr12"),
    "vaccine": ("vaccines", "given"),
    "naloxone": ("naloxone", ""),
    "ecg": ("ecg", ""),
    "liver": ("liver", ""),
    "health_check": ("check", ""),
    "older_review": ("older", ""),
    "mental_health": ("mind", ""),
}
CHOSEN_ALREADY = ("virus", "vaccine", "step")  # what an address may choose in a form, from the list of its column


def address_of(due: DueItem) -> str:
    """Where something due is recorded, with what is known of it chosen already; blank where it follows on a row."""
    topic, step = RECORDED_IN.get(due.what, ("", ""))
    if not topic:
        return ""
    about = {"viruses": "virus", "vaccines": "vaccine"}.get(topic, "")
    query = {name: value for name, value in ((about, due.about), ("step", step)) if name and value}
    address = reverse("record_health", args=[due.person, topic])
    return f"{address}?{urlencode(query)}" if query else address


def chosen_already(topic: Topic, said: Mapping[str, str]) -> dict[str, str]:
    """What an address chooses in a form: listed columns with listed values only."""
    found = {}
    for name in CHOSEN_ALREADY:
        if name in topic.fields and said.get(name) in _listed(topic, name):
            found[name] = said[name]
    return found


def _listed(topic: Topic, name: str) -> frozenset[str]:
    column: Any = topic.model._meta.get_field(name)
    return frozenset(code for code, _ in column.choices)
