"""`ostara record`: making the record's database, bringing its tables up to date, and the key of its backups."""

import os
from pathlib import Path
from typing import Annotated

import typer

from ostara.cli.opening import open_record
from ostara.knowledge.refusal import RefusalError

record_app = typer.Typer(name="record", no_args_is_help=True, help="Make the record, or bring it up to date.")


@record_app.callback()
def _record() -> None:
    """Make the record, or bring it up to date."""


@record_app.command()
def create() -> None:
    """Make an empty record where OSTARA_DATABASE says (a file of SQLite below OSTARA_FILES if it says nothing)."""
    place, there = _place()
    if there:
        raise RefusalError(place, "there is a record here. To bring its tables up to date: ostara record upgrade")
    _prepare_folder()
    _migrate()
    typer.echo(f"Made an empty record: {place}")
    typer.echo("Next: ostara staff add, for the first service manager; then ostara serve")


@record_app.command()
def upgrade() -> None:
    """Bring the tables of the record up to this Ostara. Make a backup first."""
    place, there = _place()
    if not there:
        raise RefusalError(place, "there is no record here. Type: ostara record create")
    applied = _migrate()
    for name in applied:
        typer.echo(f"  {name}")
    typer.echo(f"{place}: {len(applied)} changes applied" if applied else f"{place}: nothing to do")


@record_app.command()
def key(to: Annotated[Path, typer.Argument(metavar="FILE", help="File to write the key to.")]) -> None:
    """Make a key for backups. Whoever loses it loses every backup made with it: keep copies in two other places."""
    from ostara.web.keeping.keys import make_key_file  # noqa: PLC0415 - only this verb needs it

    make_key_file(to)
    typer.echo(f"{to}: a new key. Keep a copy of it in two places that are not where the backups are.")
    typer.echo("Without it nobody can open a backup made with it, and there is no way round that.")


def _place() -> tuple[str, bool]:
    """Where the record is, and whether there is one."""
    open_record()
    from django.db.utils import DatabaseError  # noqa: PLC0415 - settings are known only now

    from ostara.web.keeping import migrating  # noqa: PLC0415 - as above

    try:
        return migrating.record_place(), migrating.exists()
    except DatabaseError as error:
        raise RefusalError(migrating.record_place(), f"cannot be reached ({type(error).__name__})") from None


def _prepare_folder() -> None:
    from ostara.web.keeping import places  # noqa: PLC0415 - settings are known only now
    from ostara.web.keeping.serving import private_folder  # noqa: PLC0415 - as above

    os.umask(0o077)  # the files of a record are its owner's alone
    if places.is_sqlite(places.the_record()):
        private_folder(places.file_of(places.the_record()).parent)


def _migrate() -> list[str]:
    from ostara.web.keeping.migrating import migrate  # noqa: PLC0415 - settings are known only now

    return migrate()
