"""`ostara serve`: the record in a browser, and `ostara worker`, which does its long work."""

import sys
from typing import Annotated

import typer

from ostara.cli.opening import ready_record


def serve(
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Where to listen.")] = 8000,
    host: Annotated[str, typer.Option("--host", help="Address of this machine to listen at.")] = "127.0.0.1",
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, max=64, help="Processes; one for each core if left out.")
    ] = None,
    access_log: Annotated[bool, typer.Option(help="Write a line for each request, without names.")] = True,
) -> None:
    """Serve the record. It refuses to while a change of its tables is missing, and says what to type."""
    ready_record()
    from ostara.web.keeping import serving  # noqa: PLC0415 - settings are known only now

    serving.refuse_taken(host, port)
    sys.stderr.write(f"Ostara is at http://{host}:{port}/ (stop it with Ctrl+C)\n")
    serving.serve(host=host, port=port, workers=workers or serving.cores(), access_log=access_log)


def worker(
    once: Annotated[bool, typer.Option("--once", help="Do what is waiting, then end.")] = False,
) -> None:
    """Do the long work that pages ask for, such as a pack or an extract."""
    ready_record()
    from django.core.management import call_command  # noqa: PLC0415 - settings are known only now

    call_command("db_worker", batch=once, reload=False, verbosity=0)
