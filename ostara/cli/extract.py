"""`ostara extract`: what stands in the record becomes a store for figures; to be run every night."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.console import Console

from ostara.cli.opening import ready_record

if TYPE_CHECKING:
    from ostara.exchange.extract import Extracted


def extract(
    to: Annotated[
        Path | None,
        typer.Option("--to", metavar="STORE", help="Folder of the store; if left out, the shelf that the pages read."),
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Let an older store at --to give way.")] = False,
    format_: Annotated[Literal["text", "json"], typer.Option("--format", help="How to print the account.")] = "text",
) -> None:
    """Write what stands in the record to a store, and let the pages over numbers read it.

    People and rows have numbers of their own there; names, addresses and words stay in the record.
    """
    ready_record()
    done = _extracted(to, replace=replace) if to else _shelved()
    typer.echo(json.dumps(done.as_dict(), indent=2) if format_ == "json" else _as_text(done))


def _extracted(to: Path, *, replace: bool) -> "Extracted":
    from ostara.exchange.extract import extract as extract_record  # noqa: PLC0415 - settings are known only now

    with Console(stderr=True).status("reading the record") as status:
        return extract_record(
            to,
            at=datetime.now(UTC),
            replace=replace,
            progress=lambda read, of: status.update(f"{read:,} of {of:,} people"),
        )


def _shelved() -> "Extracted":
    """A store of tonight on the shelf: written, prepared for questions, and only then pointed at."""
    from ostara.analysis.journeys.prepared import prepared  # noqa: PLC0415 - slow to load, and only wanted here
    from ostara.exchange.extract.shelving import new_store, show  # noqa: PLC0415 - settings are known only now
    from ostara.tables.store import open_store  # noqa: PLC0415 - as above

    at = datetime.now(UTC)
    done = _extracted(new_store(at), replace=False)
    with Console(stderr=True).status("preparing") as status:
        if done.written["episodes"]:
            with prepared(open_store(done.store), say=status.update):
                pass
    show(done.store, at)
    return done


def _as_text(done: "Extracted") -> str:
    rows = ", ".join(f"{rows:,} {table.replace('_', ' ')}" for table, rows in done.written.items() if rows)
    lines = [f"Wrote {done.store}: {rows or 'no rows'}."]
    lines += [f"Set aside: {rows:,} {table.replace('_', ' ')}: {why}." for (table, why), rows in done.aside.items()]
    lines += [f"Left empty: {name}, {times:,} times: beyond what it can hold." for name, times in done.emptied.items()]
    return "\n".join(lines)
