"""The types of a file in frictionless: `validate` of one table with a table schema, every error asked for.

No error is picked or skipped, which slows it (its issue 1699); encoding and format are told, so nothing is guessed.
Several files are parts of one, checked in as many processes. Run as: python in_frictionless.py SCHEMA OUT.json FILE …
"""

import json
import sys
from pathlib import Path

from frictionless import Package, Report, Schema
from frictionless.resources import TableResource

EVERY = 1_000_000_000
TYPE = "type-error"


def checked(schema: Path, files: list[Path]) -> Report:
    told = Schema.from_descriptor(json.loads(schema.read_text(encoding="utf-8")))
    parts = [
        TableResource(
            name=f"part-{number}",
            path=file.name,
            basepath=str(file.parent),
            format="csv",
            encoding="utf-8",
            schema=told.to_copy(),
        )
        for number, file in enumerate(files)
    ]
    if len(parts) == 1:
        return parts[0].validate(limit_errors=EVERY)
    return Package(resources=parts, basepath=str(files[0].parent)).validate(parallel=True, limit_errors=EVERY)


def main(schema: str, out: str, *files: str) -> None:
    report = checked(Path(schema), [Path(file) for file in files])
    before, faults, others = 0, [], 0
    for task in report.tasks:
        for error in task.errors:
            if error.type == TYPE:
                faults.append([before + error.row_number, error.field_name])
            else:
                others += 1
        before += task.stats["rows"]
    found = {"rows": before, "types": faults, "others": others}
    Path(out).write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
