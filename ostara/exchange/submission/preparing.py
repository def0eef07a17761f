"""Prepares a national file of some services: extracted with consent respected, checked, and told with all it lacks."""

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from ostara.care.accounts.models import Service
from ostara.care.rows.days import london_day
from ostara.exchange.extract import Extracted, Purpose, extract
from ostara.exchange.ndtms_files import checked_file, export_ndtms
from ostara.exchange.ndtms_files.exporting import Exported
from ostara.exchange.submission.filled import completeness
from ostara.exchange.submission.tracing import Issue, Tracing
from ostara.knowledge.refusal import RefusalError
from ostara.ndtms.data_set import DataSet, data_set
from ostara.tables.store import Store, open_store

FILE, REPORT, STORE = "national-file.csv", "submission.json", "store"
LETTER = "K"


def prepare_submission(folder: Path, codes: list[str], *, at: datetime) -> dict[str, Any]:
    """Writes `national-file.csv` and `submission.json` into a folder, and returns what the second says.

    The store between is taken away again: it holds initials and dates of birth, and the file is what was wanted.

    Args:
        folder: where to.
        codes: the agency codes of the services.
        at: the instant.

    Raises:
        RefusalError: there is no such service, or the file cannot be written.
    """
    services, known = _services(codes), data_set(LETTER)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        done = extract(folder / STORE, at=at, purpose=Purpose.NATIONAL, services=services, replace=True)
        told = _told(open_store(folder / STORE), folder / FILE, known, done, at)
    finally:
        shutil.rmtree(folder / STORE, ignore_errors=True)
    told |= {"services": codes, "taken_at": at.isoformat()}
    beside = folder / f".{REPORT}.writing"
    beside.write_text(json.dumps(told), encoding="utf-8")
    beside.replace(folder / REPORT)
    return told


def _services(codes: list[str]) -> frozenset[UUID]:
    found = dict(Service.objects.filter(agency_code__in=codes).values_list("agency_code", "pk"))
    for code in codes:
        if code not in found:
            raise RefusalError(f"service {code}", "there is none with this code")
    return frozenset(found.values())


def _told(store: Store, file: Path, known: DataSet, done: Extracted, at: datetime) -> dict[str, Any]:
    on = london_day(at)
    exported = export_ndtms(store, file, known, on=on, consented=True)  # only who agreed was extracted
    tracing = Tracing(store, known)
    with checked_file(file, known, on=on) as checked:
        issues = [*tracing.left_out(exported), *tracing.findings(checked, file)]
    return {
        "data_set": known.name,
        "not_in_force": known.why_not,
        "rows": exported.rows,
        "people": exported.people,
        "episodes": exported.episodes,
        "issues": [asdict(one) for one in issues],
        "by_rule": list(_by_rule(issues)),
        "completeness": [asdict(one) for one in completeness(file, known)],
        "left_out": [{"person": str(one.person), "reason": one.reason} for one in done.left_out],
        "set_aside": [{"table": of, "reason": why, "rows": rows} for (of, why), rows in done.aside.items()],
        "never_held": _never_held(exported),
    }


def _by_rule(issues: list[Issue]) -> Iterator[dict[str, Any]]:
    """What was found by rule, what rejects first and then the most frequent."""
    counted = Counter((one.severity, one.rule, one.column, one.message, one.unverified) for one in issues)
    order = {"reject": 0, "warn": 1, "info": 2}
    names = ("severity", "rule", "column", "message", "unverified")
    for said, times in sorted(counted.items(), key=lambda one: (order[one[0][0]], -one[1], one[0][1:4])):
        yield {**dict(zip(names, said, strict=True)), "times": times}


def _never_held(exported: Exported) -> dict[str, str]:
    """Fields that the record has no place for, and why."""
    return dict(exported.not_in_a_store)
