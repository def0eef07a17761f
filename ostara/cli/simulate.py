"""`ostara simulate`: what would happen if, from a scenario to a page."""

import sys
from contextlib import ExitStack
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from ostara.cli.progress import people_progress
from ostara.cli.report import write_whole
from ostara.knowledge.refusal import RefusalError

MOST_DRAWS = 10_000
MOST_ONE_BY_ONE = 5_000_000  # people who fit into the memory of a laptop


class Engine(StrEnum):
    """How the model is run."""

    EXPECTATION = "expectation"
    INDIVIDUALS = "individuals"
    REFERENCE = "reference"


class Leaving(StrEnum):
    """Why people leave treatment less as time goes on."""

    DURATION = "duration"
    FRAILTY = "frailty"


class Format(StrEnum):
    """How the answer is written."""

    HTML = "html"
    JSON = "json"


def simulate(
    scenario: Annotated[
        str | None, typer.Argument(help="A scenario's file, or the name of one that comes with Ostara (--list).")
    ] = None,
    area: Annotated[
        str | None, typer.Option(help="england, made-up, or an area's file; the scenario's if left out.")
    ] = None,
    people: Annotated[
        float | None, typer.Option(help="People who use opiates at the start; the area's if left out.")
    ] = None,
    years: Annotated[int | None, typer.Option(help="Years to look ahead; the scenario's if left out.")] = None,
    draws: Annotated[int, typer.Option(help="Draws of the uncertain numbers; 0 takes the middle of each.")] = 100,
    engine: Annotated[
        Engine, typer.Option(help="Expected values; one person at a time; or that in plain, slow Python.")
    ] = Engine.EXPECTATION,
    leaving: Annotated[
        Leaving, typer.Option(help="Leaving eases with time on treatment, or because some people never settle.")
    ] = Leaving.DURATION,
    seed: Annotated[int, typer.Option(help="Other seeds draw other numbers.")] = 1,
    fit: Annotated[
        str | None, typer.Option(help="Draws of a fit: a file of `ostara calibrate`, or england-2011.")
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option(help="Draws run on a Dask cluster: its scheduler's address, or local (./run dask simulate …)."),
    ] = None,
    format: Annotated[Format, typer.Option(help="Page to read, or data.")] = Format.HTML,
    out: Annotated[Path | None, typer.Option(help="File to write; standard output when left out.")] = None,
    listed: Annotated[bool, typer.Option("--list", help="List scenarios, areas and levers.")] = False,
) -> None:
    """Say what would happen to people, deaths, crime and money if something were done, against nothing done."""
    if listed:
        _list()
        return
    if scenario is None:
        raise RefusalError("ostara simulate", "needs a scenario (--list names those that come with Ostara)")
    if not 0 <= draws <= MOST_DRAWS:
        raise RefusalError("--draws", f"is not between 0 and {MOST_DRAWS}")
    if engine is not Engine.EXPECTATION and people is not None and people > MOST_ONE_BY_ONE:
        raise RefusalError("--people", f"one person at a time the model takes {MOST_ONE_BY_ONE:,} at most")
    if out is not None and not out.parent.is_dir():
        raise RefusalError(str(out), "is in a folder that does not exist")
    how = {"draws": draws, "engine": engine.value, "leaving": leaving.value, "seed": seed}
    text = _answered(scenario, area, people, years, how=how, fit=fit, cluster=cluster, format=format)
    if out is None:
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
    else:
        write_whole(out, text)


def _answered(
    said: str,
    area: str | None,
    people: float | None,
    years: int | None,
    *,
    how: dict[str, Any],
    fit: str | None,
    cluster: str | None,
    format: Format,
) -> str:
    """The page or the data; the model is loaded here, so that other verbs start at once."""
    from ostara.planning.brief import as_json, as_page, brief  # noqa: PLC0415 loaded when asked for
    from ostara.planning.calibration.kept import read_fit  # noqa: PLC0415 loaded when asked for
    from ostara.planning.cluster import on_cluster  # noqa: PLC0415 loaded when asked for
    from ostara.planning.comparing import compare  # noqa: PLC0415 loaded when asked for
    from ostara.planning.scenarios import area_named, scenario_named  # noqa: PLC0415 loaded when asked for

    asked = scenario_named(said).asked(
        people=people, years=years, area=None if area is None else area_named(area, "--area")
    )
    fitted = None if fit is None else read_fit(fit)
    with ExitStack() as until, people_progress(max(how["draws"], 1), of="draws") as done:
        map_ = None if cluster is None else until.enter_context(on_cluster(cluster))
        made = compare(asked, **how, fitted=fitted, map_=map_, done=done)
    found = brief(made)
    return as_page(found).render() if format is Format.HTML else as_json(found)


def _list() -> None:
    from ostara.planning.areas import area, areas_shipped  # noqa: PLC0415 as above
    from ostara.planning.levers import LEVERS  # noqa: PLC0415 as above
    from ostara.planning.scenarios import scenario_named, scenarios_shipped  # noqa: PLC0415 as above

    console = Console(highlight=False)
    grid = Table("scenario", "asks", box=None, pad_edge=False)
    for name in scenarios_shipped():
        grid.add_row(name, scenario_named(name).question)
    console.print(grid)
    grid = Table("area", "is", "people", box=None, pad_edge=False)
    for name in areas_shipped():
        grid.add_row(name, area(name).title, f"{area(name).people:,.0f}")
    console.print(grid)
    grid = Table("lever", "key", "sets", "from", "to", "unit", box=None, pad_edge=False)
    for at in (0, 1):
        grid.columns[at].no_wrap = True
    for lever in LEVERS:
        grid.add_row(lever.name, lever.key, lever.meaning, f"{lever.low:g}", f"{lever.high:g}", lever.unit)
    console.print(grid)
