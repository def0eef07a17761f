"""One dose is given once: thirty-two desks ask for the same instalment at the same moment, a hundred times over.

Exactly one succeeds, the others hear that it was given, and the register adds up. A thousand rounds, and the same over
HTTP, are in tests/soak/test_one_supply_at_length.py.
"""

from tests.dispensing import ROUNDS, rounds_of_one_supply

WORKERS = 32


def test_thirty_two_desks_give_one_dose_once(own_record):
    rounds_of_one_supply(WORKERS, ROUNDS)
