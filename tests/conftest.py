"""How tests are dealt out to the cores, and what every run ends with: how long each folder took, beside its budget."""

from collections import defaultdict

import pytest
from xdist.scheduler import LoadScopeScheduling

from tests.own_record import django_db_setup, own_record

__all__ = ["django_db_setup", "own_record"]

# Seconds of work on one core. A folder over its budget is told, not failed: machines differ.
BUDGETS = {
    "spec": 60,
    "unit": 300,
    "properties": 90,
    "journeys": 480,
    "known_answers": 90,
    "promises": 150,
    "real": 60,
    "soak": 3600,
}
# Files whose tests share what is dear to start. (--dist=loadgroup is for this, but does nothing with pytest 9.2:
# pytest-xdist issue 1386.)
TOGETHER = ("tests/properties/test_spark_agrees.py",)
_spent: dict[str, float] = defaultdict(float)


class OneByOne(LoadScopeScheduling):
    """Tests are dealt out one by one, but those of a file of TOGETHER all to one core."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return file if file in TOGETHER else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> OneByOne:
    return OneByOne(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what needs the record: it runs a second time on PostgreSQL."""
    for item in items:
        if item.get_closest_marker("looks"):
            continue
        if item.get_closest_marker("django_db") or {"db", "own_record"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.record)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    folder = report.nodeid.split("/")[1] if report.nodeid.startswith("tests/") else report.nodeid
    _spent[folder] += report.duration


def pytest_terminal_summary(terminalreporter) -> None:
    terminalreporter.section("time by folder")
    for folder, seconds in sorted(_spent.items()):
        budget = BUDGETS.get(folder)
        over = "  over its budget" if budget and seconds > budget else ""
        terminalreporter.write_line(f"tests/{folder:<14} {seconds:6.1f} s of {budget or '?'} s{over}")
