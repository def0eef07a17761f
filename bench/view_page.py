"""How the benchmark of national figures is written down: whole programs, prepared questions, and the goals."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median

from bench.printed import machine, met
from bench.timing import Run, middle
from ostara.tables.engine import MEMORY
from ostara.tables.manifest import read_manifest

OURS = "Ostara"
FOUR = 4  # questions that a plain pass answers
MEMORY_GOAL = 1e9
GOALS = {"national": 0.3, "one area": 0.05, "ad hoc": 0.8}  # seconds, of prepared questions
WORDS = {
    "treated": "people in treatment by year, area, substance group and age band",
    "completed": "completions, and coming back within six months, by year",
    "changed": "change in the use of opiates, classes by year",
    "journeys": "journeys begun by year and reason of their end, and their episodes",
    "national": "people in treatment in the country by year and substance group",
    "one area": "people in treatment in the largest area by year and age band",
    "ad hoc": "opiates and treated before, in twelve months to September, by sex and age band",
}


@dataclass(frozen=True)
class Asked:
    """What was measured. Runs of whole programs by tool; seconds of prepared questions by tool and question."""

    plain: Mapping[str, Sequence[Run]]
    preparing: Sequence[float]
    prepared: Mapping[str, Run]
    seconds: Mapping[str, Mapping[str, Sequence[float]]]
    rows: Mapping[str, int]

    def second(self, tool: str, question: str) -> float:
        """The median of a prepared question."""
        return median(self.seconds[tool][question])

    @property
    def fastest(self) -> str:
        """The peer whose plain pass takes least."""
        return min((tool for tool in self.plain if tool != OURS), key=lambda tool: middle(self.plain[tool]).wall)

    def pays_after(self, tool: str) -> float | None:
        """Questions after which preparing has paid, beside a plain pass shared by four; None where it never does."""
        four = [self.second(OURS, name) for name in list(WORDS)[:FOUR]]
        saved = middle(self.plain[tool]).wall / FOUR - sum(four) / FOUR
        return median(self.preparing) / saved if saved > 0 else None


def view_page(store: Path, journeys: int, asked: Asked) -> str:
    """The whole page as Markdown."""
    parts = read_manifest(store).parts
    held = ", ".join(f"{parts[name].rows:,} {name}" for name in ("episodes", "interventions", "reviews"))
    runs, rounds = len(asked.preparing), len(next(iter(asked.seconds[OURS].values())))
    lines = [
        "# National figures beside pandas, Polars and DuckDB",
        "",
        f"{date.today().isoformat()}. A made-up nation of {journeys:,} journeys: {held}. "
        f"{machine(('duckdb',), ('pandas', 'polars', 'pyarrow'))}.",
        "Every row of every answer agreed first on three awkward small nations, and in every run that is counted here. "
        f"The same number of threads for all; Ostara and DuckDB may hold {MEMORY} of data, the others what they like.",
        "",
        "## Four questions from the store",
        "",
        "One plain pass derives what these four questions need and answers them. Ostara derives the tables for all its "
        "national figures, keeps them, and answers from them; it also proves by SHA-256 that the store is whole. "
        f"Whole processes, files in the page cache, {_how_many(runs)}.",
        "",
        "| | wall s | CPU s | peak MB | CPUs others took | Ostara's time, of theirs | preparing pays after |",
        "|---|--:|--:|--:|--:|--:|--:|",
        *_plain(asked),
        "",
        f"Of Ostara's time, preparing is {median(asked.preparing):.1f} s. Preparing pays after as many questions as "
        "that, over a quarter of a plain pass less one prepared question: for somebody who brings four at a time. Who "
        "brings one at a time makes nearly a whole pass for each.",
        "",
        "## The same prepared tables",
        "",
        "Each question reads what it needs from the Parquet files that Ostara prepared. Milliseconds within one warm "
        f"process, medians of {rounds} rounds. Ostara's hold all that `ostara view` says: checked words, totals, "
        "intervals and notes; the others' only the rows.",
        "",
        f"| question | rows | {' | '.join(asked.seconds)} |",
        f"|---|--:|{'--:|' * len(asked.seconds)}",
        *_questions(asked),
        f"| peak MB of all | | {' | '.join(f'{run.peak / 1e6:,.0f}' for run in asked.prepared.values())} |",
        f"| CPUs others took | | {' | '.join(f'{run.others:.1f}' for run in asked.prepared.values())} |",
        "",
        "## Goals",
        "",
        *goals(asked),
        "",
    ]
    return "\n".join(lines)


def _how_many(runs: int) -> str:
    return "one run of each" if runs == 1 else f"medians of {runs} in turn; the fastest and slowest in brackets"


def _plain(asked: Asked) -> Iterator[str]:
    ours = middle(asked.plain[OURS])
    for tool, runs in asked.plain.items():
        run, walls = middle(runs), sorted(one.wall for one in runs)
        spread = f" ({walls[0]:.1f} to {walls[-1]:.1f})" if len(walls) > 1 else ""
        pays = asked.pays_after(tool)
        words = "never" if pays is None else f"{pays:.1f} questions"
        more = "| |" if tool == OURS else f"{ours.wall / run.wall:.2f} | {words} |"
        yield f"| {tool} | {run.wall:.1f}{spread} | {run.cpu:.1f} | {run.peak / 1e6:,.0f} | {run.others:.1f} | {more}"


def _questions(asked: Asked) -> Iterator[str]:
    for name, words in WORDS.items():
        times = " | ".join(f"{asked.second(tool, name) * 1000:.0f}" for tool in asked.seconds)
        yield f"| {words} | {asked.rows[name]:,} | {times} |"


def goals(asked: Asked) -> Iterator[str]:
    """Each goal, with whether it was met and the numbers."""
    preparing, theirs = median(asked.preparing), middle(asked.plain[asked.fastest]).wall
    yield (
        f"- Preparing within one plain pass of the fastest: **{met(preparing <= theirs)}** "
        f"(Ostara {preparing:.1f} s, {asked.fastest} {theirs:.1f} s)."
    )
    for name, goal in GOALS.items():
        took = asked.second(OURS, name)
        yield (
            f"- Prepared, {WORDS[name]}: at most {goal * 1000:.0f} ms: **{met(took <= goal)}** ({took * 1000:.0f} ms)."
        )
    peak = middle(asked.plain[OURS]).peak
    yield f"- Less than {MEMORY_GOAL / 1e6:,.0f} MB of memory: **{met(peak < MEMORY_GOAL)}** ({peak / 1e6:,.0f} MB)."
