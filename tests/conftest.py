"""How tests are dealt out to the cores, and what every run ends with: how long each folder took, beside its budget."""

from collections import defaultdict

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

from tests.own_record import django_db_setup, own_record, served

__all__ = ["django_db_setup", "own_record", "served"]

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
# A file goes to one core, as its tests share what is dear to make. Those of these share little, and are many: dealt out
# one by one and last, they leave no core without work. (--dist=loadgroup is for this, but does nothing with pytest 9.2:
# pytest-xdist issue 1386.)
ONE_BY_ONE = ("tests/journeys/record/test_every_page.py", "tests/promises/test_access.py")
LONGEST_FIRST = ("properties", "journeys", "known_answers", "promises", "unit")
_spent: dict[str, float] = defaultdict(float)
settings.register_profile("unhurried", settings(), deadline=None)  # a loaded machine is no contradiction
settings.load_profile("unhurried")


class ByFile(LoadScopeScheduling):
    """Deals out files, in the order in which the tests stand."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return nodeid if file in ONE_BY_ONE else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> ByFile:
    config.option.loadscopereorder = False
    return ByFile(config, log)


def _turn(item: pytest.Item) -> int:
    """When a test has its turn: what takes long first, what can fill a gap last."""
    if item.nodeid.partition("::")[0] in ONE_BY_ONE:
        return len(LONGEST_FIRST) + 1
    return next((turn for turn, folder in enumerate(LONGEST_FIRST) if f"/{folder}/" in item.nodeid), len(LONGEST_FIRST))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what needs the record, which runs a second time on PostgreSQL; puts all in the order of their turns."""
    items.sort(key=_turn)
    for item in items:
        if item.get_closest_marker("soak"):
            item.add_marker(pytest.mark.timeout(0))
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
