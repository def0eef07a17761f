"""`ostara calibrate`: fit the model to an area's own figures."""

from pathlib import Path
from typing import Annotated

import typer

from ostara.cli.progress import people_progress
from ostara.cli.report import write_whole
from ostara.knowledge.refusal import RefusalError

LEAST_RUNS, MOST_RUNS = 64, 100_000


def calibrate(
    area: Annotated[str, typer.Argument(help="england-2008, a shipped area, or an area's file.")],
    targets: Annotated[str, typer.Argument(help="File of targets (`ostara targets STORE`), or england-2011.")],
    to: Annotated[Path, typer.Option("--to", help="File for the fit.")],
    page: Annotated[
        Path | None, typer.Option(help="Page to write on the fit: what it meets, what moved, how far to trust it.")
    ] = None,
    runs: Annotated[int, typer.Option(help="Runs of the model in all; about half a second of one core each.")] = 656,
    draws: Annotated[int, typer.Option(help="Draws that come out.")] = 200,
    seed: Annotated[int, typer.Option(help="Other seeds look elsewhere.")] = 1,
    alone: Annotated[
        bool, typer.Option("--alone", help="Begin from the evidence, not from the fit of England.")
    ] = False,
) -> None:
    """Fit an area, which shrinks towards England as far as its own figures are unsure, and keep the draws.

    It says whether the fitted model can say what was measured; `ostara simulate --fit FILE` runs its draws.
    """
    from ostara.planning.calibration.fit import Plan, fit  # noqa: PLC0415 loaded when asked for
    from ostara.planning.calibration.kept import as_json, read_fit, shipped  # noqa: PLC0415 as above
    from ostara.planning.calibration.page import as_page, told  # noqa: PLC0415 as above
    from ostara.planning.calibration.shrinking import towards  # noqa: PLC0415 as above
    from ostara.planning.calibration.space import england_2008  # noqa: PLC0415 as above
    from ostara.planning.calibration.targets import targets_named  # noqa: PLC0415 as above
    from ostara.planning.scenarios import area_named  # noqa: PLC0415 as above

    if not LEAST_RUNS <= runs <= MOST_RUNS:
        raise RefusalError("--runs", f"is not between {LEAST_RUNS} and {MOST_RUNS}")
    if not 1 <= draws <= MOST_RUNS:
        raise RefusalError("--draws", f"is not between 1 and {MOST_RUNS}")
    nation = area == england_2008().name
    of, wanted = england_2008() if nation else area_named(area, "area"), targets_named(targets)
    for file in (to, page or to):
        if not file.parent.is_dir():
            raise RefusalError(str(file), "is in a folder that does not exist")
    plan = Plan.of_size(runs, draws=draws, seed=seed)
    prior = None if nation or alone else towards(shipped())
    with people_progress(plan.runs, of="runs") as done:
        found = fit(of, wanted, plan=plan, prior=prior, done=done)
    write_whole(to, as_json(found) + "\n")
    kept = read_fit(str(to))
    if page is not None:
        write_whole(page, as_page(kept).render())
    typer.echo("\n".join(told(kept)))
