"""Draws are dealt out to the cores of this machine: in their order, and whatever else this process is doing."""

import os
import threading

import pytest

from ostara.planning.processes import in_processes

HELD = threading.Lock()
LONGEST = 30.0  # seconds to wait for a lock that nobody in the other process can hold


def whose(_task):
    return os.getpid()


def squared(number):
    return number * number


def not_held(_task):
    """Whether a lock can be had where the task runs."""
    return HELD.acquire(timeout=LONGEST)


def refused(number):
    raise ValueError(f"number {number}")


def test_answers_come_in_the_order_of_the_tasks():
    assert list(in_processes(squared, range(20))) == [number * number for number in range(20)]


def test_many_tasks_run_in_other_processes_and_one_alone_in_this():
    assert os.getpid() not in set(in_processes(whose, range(4)))
    assert list(in_processes(whose, range(1))) == [os.getpid()]
    assert list(in_processes(whose, ())) == []


def test_a_lock_that_is_held_here_holds_up_nobody_there():
    """A process forked in the middle of what a thread does takes its locks along, and would wait for ever."""
    with HELD:
        assert all(in_processes(not_held, range(2)))


def test_what_goes_wrong_in_a_task_is_said_here():
    with pytest.raises(ValueError, match="number 3"):
        list(in_processes(refused, (3, 4)))
