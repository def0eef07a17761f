"""`ostara upgrade`: a store that an older Ostara wrote becomes one that this Ostara reads."""

from pathlib import Path
from typing import Annotated

import typer

from ostara.tables import SCHEMA_VERSION
from ostara.tables.upgrade import upgrade as upgrade_store


def upgrade(
    store: Annotated[Path, typer.Argument(help="Folder of the store.")],
    to: Annotated[Path | None, typer.Option("--to", help="Write it here; in its own place when left out.")] = None,
) -> None:
    """Write a store of an older schema in today's. What is new since then is empty; nothing is lost."""
    upgrade_store(store, to)
    typer.echo(f"{to or store} is of schema version {SCHEMA_VERSION} now")
