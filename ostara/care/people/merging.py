"""Where later rooms say that two records may not be merged yet, such as while both hold an active prescription."""

from collections.abc import Callable

from ostara.care.people.models import Person

# Each is given the record that is to be joined and the one that goes on, and returns in words why not, or none.
refuses_merge: list[Callable[[Person, Person], str | None]] = []


def why_not(joined: Person, goes_on: Person) -> str | None:
    """Returns the first reason why two records may not be merged, or none."""
    reasons = (refuses(joined, goes_on) for refuses in refuses_merge)
    return next((reason for reason in reasons if reason), None)
