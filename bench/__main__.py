"""`./run bench NAME`: times one of Ostara's jobs beside the same job in other tools."""

import argparse
import sys
from collections.abc import Sequence

from bench.care import AREA, bench_care
from bench.check import bench_check
from bench.model import bench_england, bench_model
from bench.quality import ROWS_PER_PERSON, bench_quality
from bench.view import bench_view
from bench.web import bench_web
from bench.web_page import PAGES


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    names = found.add_subparsers(dest="name", required=True)
    _quality(names.add_parser("quality", help="the quality report beside pandas and Polars"))
    _check(names.add_parser("check", help="the check of a national file beside frictionless"))
    _view(names.add_parser("view", help="national figures beside pandas, Polars and DuckDB"))
    _web(names.add_parser("web", help="the record's pages beside a bare Django view, on both databases"))
    _care(names.add_parser("care", help="the rulebook, and giving a dose beside a bare Django view, on both databases"))
    _model(names.add_parser("model", help="the model beside Starsim, C and NumPy, and Ostara's shipped model"))
    return found


def _quality(quality: argparse.ArgumentParser) -> None:
    quality.add_argument("--rows", type=_whole, default=30_000_000, help="supply rows at least (%(default)s)")
    quality.add_argument("--people", type=_whole, help=f"made-up people (rows / {ROWS_PER_PERSON} unless given)")
    quality.add_argument("--runs", type=_whole, default=3, help="timed runs of each (%(default)s)")
    quality.set_defaults(run=lambda given: bench_quality(rows=given.rows, people=given.people, runs=given.runs))


def _check(check: argparse.ArgumentParser) -> None:
    check.add_argument("--rows", type=_whole, default=200_000, help="rows of the file (%(default)s)")
    check.add_argument("--runs", type=_whole, default=5, help="timed runs of Ostara (%(default)s)")
    check.add_argument("--their-runs", type=_whole, default=1, help="timed runs of frictionless (%(default)s)")
    check.add_argument("--alone", type=_whole, metavar="ROWS", help="time Ostara on a larger file too, by itself")
    check.set_defaults(
        run=lambda given: bench_check(rows=given.rows, runs=given.runs, their_runs=given.their_runs, alone=given.alone)
    )


def _view(view: argparse.ArgumentParser) -> None:
    view.add_argument("--journeys", type=_whole, default=2_800_000, help="journeys of the nation (%(default)s)")
    view.add_argument("--runs", type=_whole, default=3, help="timed runs of each whole program (%(default)s)")
    view.add_argument("--rounds", type=_whole, default=7, help="times each prepared question is asked (%(default)s)")
    view.set_defaults(run=lambda given: bench_view(journeys=given.journeys, runs=given.runs, rounds=given.rounds))


def _web(web: argparse.ArgumentParser) -> None:
    web.add_argument("--seconds", type=float, default=8, help="how long each page is asked in a round (%(default)s)")
    web.add_argument("--rounds", type=_whole, default=3, help="rounds, ours and theirs in turn (%(default)s)")
    web.add_argument("--only", choices=PAGES, help="one page instead of all; its result is not kept")
    web.set_defaults(run=lambda given: bench_web(seconds=given.seconds, rounds=given.rounds, only=given.only))


def _care(care: argparse.ArgumentParser) -> None:
    care.add_argument("--rounds", type=_whole, default=3, help="rounds, ours and theirs in turn (%(default)s)")
    care.add_argument("--people", type=_whole, default=AREA, help="people of the area (%(default)s)")
    care.set_defaults(run=lambda given: bench_care(rounds=given.rounds, people=given.people))


def _model(model: argparse.ArgumentParser) -> None:
    model.add_argument("--people", type=_whole, default=100_000, help="people of the bench model (%(default)s)")
    model.add_argument("--steps", type=_whole, default=240, help="months of the bench model (%(default)s)")
    model.add_argument("--rounds", type=_whole, default=7, help="timed runs of each (%(default)s)")
    model.add_argument("--pairs", type=_whole, default=24, help="pairs of runs of a scenario (%(default)s)")
    model.add_argument(
        "--england",
        type=_whole,
        nargs="?",
        const=1000,
        metavar="DRAWS",
        help="instead: how long so many draws (1000) of two arms take for England; long, and wants a quiet machine",
    )
    model.set_defaults(run=_run_model)


def _run_model(given: argparse.Namespace) -> int:
    if given.england:
        return bench_england(given.england)
    return bench_model(people=given.people, steps=given.steps, rounds=given.rounds, pairs=given.pairs)


def _whole(text: str) -> int:
    number = int(text.replace("_", ""))
    if number < 1:
        raise argparse.ArgumentTypeError("has to be 1 or more")
    return number


def main(arguments: Sequence[str] | None = None) -> int:
    given = parser().parse_args(arguments)
    code: int = given.run(given)
    return code


if __name__ == "__main__":
    sys.exit(main())
