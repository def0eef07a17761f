"""`ostara tables`: the dictionary of the seam."""

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table as Grid

from ostara.knowledge.refusal import RefusalError
from ostara.tables import TABLES
from ostara.tables.dictionary import column_words


def tables(name: Annotated[str | None, typer.Argument(help="One table; all of them when left out.")] = None) -> None:
    """Show what each table and column of a store means."""
    if name is not None and name not in TABLES:
        raise RefusalError(f"table {name}", f"there is no such table; there are {', '.join(TABLES)}")
    console = Console()
    for table in TABLES.values() if name is None else [TABLES[name]]:
        grid = Grid(title=f"{table.name}: {table.meaning}", title_justify="left", expand=True)
        for heading in ("column", "type", "may be empty", "identifying", "meaning"):
            grid.add_column(heading, overflow="fold")
        for column in table.columns:
            grid.add_row(*column_words(column))
        console.print(grid)
