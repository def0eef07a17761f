"""A server that is killed while doses are given: what it had acknowledged is there once, and the register adds up.

Ten times on each database; two hundred times, and PostgreSQL itself, in tests/soak/test_one_supply_at_length.py.
"""

from tests.killing import killed_while_giving

KILLS = 10


def test_no_dose_that_was_acknowledged_is_lost_or_given_twice(own_record):
    killed_while_giving(own_record, KILLS)
