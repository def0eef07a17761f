"""docs/generated/model.md: what the model believes, written from the specification and the numbers themselves."""

from collections.abc import Iterable, Iterator

from ostara.planning.areas import area, areas_shipped
from ostara.planning.calibration.kept import shipped
from ostara.planning.calibration.page import sentence as fit_sentence
from ostara.planning.calibration.page import targets_table
from ostara.planning.levers import LEVERS
from ostara.planning.parameters import Estimate, estimates
from ostara.planning.specification import MODEL
from ostara.planning.specification.effects import Factor, Share, When
from ostara.planning.specification.places import GROUPS

# The files of numbers, in the order in which a reader asks.
SUBJECTS = {
    "mortality": "Dying",
    "treatment": "Coming to treatment, staying, leaving",
    "use": "Use on top, and housing",
    "prison": "Prison",
    "offending": "Offences",
    "systems": "Money, contracts and hepatitis C",
    "costs": "What things cost, and what a year of life is worth",
}
HEAD = """# The model

Written by `./run docs` from `ostara/planning`; do not edit. Ask it with `ostara simulate`.

People who use opiates are in one of the places below. Once a week each may move, die, start or stop using on top, or
come into or out of a housing problem; once a year some move up an age band, and every week some come new. Rates are for
a year, and a year is 52 steps. All rates out of a place compete: with rates that add up to *s*, somebody leaves in a
step with chance 1 − exp(−*s* / 52), by each way with its share of *s*; who moves can die in what is left of the step.

![How people move between the places of the model](model.svg)

Of {numbers} numbers, {unverified} are assumed or unverified: every result says how much of it rests on those.

How to read it: *What the model was held to* and *Numbers* say what it rests on, *Levers* what can be asked of it. The
tables between say how people move, exactly; a name in `this type` is a place, a group of places, a flag, a lever or a
number, and each has its row.
"""
STEP = """
## One step

1. At the turn of a year, some of each age band move up.
2. New people come, not in treatment, in week 0.
3. Flags change, one after the other.
4. People are counted at the start of the step.
5. Each draws one way from the whole row of competing risks, or stays. Where a limited place is full, the longest wait
   goes first and the others stay; the engine of expected values lets in the share that fits.
6. Clocks go on; a change within substitution treatment, and prison with it, keeps the journey clock.
7. People are counted at the end of the step. Time counts half by each count (half-cycle); money and health are
   discounted by date, cash budgets are not.

Deaths are reported as expected from where people were, by every engine: each person counts the chance of death they
were under, whether they died or not. That is exact in expected values, and takes chance out of a difference between
runs one by one; what was counted stands beside it.
"""


def model_page() -> str:
    """The whole page."""
    numbers = estimates()
    head = HEAD.format(numbers=len(numbers), unverified=sum(one.unverified for one in numbers.values()))
    parts = (
        head,
        *_fit(),
        *_places(),
        *_groups(),
        *_people(),
        STEP,
        *_moves(),
        *_flips(),
        *_weights(),
        *_levers(),
        *_areas(),
        *_numbers(),
    )
    return "\n".join(parts).rstrip("\n") + "\n"


def _table(title: str, columns: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    yield f"\n## {title}\n"
    yield from _rows(columns, rows)


def _rows(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    listed = list(columns)
    yield f"| {' | '.join(listed)} |"
    yield f"|{'---|' * len(listed)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '/') for cell in row)} |"


def _places() -> Iterator[str]:
    rows = (
        (
            f"`{place.name}`",
            place.meaning,
            f"up to {place.longest}" if place.longest else "none",
            f"`{place.beds}`" if place.beds else "no limit",
        )
        for place in MODEL.places
    )
    yield from _table("Places", ("place", "who is there", "weeks told apart", "takes one of the places for"), rows)


def _groups() -> Iterator[str]:
    used = set().union(*(place.tags for place in MODEL.places)) & GROUPS.keys()
    rows = ((f"`{tag}`", meaning) for tag, meaning in GROUPS.items() if tag in used)
    yield from _table("Groups of places", ("group", "who is there"), rows)


def _fit() -> Iterator[str]:
    fit = shipped()
    yield "\n## What the model was held to\n"
    yield f"{fit_sentence(fit)}\n"
    yield "That is no proof that it foresees anything: `ostara validate` asks it for figures that it was never shown."
    yield "An area is fitted to its own figures by `ostara calibrate`.\n"
    table = targets_table(fit)
    yield from _rows((column.name for column in table.columns), (map(str, row) for row in table.rows))


def _people() -> Iterator[str]:
    rows = [("age", ", ".join(band.name for band in MODEL.ages)), ("sex", ", ".join(MODEL.sexes))]
    rows += [(f"`{flag.name}`", flag.meaning) for flag in MODEL.flags]
    yield from _table("What people carry", ("", ""), rows)


def _moves() -> Iterator[str]:
    rows = (
        (_where(move.origin), f"`{move.to}`", _product(move.rate, move.shares, move.times), "yes" if move.keeps else "")
        for move in MODEL.moves
    )
    yield from _table("How people move", ("from", "to", "rate", "clock goes on"), rows)


def _flips() -> Iterator[str]:
    rows = (
        (
            f"`{flip.flag}`",
            _where(flip.where),
            _product(flip.up, (), flip.up_times),
            _product(flip.down, (), flip.down_times),
        )
        for flip in MODEL.flips
    )
    yield from _table("How flags change", ("flag", "where", "comes at", "goes at"), rows)


def _weights() -> Iterator[str]:
    rows = (
        (
            f"`{weight.outcome}`",
            _where(weight.where),
            _product(weight.value, weight.shares, weight.times)
            + (f", of those without {' and '.join(weight.sustained)} for 13 weeks" if weight.sustained else ""),
        )
        for weight in MODEL.weights
    )
    yield from _table("What a year counts for", ("outcome", "where", "counts"), rows)


def _where(when: When) -> str:
    parts = [" and ".join(f"`{tag}`" for tag in sorted(when.tags)) or "anywhere"]
    parts += [f"but not `{tag}`" for tag in sorted(when.without)]
    if when.limit:
        parts.append(f"from week `{when.limit}` on")
    elif when.until is not None:
        parts.append(f"weeks {when.first} to {when.until - 1}")
    elif when.first:
        parts.append(f"from week {when.first} on")
    parts += [f"{'with' if up else 'without'} `{flag}`" for flag, up in when.flags]
    parts += [when.sex] if when.sex else []
    return ", ".join(parts)


def _product(rate: str, shares: Iterable[Share], times: Iterable[Factor]) -> str:
    said = [f"`{rate}`", *(f"(1 − `{one.name}`)" if one.rest else f"`{one.name}`" for one in shares)]
    return " × ".join((*said, *map(_factor, times)))


def _factor(factor: Factor) -> str:
    said = f"`{factor.parameter}`"
    if factor.power_of:
        said = f"`{factor.power_of}`^({'1 − ' if factor.rest else ''}{said})"
    elif factor.per_decade is not None:
        said += f" a decade {'above' if factor.above_only else 'from'} {factor.per_decade:g}"
    elif factor.coverage:
        said += f" for the share {' × '.join(f'`{name}`' for name in factor.coverage)}"
    return said if factor.when == When() else f"{said} ({_where(factor.when)})"


def _levers() -> Iterator[str]:
    rows = (
        (
            f"`[levers.{one.name}]`",
            f"`{one.key}`",
            one.meaning,
            f"{_said(one.low)} to {_said(one.high)}",
            one.unit,
            f"`{one.sets}`",
        )
        for one in LEVERS
    )
    yield from _table("Levers", ("in a scenario", "key", "what it is", "bounds", "unit", "sets"), rows)


def _areas() -> Iterator[str]:
    rows = (
        (f"`{name}`", area(name).title, f"{area(name).people:,.0f}", ", ".join(area(name).unverified))
        for name in areas_shipped()
    )
    yield from _table("Areas", ("name", "is", "people", "assumed or unverified"), rows)


def _numbers() -> Iterator[str]:
    yield "\n## Numbers\n"
    yield "Each as it is before any fit. `ostara`: our own judgement; no source gives it."
    columns = ("number", "meaning", "value (95 % interval)", "unit", "status", "source", "rows of evidence", "how made")
    for subject, title in SUBJECTS.items():
        yield f"\n### {title}\n"
        yield from _rows(columns, (_number(one) for one in estimates().values() if one.file == f"{subject}.toml"))


def _number(one: Estimate) -> tuple[str, ...]:
    value = _said(one.value) if one.low == one.high else f"{_said(one.value)} ({_said(one.low)} to {_said(one.high)})"
    cause = f"; cause: {one.cause}" if one.cause else ""
    return (
        f"`{one.id}`",
        one.meaning + cause,
        value,
        str(one.unit).replace("GBP", "£"),
        str(one.status),
        f"`{one.source}`: {one.place}",
        ", ".join(one.evidence),
        one.transformation,
    )


def _said(value: float) -> str:
    return f"{value:,.10g}"
