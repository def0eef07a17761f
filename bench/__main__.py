"""`./run bench NAME`: times one of Ostara's jobs beside the same job in other tools."""

import argparse
import sys
from collections.abc import Sequence

from bench.quality import ROWS_PER_PERSON, bench_quality

USUAL_ROWS = 30_000_000


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    names = found.add_subparsers(dest="name", required=True)
    quality = names.add_parser("quality", help="the quality report beside pandas and Polars")
    quality.add_argument("--rows", type=_whole, default=USUAL_ROWS, help="supply rows at least (%(default)s)")
    quality.add_argument("--people", type=_whole, help=f"made-up people (rows / {ROWS_PER_PERSON} unless given)")
    quality.add_argument("--runs", type=_whole, default=3, help="timed runs of each (%(default)s)")
    return found


def _whole(text: str) -> int:
    number = int(text.replace("_", ""))
    if number < 1:
        raise argparse.ArgumentTypeError("has to be 1 or more")
    return number


def main(arguments: Sequence[str] | None = None) -> int:
    given = parser().parse_args(arguments)
    return bench_quality(rows=given.rows, people=given.people, runs=given.runs)


if __name__ == "__main__":
    sys.exit(main())
