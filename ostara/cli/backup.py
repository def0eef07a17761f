"""`ostara backup` and `ostara restore`: the record in one encrypted file, and back."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from ostara.cli.opening import open_record, ready_record
from ostara.knowledge.refusal import RefusalError

if TYPE_CHECKING:
    from ostara.web.keeping.keys import Key
    from ostara.web.keeping.restore import Restored

KeyFile = Annotated[
    Path | None, typer.Option("--key-file", help="The key; ostara record key makes one.", envvar="OSTARA_BACKUP_KEY")
]
Passphrase = Annotated[bool, typer.Option("--passphrase", help="Ask for words instead of a key file.")]


def backup(
    to: Annotated[Path, typer.Option("--to", metavar="FILE", help="File to write; a folder names it by the instant.")],
    key_file: KeyFile = None,
    passphrase: Passphrase = False,
    keep: Annotated[
        int | None, typer.Option("--keep", min=1, help="Then remove all but so many of the folder's newest backups.")
    ] = None,
) -> None:
    """Back up the record while it is used: one encrypted file, complete and read back, or none."""
    if keep is not None and not to.is_dir():
        raise typer.BadParameter("old backups are removed from a folder: give one with --to", param_hint="--keep")
    ready_record()
    from ostara.web.keeping.backup import back_up, keep_newest  # noqa: PLC0415 - settings are known only now
    from ostara.web.keeping.places import the_record  # noqa: PLC0415 - as above

    key = _key(key_file, passphrase, again=True)
    with _bar("backing up") as progress:
        file, about = back_up(the_record(), to, key=key, at=datetime.now(UTC), progress=progress)
    rows = sum(about.stands.rows.values())
    typer.echo(f"{file}: {rows:,} rows of {len(about.stands.rows)} tables, {file.stat().st_size:,} bytes, read back.")
    if about.stands.last_seal:
        number, hashed = about.stands.last_seal
        typer.echo(f"The audit's last seal: {number}:{hashed}")
    for old in keep_newest(to, keep) if keep is not None else ():
        typer.echo(f"Removed {old.name}.")


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The backup.")],
    to: Annotated[
        str, typer.Option("--to", help="File of the record to make (SQLite), or name of a new database (PostgreSQL).")
    ],
    key_file: KeyFile = None,
    passphrase: Passphrase = False,
    replace: Annotated[bool, typer.Option("--replace", help="Move a record that is there aside (SQLite).")] = False,
    with_faults: Annotated[
        bool, typer.Option("--with-faults", help="Put it in place although check-record finds faults in it.")
    ] = False,
) -> None:
    """Bring a record back from a backup: made elsewhere, read back, checked, and only then put in its place."""
    key = _key(key_file, passphrase, again=False)
    open_record()
    from ostara.web.keeping.restore import restore as bring_back  # noqa: PLC0415 - settings are known only now

    with _bar("restoring") as progress:
        now = datetime.now(UTC)
        restored = bring_back(file, key=key, to=to, at=now, replace=replace, with_faults=with_faults, progress=progress)
    _tell(restored)


def _tell(restored: "Restored") -> None:
    about = restored.about
    rows = sum(about.stands.rows.values())
    typer.echo(
        f"Restored the record as it stood at {about.at:%Y-%m-%d %H:%M:%S} UTC: {rows:,} rows, every table counted."
    )
    if not restored.checks:
        typer.echo("An older Ostara made it. Next: ostara record upgrade; then ostara check-record")
    else:
        faulty = [check.name for check in restored.checks if check.faults]
        typer.echo(f"check-record: {'faults in ' + ', '.join(faulty) if faulty else 'no fault found'}.")
    if restored.aside:
        typer.echo(f"The record that was there lies whole in {restored.aside}")
    if restored.about.kind == "postgresql":
        typer.echo(f"It is in the database {restored.address}. To use it, name that one in OSTARA_DATABASE.")
    else:
        typer.echo(f"To use it: OSTARA_DATABASE={restored.address}")


def _key(key_file: Path | None, passphrase: bool, *, again: bool) -> "Key":
    from ostara.web.keeping.keys import key_from_words, read_key_file  # noqa: PLC0415 - only these verbs need it

    if (key_file is None) == (not passphrase):
        raise RefusalError("key", "say either --key-file FILE (ostara record key FILE makes one) or --passphrase")
    if key_file is not None:
        return read_key_file(key_file)
    if sys.stdin.isatty():
        return key_from_words(typer.prompt("Passphrase", hide_input=True, confirmation_prompt=again))
    return key_from_words(sys.stdin.readline())


@contextmanager
def _bar(words: str) -> Iterator[Callable[[int, int], None]]:
    """A bar over bytes or pages, on a terminal only."""
    columns = (TextColumn(words), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(words, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of or None)
