"""How the benchmark of the model is written down: speeds, what a narrow answer costs, and which goals were met."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bench.printed import met

if TYPE_CHECKING:
    from bench.model_differences import Difference

OURS, PHILOX, C, NUMPY = "Ostara, individuals", "the same with Philox", "the same loop in C", "plain NumPy"
TABLES, USERS, EXPECTED = "Starsim, driven by tables", "Starsim, as its users write", "Ostara, expected values"
MILLION = 1e6
OF_TABLES, OF_USERS, OF_C, OF_NUMPY, EXPECTED_MS, SHIPPED_SECONDS, LESS_VARIANCE = 15, 100, 0.5, 10, 15, 1.0, 10


@dataclass(frozen=True)
class Shipped:
    """What the shipped model took. Seconds of CPU on one core."""

    weeks: int
    cells: int
    expectation: float
    warm_up: float
    compiling: float
    people: int
    individuals: float
    people_steps: float
    differences: "tuple[tuple[Difference, Difference], ...]"


def model_page(
    seconds: Mapping[str, float],
    differences: "Sequence[Difference]",
    shipped: Shipped,
    *,
    people: int,
    steps: int,
    machine: str,
) -> str:
    """The whole page as Markdown."""
    lines = [
        "# The model beside Starsim, C and NumPy",
        "",
        f"{date.today().isoformat()}. One core. {machine}.",
        "",
        f"## The 12-state bench model: {people:,} people, {steps} months",
        "",
        "12 places, 16 age bands, 8 stretches of months, use on top and hepatitis C as flags, offences drawn, cost and "
        "QALYs; made up (`bench/model_given.py`). Ostara's loop and the one in C (gcc -O3, the vector instructions of "
        "this machine) agreed to the last count, the others with the expected values within chance. Least CPU time of "
        "several warm runs; Starsim with its own common random numbers, in its own environment; who dies leaves, "
        "but for NumPy.",
        "",
        "| | ms | million person-months a second | Ostara's speed against it |",
        "|---|--:|--:|--:|",
        *_speeds(seconds, people * steps),
        f"| {EXPECTED} | {seconds[EXPECTED] * 1000:,.1f} | | |",
        "",
        "### A difference known to ± 5 % of itself (95 %): overdose deaths with a fifth more starting treatment",
        "",
        "| | difference | spread of one pair | variance against arms apart | pairs wanted | seconds |",
        "|---|--:|--:|--:|--:|--:|",
        *(_difference(each) for each in differences),
        "",
        "Starsim's two ways share the spread of the pairs run by tables. The expected-value engine needs no pairs.",
        "",
        f"## The shipped model: {shipped.weeks} weeks, {shipped.cells:,} live cells",
        "",
        f"- Expected values of England: {shipped.expectation:.2f} s; its arrays {shipped.compiling * 1000:.0f} ms, its "
        f"warm-up of ten years {shipped.warm_up:.2f} s.",
        f"- {shipped.people:,} people one by one, with entries and deaths: {shipped.individuals:.2f} s, "
        f"{shipped.people_steps / shipped.individuals / MILLION:,.0f} million person-weeks a second.",
        "",
        "| scenario, five years of 10,000 people | overdose deaths | variance of arms apart, against common random "
        "numbers | the same, expected deaths carried inside |",
        "|---|--:|--:|--:|",
        *(
            f"| {plain.name} | {inside.mean:+,.1f} | {plain.less_variance:,.0f} times | "
            f"{inside.less_variance:,.0f} times |"
            for plain, inside in shipped.differences
        ),
        "",
        "## Goals",
        "",
        *goals(seconds, shipped),
        "",
    ]
    return "\n".join(lines)


def _speeds(seconds: Mapping[str, float], person_steps: int) -> Iterator[str]:
    for name in (OURS, PHILOX, C, NUMPY, TABLES, USERS):
        speed, ratio = person_steps / seconds[name] / MILLION, seconds[name] / seconds[OURS]
        yield f"| {name} | {seconds[name] * 1000:,.0f} | {speed:,.1f} | {'' if name == OURS else f'{ratio:,.2f}'} |"


def _difference(each: "Difference") -> str:
    return (
        f"| {each.name} | {each.mean:+,.0f} | {each.spread:,.1f} | {each.less_variance:,.0f} times less | "
        f"{each.pairs_wanted:,.0f} | {each.seconds_wanted:,.1f} |"
    )


def goals(seconds: Mapping[str, float], shipped: Shipped) -> Iterator[str]:
    """Each goal, its model, whether it was met and the number."""
    for name, wanted in ((TABLES, OF_TABLES), (USERS, OF_USERS), (NUMPY, OF_NUMPY)):
        ratio = seconds[name] / seconds[OURS]
        yield f"- Bench model, individuals at least {wanted} times {name}: **{met(ratio >= wanted)}** ({ratio:,.1f})."
    share = seconds[C] / seconds[OURS]
    yield f"- Bench model, individuals at least half of {C}: **{met(share >= OF_C)}** ({share:.0%})."
    took = seconds[EXPECTED] * 1000
    yield f"- Bench model, expected values in at most {EXPECTED_MS} ms: **{met(took <= EXPECTED_MS)}** ({took:.1f} ms)."
    fast = shipped.expectation <= SHIPPED_SECONDS
    yield f"- Shipped model, 20 years of expected values in at most 1 s: **{met(fast)}** ({shipped.expectation:.2f} s)."
    for at, words in enumerate(("common random numbers", "common random numbers and expected deaths")):
        enough = [pair[at].less_variance >= LESS_VARIANCE for pair in shipped.differences]
        yield (
            f"- Shipped model, {words} cut the variance of a difference tenfold: **{met(all(enough))}** "
            f"({sum(enough)} of {len(enough)} scenarios)."
        )
