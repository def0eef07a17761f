"""A fit as a page: whether the model can say what was measured, which numbers moved, how far to trust the draws."""

from collections.abc import Callable

import numpy as np
from scipy.special import ndtr

from ostara.drawing import words
from ostara.drawing.blocks import Block, Bullets, Note
from ostara.drawing.datatable import Column, DataTable
from ostara.drawing.page import Page, Section
from ostara.knowledge.sources import sources
from ostara.planning.brief.wording import amount
from ostara.planning.calibration.checks import Predicted
from ostara.planning.calibration.kept import Kept
from ostara.planning.calibration.space import FREE, Floats, free_numbers
from ostara.planning.calibration.targets import MODEL_ERROR
from ostara.planning.calibration.yearly import MEASURES
from ostara.planning.parameters import Estimate
from ostara.planning.parameters.drawing_values import quantile

TITLES = {
    "use": "people who use opiates",
    "caseload": "people treated in the year",
    "reached": "people treated, of all who use opiates",
    "over_40": "people treated who are over 40",
    "under_30": "people treated who are under 30",
    "treated_at_once": "people in treatment on its first day",
    "starts": "starts of treatment",
    "left": "exits from treatment",
    "completions": "planned completions",
    "completion": "of those treated, completed and not back in six months",
    "represented": "of those who complete, back in six months",
    "died_in_treatment": "of those treated, died in treatment",
    "poisoning": "deaths by drug poisoning",
}
MOVED = 0.3  # standard deviations: less is hardly told from the chance of the draws
MOST_MOVED = 12
_ENDS = (0.025, 0.5, 0.975)


def sentence(fit: Kept) -> str:
    """The answer first."""
    met, of = sum(one.met for one in fit.targets), len(fit.targets)
    return (
        f"Fitted to {fit.title}: {met} of {words.plural(of, 'figure', 'figures')} {_lie(met)} inside 90% of what the "
        "fitted model says of them."
    )


def told(fit: Kept) -> tuple[str, ...]:
    """The same in a few lines, for a terminal."""
    notice = _notice(fit)
    worth = (
        f"{len(fit)} draws, worth {words.number(fit.effective)} independent ones, from {words.number(fit.runs)} runs."
    )
    return (sentence(fit), *((notice,) if notice else ()), worth, *(_doubts(fit)[1:2] if fit.power < 1 else ()))


def as_page(fit: Kept) -> Page:
    """The page."""
    return Page(
        title=f"The model fitted to {fit.title}",
        lead=sentence(fit),
        notice=_notice(fit),
        facts=(
            ("Runs of the model", words.number(fit.runs)),
            ("Draws", f"{len(fit)}, taken from {len(set(fit.which))} runs, the better ones more often"),
            ("Worth as much as", f"{words.number(fit.effective)} independent draws"),
        ),
        sections=(
            Section("What it was fitted to", (targets_table(fit), Note(_NO_PROOF))),
            Section("What had to move", _moved(fit)),
            Section("How far to trust it", (Bullets(_doubts(fit)),)),
        ),
        origin=(("Fit", f"{fit.name}, seed {fit.seed}"), ("SHA-256 of its file", fit.hash)),
    )


_NO_PROOF = (
    "That the model can say what it was fitted to is no proof that it foresees anything: ostara validate asks it for "
    "figures that it was never shown."
)


def _lie(count: int) -> str:
    return "lies" if count == 1 else "lie"


def _notice(fit: Kept) -> str | None:
    if fit.stale:
        return "The model's numbers have changed since it was fitted: fit it again before relying on this page."
    missed = [_named(one) for one in fit.targets if not one.met]
    return f"The model cannot say what was measured of {words.listed(missed)}." if missed else None


def _named(one: Predicted) -> str:
    measure, year = one.figure.split(".")
    return f"{TITLES[measure]}, {_financial(int(year))}"


def _financial(year: int) -> str:
    return f"{year}/{(year + 1) % 100:02}"


def targets_table(fit: Kept) -> DataTable:
    """Every figure that a fit was given, with its interval, beside what the fitted model says of it."""
    columns = (
        Column("Figure"),
        Column("Measured (95% interval)", numeric=True),
        Column("Fitted model (90% interval)", numeric=True),
        Column("Result"),
        Column("Source"),
    )
    return DataTable("Every figure, and what the fitted model says of it", columns, tuple(map(_row, fit.targets)))


def _row(one: Predicted) -> tuple[str, ...]:
    said = _named(one)
    unit = MEASURES[one.figure.split(".")[0]]
    unit = "" if unit in said or unit in ("starts", "exits", "people") else f" ({unit})"
    known = sources()
    return (
        f"{said[:1].upper()}{said[1:]}{unit}",
        _interval(one.value, one.low, one.high, _as_measured),
        _interval(one.model, one.model_low, one.model_high),
        "inside" if one.met else "outside",
        known[one.source].title if one.source in known else one.source,
    )


def _interval(middle: float, low: float, high: float, said: Callable[[float], str] = amount) -> str:
    return f"{said(middle)} ({said(low)} to {said(high)})"


def _as_measured(value: float) -> str:
    return f"{value:,g}" if value < 1000 else words.number(value)


def _three(value: float) -> str:
    return f"{value:.3g}"


def _moved(fit: Kept) -> tuple[Block, ...]:
    away = np.abs(fit.law.mean)
    most = [int(at) for at in np.argsort(-away) if away[at] >= MOVED][:MOST_MOVED]
    columns = (
        Column("Number"),
        Column("By its own evidence (95% interval)", numeric=True),
        Column("As fitted (95% interval)", numeric=True),
        Column("Status"),
    )
    numbers = free_numbers()
    rows = tuple(_number(numbers[FREE[at]], fit.z[:, at]) for at in most)
    rest = words.plural(len(FREE) - len(rows), "number", "numbers")
    note = f"The other {rest} that may move stayed about where their evidence has them; all others are never moved."
    return DataTable("The numbers that moved most", columns, rows), Note(note)


def _number(one: Estimate, z: Floats) -> tuple[str, ...]:
    low, middle, high = (quantile(one, float(ndtr(each))) for each in np.quantile(z, _ENDS))
    return (
        f"{one.meaning[:1].upper()}{one.meaning[1:]} ({one.unit})",
        _interval(one.value, one.low, one.high, _three),
        _interval(middle, low, high, _three),
        str(one.status),
    )


def _doubts(fit: Kept) -> tuple[str, ...]:
    flat = (
        "Few runs met every figure at once. So that enough of them count, weights were flattened (to the power "
        f"{fit.power:.2g}): the draws are somewhat more spread than the figures alone would leave them. More runs "
        "(--runs) mend it."
        if fit.power < 1
        else "Enough runs met every figure at once: weights stand as they are."
    )
    return (
        f"{words.percent(fit.left)} of what the numbers' own evidence allows could not be ruled out at first sight.",
        flat,
        f"A model right in all its numbers is taken to be off by {words.percent(MODEL_ERROR)} all the same, by "
        "judgement; the intervals hold that.",
        "Figures that one source gives for several years are taken as independent of each other, though they share "
        "how they were counted.",
        "What no figure speaks of was not fitted: those numbers are as sure, and as unverified, as they were before.",
    )
