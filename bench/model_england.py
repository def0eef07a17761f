"""A thousand draws of a scenario for England, both arms, twenty years, two cores: as `ostara simulate` runs them."""

import os
import re
import resource
import time
from dataclasses import dataclass
from datetime import date

from bench.printed import met
from ostara.planning.comparing import compare
from ostara.planning.scenarios import area_named, scenario_named

SCENARIO, AREA, YEARS = "cut-25", "england", 20
DRAWS, CORES, MINUTES = 1000, 2, 20.0  # the goal
TITLE = "## England: "
SECTION = re.compile(rf"^{TITLE}.*?(?=^## |\Z)", re.M | re.S)


@dataclass(frozen=True)
class England:
    """What it took."""

    draws: int
    cores: int
    minutes: float  # by the clock, warm-up of processes and all
    cpu_minutes: float  # of all processes together


def england(draws: int) -> England:
    """Run it. Other work on the machine makes the clock run longer, so it wants a quiet one."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(before)[:CORES])
    try:
        asked = scenario_named(SCENARIO).asked(people=None, years=YEARS, area=area_named(AREA, "england"))
        began, worked = time.perf_counter(), _cpu()
        compare(asked, draws=draws, done=lambda done: _say(done, draws, began))
        took = time.perf_counter() - began
        return England(draws, len(os.sched_getaffinity(0)), took / 60, (_cpu() - worked) / 60)
    finally:
        os.sched_setaffinity(0, before)


def _say(done: int, draws: int, began: float) -> None:
    if done % 50 == 0 or done == draws:
        print(f"England: {done:,} of {draws:,} draws, {(time.perf_counter() - began) / 60:.1f} minutes", flush=True)


def _cpu() -> float:
    """Seconds of this process and of those it waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def section(told: England, where: str) -> str:
    """As Markdown, with its goal; `where` it was."""
    whole = told.draws >= DRAWS and told.cores <= CORES
    goal = (
        f"- Shipped model, {DRAWS:,} draws of two arms for England in at most {MINUTES:g} minutes on two cores: "
        f"**{met(told.minutes <= MINUTES)}** ({told.minutes:.1f} minutes)."
    )
    return (
        f"{TITLE}{told.draws:,} draws of two arms over {YEARS} years\n\n"
        f"{date.today().isoformat()}. {where}. `{SCENARIO}` by expected values, each draw with a "
        f"warm-up of its own, in {told.cores} processes: {told.minutes:.1f} minutes by the clock, "
        f"{told.cpu_minutes:.1f} of processor time, {60 * told.cpu_minutes / told.draws:.2f} s a draw.\n\n"
        + (f"{goal}\n\n" if whole else "")
    )


def with_england(page: str, of: str) -> str:
    """A page with this section before its goals, in place of one that it has."""
    bare = SECTION.sub("", page)
    return bare.replace("## Goals\n", f"{of}## Goals\n", 1) if of else bare


def england_of(page: str) -> str:
    """The section of an earlier page; nothing where there is none."""
    found = SECTION.search(page)
    return found.group() if found else ""
