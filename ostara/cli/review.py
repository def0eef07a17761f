"""`ostara review`: looking through the record with the rulebook, and keeping everybody's list of tasks."""

from datetime import UTC, datetime

import typer

from ostara.cli.opening import ready_record


def review() -> None:
    """Look through the record: raise what the rules ask for, end what is done; to be run every night."""
    ready_record()
    from ostara.care.audit.actor import the_system  # noqa: PLC0415 - settings are known only now
    from ostara.care.facts.looking_through import look_through  # noqa: PLC0415 - as above
    from ostara.care.rows.days import london_day  # noqa: PLC0415 - as above

    at = datetime.now(UTC)
    found = look_through(on=london_day(at), by=the_system("nightly review"), at=at)
    typer.echo(f"{found.people:,} people looked through: {found.raised:,} tasks raised, {found.ended:,} ended,")
    typer.echo(f"{found.open:,} open.")
