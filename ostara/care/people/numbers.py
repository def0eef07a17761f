"""The number by which a record is found: drawn by lot, with a check digit, so that a slip finds nobody else."""

import secrets

from stdnum import damm

DRAWN = 1_000_000
DIGITS = 7


def draw_number() -> str:
    """Returns a number drawn by lot: six digits and the check digit. The database refuses one that is taken."""
    digits = f"{secrets.randbelow(DRAWN):06}"
    return digits + str(damm.calc_check_digit(digits))


def in_groups(number: str) -> str:
    """Returns a number as it is read aloud: `123 4567`."""
    return f"{number[:3]} {number[3:]}" if number.isdigit() and len(number) == DIGITS else number
