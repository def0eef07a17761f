"""Whether a record holds together: its tables, the refusals that keep its history, what points where, its projections
and the chain of its audit. Faults name tables, fields and keys; never what is known of a person."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from django.apps import apps
from django.db import DatabaseError, connection, models
from django.db.models import Exists, OuterRef

from ostara.care.audit.models import Event
from ostara.care.audit.sealing import verify
from ostara.care.rows.models import HistoryRow
from ostara.care.rows.projections import registered
from ostara.care.rows.refusal import kept_forever, missing_refusals
from ostara.web.keeping.migrating import from_elsewhere, not_applied
from ostara.web.keeping.pointers import POINTERS

MOST_FAULTS = 50  # told of each check; the rest is only that there are more


@dataclass(frozen=True)
class Check:
    """What one check found.

    Attributes:
        name: such as `migrations`.
        words: what it looks at.
        faults: what is wrong, the first of them.
        more: whether there are others.
    """

    name: str
    words: str
    faults: tuple[str, ...]
    more: bool


def check_record(
    known_seals: Mapping[int, str] | None = None, told: Callable[[str], None] = lambda words: None
) -> Iterator[Check]:
    """Yields what each check of the record finds; of a record whose tables are not ours, only that.

    Args:
        known_seals: hashes of the audit's seals by number, as they were printed or backed up.
        told: hears what each check looks at, as it begins.
    """
    checks = {**CHECKS, "audit": ("the chain of the audit is whole", lambda: _audit(known_seals))}
    for name, (words, look) in checks.items():
        told(words)
        found = list(islice(_asked(look), MOST_FAULTS + 1))
        yield Check(name, words, tuple(found[:MOST_FAULTS]), len(found) > MOST_FAULTS)
        if name == "migrations" and found:
            return


def _asked(look: Callable[[], Iterator[str]]) -> Iterator[str]:
    try:
        yield from look()
    except DatabaseError as error:  # a damaged page, a column that is not there: the other checks go on
        yield f"could not be asked to the end ({type(error).__name__})"


def _migrations() -> Iterator[str]:
    yield from (f"{name} is not applied: ostara record upgrade" for name in not_applied())
    yield from (f"{name} is not known to this Ostara: a newer one was here" for name in from_elsewhere())


def _refusals() -> Iterator[str]:
    yield from (f"{table} would let its history be changed: ostara record upgrade" for table in missing_refusals())


def _database() -> Iterator[str]:
    """What the database itself can say: SQLite reads every page and index; PostgreSQL knows what it never proved."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA integrity_check")
            yield from (line for (line,) in cursor.fetchall() if line != "ok")
        else:
            cursor.execute(
                "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE NOT convalidated ORDER BY 1, 2"
            )
            yield from (f"{table}: {constraint} was never proved" for table, constraint in cursor.fetchall())


def _foreign_keys() -> Iterator[str]:
    """Every row of every table, asked in the same words on both databases."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey):
                yield from _nowhere(model, field.attname, field.related_model, field.target_field.attname)


def _pointers() -> Iterator[str]:
    """Keys that are no foreign keys, because what holds them outlives or stands below what they name."""
    for (label, field), target in POINTERS.items():
        yield from _nowhere(apps.get_model(label), field, apps.get_model(target), "pk")
    kept = {model._meta.label_lower: model for model in kept_forever()}
    kinds = Event.objects.exclude(kind="").order_by().values_list("kind", flat=True).distinct()
    for model in (kept[kind] for kind in sorted(kinds) if kind in kept):
        yield from _nowhere(Event, "record", model, "pk", kind=model._meta.label_lower)


def _corrections() -> Iterator[str]:
    for model in apps.get_models():
        if issubclass(model, HistoryRow):
            unexplained = model._base_manager.filter(corrects__isnull=False, why="")
            yield from (f"{model._meta.label} {key} corrects a row and does not say why" for key in _keys(unexplained))
            early = model._base_manager.filter(corrects__recorded_at__gt=models.F("recorded_at"))
            yield from (f"{model._meta.label} {key} was recorded before the row it corrects" for key in _keys(early))


def _projections() -> Iterator[str]:
    for name, disagreements in registered().items():
        yield from (f"{name}: {line}" for line in disagreements())


def _audit(known_seals: Mapping[int, str] | None) -> Iterator[str]:
    broken = verify(known_seals)
    if broken:
        yield str(broken)


def _nowhere(
    model: type[models.Model], field: str, target: type[models.Model], to: str, **narrowed: str
) -> Iterator[str]:
    there = target._base_manager.filter(**{to: OuterRef(field)})
    lost = model._base_manager.filter(~Exists(there), **{f"{field}__isnull": False}, **narrowed)
    yield from (f"{model._meta.label} {key}: {field} points at no {target._meta.label}" for key in _keys(lost))


def _keys(rows: models.QuerySet[models.Model]) -> Iterable[object]:
    return rows.order_by("pk").values_list("pk", flat=True)[: MOST_FAULTS + 1]


CHECKS: dict[str, tuple[str, Callable[[], Iterator[str]]]] = {
    "migrations": ("the tables are those this Ostara writes to", _migrations),
    "refusals": ("the database refuses to change history", _refusals),
    "database": ("the database finds no fault in itself", _database),
    "foreign keys": ("what points at a row finds it", _foreign_keys),
    "pointers": ("keys that are no foreign keys find their row", _pointers),
    "corrections": ("every correction says why, and came after what it corrects", _corrections),
    "projections": ("what was worked out from history agrees with it", _projections),
}
