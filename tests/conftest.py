"""What every test run ends with: how long each folder took, beside the time it may take."""

from collections import defaultdict

import pytest

# Seconds of work on one core. A folder over its budget is told, not failed: machines differ.
BUDGETS = {
    "spec": 60,
    "unit": 120,
    "properties": 90,
    "journeys": 180,
    "known_answers": 90,
    "promises": 30,
    "real": 60,
    "soak": 3600,
}
_spent: dict[str, float] = defaultdict(float)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    folder = report.nodeid.split("/")[1] if report.nodeid.startswith("tests/") else report.nodeid
    _spent[folder] += report.duration


def pytest_terminal_summary(terminalreporter) -> None:
    terminalreporter.section("time by folder")
    for folder, seconds in sorted(_spent.items()):
        budget = BUDGETS.get(folder)
        over = "  over its budget" if budget and seconds > budget else ""
        terminalreporter.write_line(f"tests/{folder:<14} {seconds:6.1f} s of {budget or '?'} s{over}")
