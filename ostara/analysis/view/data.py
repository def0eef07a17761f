"""A view as JSON and as CSV, for programs and spreadsheets."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from ostara.analysis.view.answer import Line, View
from ostara.analysis.view.wording import rests_on, said_of
from ostara.knowledge.parameters import parameter
from ostara.knowledge.spreadsheet import cell

NUMBERS = ("value", "low", "high", "numerator", "denominator", "not_known")


def as_json(view: View) -> str:
    """One object, whose keys stay:

    `measure`: name, title, unit, shape (count, share, classes), population, counts, denominator, exclusions, source.
    `period`: words; `periods`: name, first, last of each. `by`: dimensions in order. `where`: words, or null.
    `lines`: period, `cut` (dimension to value as coded, null when not recorded), `said` (the same in words), class,
    total, then value, low, high (95 %, Wilson), numerator, denominator, not_known. Null is withheld or none at all.
    `parameters`: name, value, unit, unverified of each number it rests on. `notes`: words. `published`: whether
    protected. `origin`: store (SHA-256), words, door, made_up, observed_until, ostara.
    """
    asked, measure = view.question, view.question.measure
    return json.dumps(
        {
            "measure": {
                "name": measure.name,
                "title": measure.title,
                "unit": measure.unit,
                "shape": measure.shape.value,
                "population": measure.population,
                "counts": measure.counts,
                "denominator": measure.denominator,
                "exclusions": measure.exclusions,
                "source": measure.source,
            },
            "period": asked.asked.said,
            "periods": [
                {"name": one.name, "first": one.first.isoformat(), "last": one.last.isoformat()}
                for one in asked.asked.periods
            ],
            "by": [each.name for each in asked.by],
            "where": asked.where_said or None,
            "lines": [_line(view, line) for line in view.lines],
            "parameters": [_parameter(name) for name in measure.rests_on],
            "notes": list(view.notes),
            "published": view.published,
            "origin": vars(view.origin),
        },
        ensure_ascii=False,
        indent=2,
    )


def as_csv(view: View) -> str:
    """One line for each period and group; a number that is withheld, or that nobody has, is an empty cell.

    No cell is run by a spreadsheet. The unverified numbers that the figure rests on stand in the last column.
    """
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    names = [each.name for each in view.question.by]
    lines.writerow(("measure", "period", *names, "class", "total", *NUMBERS, "unverified", "notes", "store", "ostara"))
    unverified = "; ".join(words for words in rests_on(view) if words.startswith("UNVERIFIED"))
    for line in view.lines:
        cut = ["all" for _ in names] if line.total else [cell(each) for each in _cut(view, line)]
        words = (cell(unverified), cell(" ".join(view.notes)), view.origin.store, view.origin.ostara)
        told = (view.question.measure.name, line.period, *cut, cell(line.class_ or ""), "yes" if line.total else "no")
        lines.writerow((*told, *_numbers(line).values(), *words))
    return out.getvalue()


def _cut(view: View, line: Line) -> Iterator[str]:
    return (each.said(value) for each, value in zip(view.question.by, line.cut, strict=True))


def _line(view: View, line: Line) -> dict[str, Any]:
    names = [each.name for each in view.question.by]
    return {
        "period": line.period,
        "cut": dict(zip(names, line.cut, strict=not line.total)),
        "said": " · ".join(said_of(view, line)),
        "class": line.class_,
        "total": line.total,
        **_numbers(line),
    }


def _numbers(line: Line) -> dict[str, float | int | None]:
    part = line.share
    return dict(
        zip(NUMBERS, (part.value, part.low, part.high, part.numerator, part.denominator, line.unknown), strict=True)
    )


def _parameter(name: str) -> dict[str, object]:
    one = parameter(name)
    value = one.value if isinstance(one.value, int) else float(one.value)
    return {"name": name, "meaning": one.meaning, "value": value, "unit": one.unit, "unverified": one.unverified}
