"""`ostara parameters`: every number with its unit, status and source, or one of them in full."""

import json
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Annotated, Literal

import typer
from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from ostara.knowledge.parameters import Number, Parameter
from ostara.knowledge.parameters import parameters as every_parameter
from ostara.knowledge.refusal import RefusalError
from ostara.knowledge.sources import source


def parameters(
    name: Annotated[str | None, typer.Argument(help="One name, or how several begin; all when left out.")] = None,
    format: Annotated[Literal["text", "json"], typer.Option(help="For people, or for programs.")] = "text",
) -> None:
    """Show the numbers that rules and measures rest on, and where each comes from."""
    chosen = _named(name)
    if format == "json":
        typer.echo(json.dumps([_facts(one) for one in chosen], ensure_ascii=False, indent=2))
    elif name == chosen[0].name:
        Console().print(_in_full(chosen[0]))
    else:
        Console(highlight=False).print(_listed(chosen))


def _named(name: str | None) -> list[Parameter]:
    known = every_parameter()
    if name is not None and name in known:
        return [known[name]]
    chosen = [one for one in known.values() if one.name.startswith(name or "")]
    if not chosen:
        near = get_close_matches(name or "", known, n=3)
        hint = f"; did you mean {', '.join(near)}" if near else ""
        raise RefusalError(f"parameter {name}", f"no name is or begins like this{hint}")
    return chosen


def _listed(chosen: Iterable[Parameter]) -> Group:
    # Two lines each, not a grid: names, sources and places are long, and a terminal may be narrow.
    return Group(*(line for one in chosen for line in _two_lines(one)))


def _two_lines(one: Parameter) -> Iterator[RenderableType]:
    yield f"[bold]{one.name}[/]  {escape(f'{one.value} {one.unit}')}  {_status(one)}"
    yield Padding(escape(f"{one.meaning} [{source(one.source).title}: {one.place}]"), (0, 0, 0, 4), expand=False)


def _status(one: Parameter) -> str:
    # In words as well as in colour: many people see no colours, and files and pipes keep none.
    return f"[bold yellow]{one.status}[/]" if one.unverified else str(one.status)


def _in_full(one: Parameter) -> Table:
    facts = _facts(one)
    facts["value"] = f"{one.value} {one.unit}"
    facts["plausible range"] = f"{'…' if one.low is None else one.low} to {'…' if one.high is None else one.high}"
    facts["rules"] = ", ".join(one.rules) or "none"
    for shown_elsewhere in ("unit", "low", "high", "unverified"):
        del facts[shown_elsewhere]
    grid = Table(title=one.name, title_justify="left", show_header=False)
    for field, said in facts.items():
        grid.add_row(
            field, _status(one) if field == "status" else escape(str(said or "none")), end_section=field == "note"
        )
    return grid


def _facts(one: Parameter) -> dict[str, object]:
    origin = source(one.source)
    return {
        "name": one.name,
        "meaning": one.meaning,
        "value": _plain(one.value),
        "unit": one.unit,
        "low": _plain(one.low),
        "high": _plain(one.high),
        "status": str(one.status),
        "unverified": one.unverified,
        "rules": list(one.rules),
        "note": one.note,
        "source": one.source,
        "source title": origin.title,
        "place in the source": one.place,
        "where to find it": origin.where,
        "how far it was checked": origin.checked,
        "file": f"ostara/knowledge/parameters/{one.file}",
    }


def _plain(number: Number | None) -> int | float | None:
    return number if number is None or isinstance(number, int) else float(number)
