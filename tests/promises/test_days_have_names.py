"""How many days something is looked for is a number of the field: in the record it has a name, a unit and a source."""

import ast
from collections.abc import Iterator
from pathlib import Path

CARE = Path(__file__).parents[2] / "ostara" / "care"
OF_A_CALENDAR = {1, 7}  # a day, a week
# What is no number of the field: days so far apart that none is taken for another; and what another room names.
OTHERWISE = {"rows/prepared.py", "facts/loading.py"}


def bare_days(source: str) -> Iterator[int]:
    """Days written as a number in `timedelta(days=…)` or `timedelta(…)`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "timedelta":
            said = [*node.args[:1], *(one.value for one in node.keywords if one.arg in ("days", "weeks"))]
            yield from (one.value for one in said if isinstance(one, ast.Constant) and isinstance(one.value, int))


def test_the_search_finds_a_bare_number():
    assert list(bare_days("a = timedelta(days=14)\nb = timedelta(28)\nc = timedelta(days=known)")) == [14, 28]


def test_no_number_of_days_stands_in_the_code_of_the_record():
    files = [path for path in CARE.rglob("*.py") if str(path.relative_to(CARE)) not in OTHERWISE]
    found = {str(path.relative_to(CARE)): set(bare_days(path.read_text(encoding="utf-8"))) for path in files}
    assert len(found) > 100
    assert {name: days - OF_A_CALENDAR for name, days in found.items() if days - OF_A_CALENDAR} == {}
