"""What deploy/ tells a machine to do exists: each unit's command is one of ours, with options that it has."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
import typer

from ostara.cli import app

SYSTEMD = Path(__file__).parents[2] / "deploy/systemd"
UNITS = sorted(SYSTEMD.glob("*.service"))
TIMERS = sorted(SYSTEMD.glob("*.timer"))


def said(unit: Path, name: str) -> list[str]:
    return re.findall(rf"^{name}=(.*)$", unit.read_text(), re.M)


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_every_command_of_a_unit_is_one_of_ours(unit):
    (command,) = said(unit, "ExecStart")
    program, *words = shlex.split(command)
    assert program == "/opt/ostara/.venv/bin/ostara"
    group = typer.main.get_command(app)
    verb = group.get_command(typer.Context(group), words[0])
    assert verb is not None, words[0]
    verb.make_context(words[0], words[1:], resilient_parsing=False).close()


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_every_unit_is_shut_in(unit):
    for name, wanted in {
        "NoNewPrivileges": "yes",
        "ProtectSystem": "strict",
        "PrivateTmp": "yes",
        "User": "ostara",
        "UMask": "0077",
        "CapabilityBoundingSet": "",
    }.items():
        assert said(unit, name) == [wanted], name


@pytest.mark.parametrize("timer", TIMERS, ids=lambda timer: timer.stem)
def test_every_timer_starts_a_unit_and_makes_up_for_a_night_switched_off(timer):
    assert timer.with_suffix(".service") in UNITS
    assert said(timer, "Persistent") == ["yes"]


def test_systemd_itself_finds_no_fault():
    """Where it is installed; elsewhere what can be read of the units is looked at above."""
    tool = shutil.which("systemd-analyze")
    told = subprocess.run(
        [tool or "true", "verify", "--man=no", *UNITS, *TIMERS], capture_output=True, text=True, check=False
    )
    faults = [line for line in told.stderr.splitlines() if "is not executable" not in line]  # /opt/ostara is not here
    assert faults == []


def test_every_name_in_the_example_of_an_environment_is_read():
    names = re.findall(r"^(OSTARA_\w+)=", (SYSTEMD / "ostara.env.example").read_text(), re.M)
    source = (SYSTEMD.parents[1] / "ostara/web/environment.py").read_text()
    assert len(names) > 4 and all(f'"{name}"' in source for name in names)
