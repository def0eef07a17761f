"""`ostara submission`: the next national file of some services, with all that it would reject, lacks and leaves out."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from ostara.cli.opening import ready_record


def submission(
    to: Annotated[Path, typer.Option("--to", metavar="FOLDER", help="Where the file and its report are written.")],
    service: Annotated[list[str], typer.Option("--service", metavar="CODE", help="Agency code; may be repeated.")],
) -> None:
    """Write the next national (NDTMS) file of some services, and a report of what it would reject and leaves out.

    The file holds initials and dates of birth of people who agreed to share them: keep it where the record is kept.
    """
    ready_record()
    from ostara.exchange.submission import prepare_submission  # noqa: PLC0415 - settings are known only now

    typer.echo(_as_text(prepare_submission(to, service, at=datetime.now(UTC)), to))


def _as_text(told: dict[str, Any], to: Path) -> str:
    lines = [f"Wrote {to}: {told['rows']:,} rows of {told['people']:,} people and {told['episodes']:,} episodes."]
    for one in told["by_rule"]:
        unverified = " (unverified)" if one["unverified"] else ""
        lines.append(f"{one['severity']}: {one['times']:,} times: {one['column']} {one['message']}{unverified}")
    for reason, people in Counter(one["reason"] for one in told["left_out"]).items():
        lines.append(f"Left out: {people:,} people: {reason}.")
    lines.append(told["not_in_force"])
    return "\n".join(lines)
