"""The latest report on the next national file of some services, as the background task left it, and the form to mend
each thing it found."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from django.urls import reverse

from ostara.care.accounts.models import Service
from ostara.care.accounts.questions import Standing
from ostara.care.accounts.roles import Verb
from ostara.web.numbers.results import Ran, ran
from ostara.web.running import folder_of

WORK = "submission"
REPORT, FILE = "submission.json", "national-file.csv"
LOOKED_AT = 20  # of the latest runs, those of other services among them
WORDS = {"reject": "Would be rejected", "warn": "Warning", "info": "To know"}
TAGS = {"reject": "red", "warn": "yellow", "info": "grey"}
# Where a field is mended: routes about the person, the episode, or a part of it. Fields first, then their tables.
_OF_FIELD = {
    "PC": "contact",
    "PRNTSTAT": "children",
    "CHILDWTH": "children",
    "CONSENT": "consent",
    "CPLANDT": "write_plan",
    **dict.fromkeys(("DRUG1", "DRUG2", "DRUG3"), "assess"),
}
_OF_TABLE = {
    "people": "particulars",
    "presentations": "assess",
    "episodes": "episode",
    "interventions": "change_help",
    "sub_interventions": "list_help",
    "weekly_hours": "list_help",
    "reviews": "correct_profile",
}
_OF_PERSON = {"contact", "children", "consent", "particulars"}
_PART = {"change_help": "intervention", "correct_profile": "profile"}


@dataclass(frozen=True)
class Report:
    """What the task found."""

    ran: Ran
    told: Mapping[str, Any]

    @property
    def taken_at(self) -> datetime:
        """Returns the instant of the record it speaks of."""
        return datetime.fromisoformat(self.told["taken_at"])

    @property
    def file(self) -> Path:
        """Returns where the national file lies."""
        return folder_of(str(self.ran.key)) / FILE

    @cached_property
    def by_rule(self) -> list[Mapping[str, Any]]:
        """Returns how often each rule spoke, what rejects first."""
        rules: list[Mapping[str, Any]] = self.told["by_rule"]
        return rules

    def issues(self, *, severity: str = "", rule: str = "") -> list[Mapping[str, str]]:
        """Returns what was found, of a severity and a rule where one is named."""
        return [
            one
            for one in self.told["issues"]
            if severity in ("", one["severity"]) and (not rule or rule == one["rule"])
        ]

    @property
    def incomplete(self) -> Iterator[Mapping[str, Any]]:
        """Yields each field that is empty somewhere, the emptiest first, those that must be there before the rest."""
        short = [one for one in self.told["completeness"] if one["of"] and one["filled"] < one["of"]]
        yield from sorted(short, key=lambda one: (not one["required"], one["filled"] / one["of"]))


def codes_of(standing: Standing) -> frozenset[str]:
    """Returns the agency codes of the services whose submission somebody may see."""
    mine = Service.objects.filter(pk__in=standing.services(Verb.SUBMIT))
    return frozenset(mine.values_list("agency_code", flat=True))


def runs_of(codes: frozenset[str]) -> list[Ran]:
    """Returns the latest runs that are about no other services than these, the latest first."""
    return [one for one in map(Ran, ran(WORK)[:LOOKED_AT]) if _services(one) and _services(one) <= codes]


def latest(runs: list[Ran]) -> Report | None:
    """Returns the latest report that is still there."""
    for one in runs:
        place = folder_of(str(one.key)) / REPORT
        if one.done and place.is_file():
            return Report(one, json.loads(place.read_text(encoding="utf-8")))
    return None


def mended_at(issue: Mapping[str, str]) -> str:
    """Returns the address of the form in which something is mended; empty where it is about nobody."""
    route = _OF_FIELD.get(issue["column"]) or _OF_TABLE.get(issue["table"], "episode")
    if route in _OF_PERSON or not issue["episode"]:
        route = route if route in _OF_PERSON else "person"
        return reverse(route, args=[issue["person"]]) if issue["person"] else ""
    keys = {"person": issue["person"], "episode": issue["episode"]}
    if route in _PART and issue["part"]:
        keys[_PART[route]] = issue["part"]
    elif route in _PART:
        route = "episode"
    if route == "correct_profile":
        del keys["episode"]
    return reverse(route, kwargs=keys)


def _services(one: Ran) -> frozenset[str]:
    return frozenset(filter(None, one.arguments.get("services", "").split(",")))
