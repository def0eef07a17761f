"""Runs one command and writes what it took, and how many processors other programs kept busy meanwhile.

A process of its own, with nothing imported: a child's peak memory counts what its parent held when it began.
Run as: python -I -S measured.py RESULT.json COMMAND …
"""

import json
import os
import subprocess
import sys
import time

TICKS = os.sysconf("SC_CLK_TCK")
IDLE = slice(3, 5)  # idle, and waiting for a disk


def busy() -> float:
    """Seconds that all processors together have worked since the machine started."""
    with open("/proc/stat", encoding="ascii") as file:  # noqa: PTH123  pathlib would be one more import
        spent = [int(ticks) for ticks in file.readline().split()[1:9]]
    return (sum(spent) - sum(spent[IDLE])) / TICKS


def main(result: str, *command: str) -> None:
    began, busy_before = time.perf_counter(), busy()
    process = subprocess.Popen(command)
    _, status, used = os.wait4(process.pid, 0)
    wall, cpu = time.perf_counter() - began, used.ru_utime + used.ru_stime
    took = {
        "wall": wall,
        "cpu": cpu,
        "peak": used.ru_maxrss * 1024,
        "others": max(0.0, busy() - busy_before - cpu) / wall,
        "end": os.waitstatus_to_exitcode(status),
    }
    with open(result, "w", encoding="ascii") as file:  # noqa: PTH123  pathlib would be one more import
        json.dump(took, file)


if __name__ == "__main__":
    main(*sys.argv[1:])
