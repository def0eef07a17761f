"""`ostara demo`: a made-up area, served; or, with `--report`, a report on how good a made-up service's treatment is."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from ostara.analysis.reports.quality_page import as_html
from ostara.cli.opening import open_record
from ostara.cli.progress import people_progress
from ostara.cli.report import worked_out, write_whole
from ostara.exchange.made_up import make_up_store
from ostara.knowledge.refusal import RefusalError

PEOPLE, YEARS, SEED = 2_000, 2, 1
IN_THE_AREA, MOST_IN_THE_AREA = 600, 50_000


def demo(
    to: Annotated[Path, typer.Option(help="Folder for what is made up.")] = Path("demo"),
    people: Annotated[
        int,
        typer.Option("--people", min=1, max=MOST_IN_THE_AREA, help="How many people, beside those of the stories."),
    ] = IN_THE_AREA,
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Where to serve it.")] = 8000,
    serve: Annotated[bool, typer.Option("--serve/--no-serve", help="Serve it, or only make it.")] = True,
    again: Annotated[bool, typer.Option("--again", help="Make it anew, although it is there.")] = False,
    report: Annotated[
        bool, typer.Option("--report", help="Instead, make up a service's doses and report on its treatment.")
    ] = False,
) -> None:
    """Make up an area with three services and serve its record. Nobody in it exists."""
    if report:
        _report(to)
        return
    os.environ.update(OSTARA_DEMO="1", OSTARA_FILES=str((to / "record").absolute()))
    open_record()
    from ostara.web.keeping import serving  # noqa: PLC0415 - settings are known only now

    if serve:
        serving.refuse_taken("127.0.0.1", port)
    _record(people, again=again)
    _tell(f"http://localhost:{port}/" if serve else "")
    if serve:
        with _long_work():
            serving.serve(host="127.0.0.1", port=port, workers=serving.cores(), access_log=False)


@contextmanager
def _long_work() -> Iterator[None]:
    """A process beside the pages that works out what they ask for, such as the next national file."""
    from ostara.web.running import OSTARA  # noqa: PLC0415 - settings are known only now

    worker = subprocess.Popen([*OSTARA, "worker"], stdout=subprocess.DEVNULL)  # noqa: S603 - our own verb, nothing typed
    try:
        yield
    finally:
        worker.terminate()
        worker.wait()


def _record(people: int, *, again: bool) -> None:
    """Makes the record, and a first nightly store of it, where it is not there yet or is to be made anew."""
    from ostara.web.keeping import migrating, places  # noqa: PLC0415 - settings are known only now

    there = migrating.exists()
    if there and not _made_up():
        raise RefusalError(migrating.record_place(), "this record was not made up: the demo does not touch it")
    if there and not again and not migrating.schema_differs():
        return
    database = places.the_record()
    if not places.is_sqlite(database):
        if there:
            raise RefusalError(migrating.record_place(), "is not empty. Name an empty database in OSTARA_DATABASE")
        _fill(people)
        return
    file = places.file_of(database)
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    making = file.with_name(f".{file.name}.making")
    for ending in ("", "-wal", "-shm"):
        making.with_name(making.name + ending).unlink(missing_ok=True)
    address = f"sqlite:///{making.absolute()}"
    with places.looking_at(places.settings_of(address)):
        _fill(people, address)
    for ending in ("", "-wal", "-shm"):
        file.with_name(file.name + ending).unlink(missing_ok=True)
    making.replace(file)
    making.with_name(f"{making.name}.queue").unlink(missing_ok=True)  # that of its writers, who are done


def _fill(people: int, address: str = "") -> None:
    from ostara.care.audit.actor import the_system  # noqa: PLC0415 - settings are known only now
    from ostara.care.audit.sealing import seal  # noqa: PLC0415 - as above
    from ostara.care.facts.looking_through import look_through  # noqa: PLC0415 - as above
    from ostara.care.rows.days import london_day  # noqa: PLC0415 - as above
    from ostara.exchange.made_up_record import make_up_record  # noqa: PLC0415 - as above
    from ostara.web.keeping.migrating import migrate  # noqa: PLC0415 - as above
    from ostara.web.keeping.sqlite import make_room  # noqa: PLC0415 - as above

    console = Console()
    console.print(f"Making up an area of {people:,} people and their last years. None of them exist.")
    now = datetime.now(UTC)
    with console.status("making its tables"):
        migrate()
    make_room()
    with people_progress(people) as progress:
        made = make_up_record(people, seed=SEED, now=now, progress=lambda done: progress(min(done, people)))
    with _nightly_store(address) as told:
        with console.status("asking the rules of everybody"):
            found = look_through(on=london_day(now), by=the_system("nightly review"), at=now)
        with console.status("sealing its audit"):
            seal(at=now)
    console.print(f"{made.rows:,} rows of history, and ten people with stories, in {_seconds(now):.0f} seconds.")
    console.print(f"The rules were asked of {found.people:,} people in care: {found.open:,} tasks are open.")
    console.print("\n".join(told), soft_wrap=True, highlight=False, markup=False)


@contextmanager
def _nightly_store(address: str) -> Iterator[list[str]]:
    """A process beside what is done within, which it does not wait for: it reads the record, the others write.

    Yields what it printed, once it has ended. Raises RefusalError where it ended badly.
    """
    from ostara.web.running import OSTARA  # noqa: PLC0415 - settings are known only now

    where = {"OSTARA_DATABASE": address} if address else {}
    told: list[str] = []
    with subprocess.Popen(  # noqa: S603 - our own verb, nothing typed
        [*OSTARA, "extract"], env={**os.environ, **where}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as beside:
        try:
            yield told
            printed, wrong = beside.communicate()
        except BaseException:
            beside.terminate()
            raise
    if beside.returncode:
        raise RefusalError("the nightly store", wrong.strip() or f"ended with status {beside.returncode}")
    told += printed.splitlines()


def _seconds(since: datetime) -> float:
    return (datetime.now(UTC) - since).total_seconds()


def _made_up() -> bool:
    from ostara.care.accounts.models import Service  # noqa: PLC0415 - settings are known only now
    from ostara.exchange.made_up_record.area import CODES  # noqa: PLC0415 - as above

    codes = set(Service.objects.values_list("agency_code", flat=True))
    return bool(codes) and codes <= CODES


def _tell(address: str) -> None:
    """Where it is, and who may sign in."""
    from ostara.care.accounts.made_up import DEMO_PASSWORD  # noqa: PLC0415 - settings are known only now
    from ostara.care.accounts.roles import Role  # noqa: PLC0415 - as above
    from ostara.web.keeping.migrating import record_place  # noqa: PLC0415 - as above
    from ostara.web.signing_in import made_up_staff  # noqa: PLC0415 - as above

    console = Console(highlight=False)
    rows = Table("role", "service", "signs in as", box=None)
    rows.columns[2].no_wrap = True  # an address that is cut in two cannot be copied
    told = set()
    for post in made_up_staff():
        where = str(post.service or "the whole area")
        if (post.role, where) not in told:
            told.add((post.role, where))
            rows.add_row(str(Role(post.role).label), where, post.user.email)
    console.print(rows)
    console.print(f"Everyone's password: {DEMO_PASSWORD}. The page after it shows the code.", markup=False)
    console.print("Ten people to look up, and what to see in them: docs/people_of_the_demo.md")
    console.print(f"The record: {record_place()}", soft_wrap=True, markup=False)
    if address:
        console.print(f"It is served at {address} (stop it with Ctrl+C)", soft_wrap=True)


def _report(to: Path) -> None:
    console = Console()
    store, page = to / "store", to / "quality.html"
    console.print(f"Making up a service of {PEOPLE:,} people over {YEARS} years. None of them exist.")
    with people_progress(PEOPLE) as progress:
        make_up_store(store, people=PEOPLE, years=YEARS, seed=SEED, replace=True, progress=progress)
    report = worked_out(store)
    write_whole(page, as_html(report))
    restarts = report.answers["restart_above_30_after_5"].overall
    kept = report.answers["retained_24_weeks"].overall
    console.print(
        f"Still in treatment at 24 weeks: {kept.numerator} of {kept.denominator}. Methadone began again above 30 mg "
        f"after five days or more: {restarts.numerator} of {restarts.denominator} times."
    )
    console.print(f"The report is here: {page.resolve()}", soft_wrap=True)
    console.print(f"The store behind it: {store.resolve()}", soft_wrap=True)
