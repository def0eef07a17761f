"""Progress bars for long work: on a terminal only, and on standard error, so that results stay clean."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn


@contextmanager
def people_progress(people: int, *, of: str = "people") -> Iterator[Callable[[int], None]]:
    """A bar over people, or what else `of` names; what it gives is told how many are done.

    When all are, it says that the store is checked.
    """
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(of, total=people)

        def done(count: int) -> None:
            bar.update(task, completed=count, description="checking" if count == people else of)

        yield done
