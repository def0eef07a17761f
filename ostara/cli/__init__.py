"""The verbs of Ostara from a terminal, one file per verb, and the one place where an error becomes a line."""

import sys
from typing import Annotated

import typer

from ostara import __version__
from ostara.cli.backup import backup, restore
from ostara.cli.calibrate import calibrate
from ostara.cli.check import check_app
from ostara.cli.check_record import check_record, seal
from ostara.cli.demo import demo
from ostara.cli.docs import docs
from ostara.cli.downtime_pack import downtime_pack
from ostara.cli.export import export_app
from ostara.cli.extract import extract
from ostara.cli.import_ import import_app
from ostara.cli.pack import pack
from ostara.cli.parameters import parameters
from ostara.cli.record import record_app
from ostara.cli.report import report_app
from ostara.cli.review import review
from ostara.cli.rulebook import rulebook_app
from ostara.cli.serve import serve, worker
from ostara.cli.simulate import simulate
from ostara.cli.staff import staff_app
from ostara.cli.submission import submission
from ostara.cli.synth import synth_app
from ostara.cli.tables import tables
from ostara.cli.targets import targets
from ostara.cli.upgrade import upgrade
from ostara.cli.validate import validate
from ostara.cli.view import view
from ostara.knowledge.refusal import RefusalError

UNUSABLE = 2

app = typer.Typer(
    name="ostara",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Treat people safely, record once, measure what happened, evaluate what worked, plan what to do next.",
)
app.command()(demo)
app.add_typer(import_app, name="import")
app.add_typer(export_app, name="export")
app.add_typer(check_app, name="check")
app.add_typer(synth_app, name="synth")
app.add_typer(report_app, name="report")
app.command()(view)
app.command()(pack)
app.command()(simulate)
app.command()(calibrate)
app.command()(validate)
app.command()(targets)
app.command()(tables)
app.command()(parameters)
app.add_typer(rulebook_app, name="rulebook")
app.command()(upgrade)
app.command()(docs)
app.add_typer(record_app, name="record")
app.add_typer(staff_app, name="staff")
app.command()(serve)
app.command()(worker)
app.command()(backup)
app.command()(restore)
app.command()(check_record)
app.command()(seal)
app.command()(review)
app.command()(downtime_pack)
app.command()(extract)
app.command()(submission)


def _version(asked: bool) -> None:
    if asked:
        sys.stdout.write(f"ostara {__version__}\n")
        raise typer.Exit


@app.callback()
def ostara(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which.")] = False,
) -> None:
    """Ostara: a local drug treatment and recovery system as one learning loop."""


def main() -> int:
    """Run the command line. Bad input ends as one line on standard error that names the place, and exit code 2."""
    try:
        app()
    except RefusalError as refusal:
        sys.stderr.write(f"ostara: {refusal}\n")
        return UNUSABLE
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        sys.stderr.write(f"ostara: {place}{error.strerror or error}\n")
        return UNUSABLE
    return 0
