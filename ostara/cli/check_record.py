"""`ostara check-record` and `ostara seal`: does the record hold together, and is its audit closed against change."""

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.console import Console

from ostara.cli.opening import open_record, ready_record
from ostara.knowledge.refusal import RefusalError

if TYPE_CHECKING:
    from ostara.web.keeping.checking import Check

FAULTY = 1


def check_record(
    format_: Annotated[Literal["text", "json"], typer.Option("--format", help="For people, or for programs.")] = "text",
    known_seal: Annotated[
        list[str] | None,
        typer.Option("--known-seal", metavar="NUMBER:HASH", help="A seal of the audit that was kept elsewhere."),
    ] = None,
) -> None:
    """Check that the record holds together: tables, refusals, keys, corrections, projections, the audit's chain.

    Ends with 0 when no fault is found, 1 when one is, 2 when the record cannot be read.
    """
    known = dict(_seal(one) for one in known_seal or ())
    open_record()
    from django.db.utils import DatabaseError  # noqa: PLC0415 - settings are known only now

    from ostara.web.keeping import checking, migrating  # noqa: PLC0415 - as above

    try:
        if not migrating.exists():
            raise RefusalError(migrating.record_place(), "there is no record here. Type: ostara record create")
        with Console(stderr=True).status("checking") as status:
            checks = list(checking.check_record(known, lambda words: status.update(f"checking that {words}")))
    except DatabaseError as error:
        reason = (
            f"cannot be read to its end ({type(error).__name__}): restore a backup, and keep this one to be looked at"
        )
        raise RefusalError(migrating.record_place(), reason) from None
    typer.echo(json.dumps(_as_dict(checks), indent=2) if format_ == "json" else _as_text(checks))
    if any(check.faults for check in checks):
        raise typer.Exit(FAULTY)


def seal() -> None:
    """Seal what the audit has gathered, so that nothing in it can be changed unnoticed; to be run every hour."""
    ready_record()
    from ostara.care.audit import sealing  # noqa: PLC0415 - settings are known only now

    sealed = sealing.seal(at=datetime.now(UTC))
    last = sealing.last_seal()
    typer.echo(f"{sealed:,} events sealed." + (f" The last seal: {last.number}:{last.hash}" if last else ""))


def _seal(words: str) -> tuple[int, str]:
    number, _, hashed = words.partition(":")
    if not number.isdecimal() or not hashed:
        raise RefusalError("--known-seal", "is a number and a hash, such as 12:3f6b…, as ostara seal prints them")
    return int(number), hashed.lower()


def _as_dict(checks: "list[Check]") -> dict[str, object]:
    return {
        "sound": not any(check.faults for check in checks),
        "checks": [
            {"name": one.name, "looks_at": one.words, "faults": list(one.faults), "more": one.more} for one in checks
        ],
    }


def _as_text(checks: "list[Check]") -> str:
    lines = []
    for one in checks:
        lines.append(f"{'fault' if one.faults else 'ok':<6}{one.name}: {one.words}")
        lines += [f"        {fault}" for fault in one.faults] + (["        … and more"] if one.more else [])
    faulty = sum(bool(one.faults) for one in checks)
    lines.append(f"{faulty} of {len(checks)} checks found faults." if faulty else "No fault found.")
    return "\n".join(lines)
