"""What a page demands of whoever opens it, declared beside the view. A view without a policy is opened by nobody.

The guard in `web` reads the declaration: it turns away, finds the person, and writes the reading into the audit.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from ostara.care.accounts.roles import Verb

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Policy:
    """What a page demands.

    Attributes:
        verb: what one of the user's posts must allow; none is a page for everyone who has signed in.
        open: whether it may be opened without signing in.
        alone: whether it may be opened with a password alone (setting up the second factor).
        reads: what the audit says was read, such as `people.read`; empty for a page that shows no person.
        beyond: a page about a person that somebody may open whose service does not care for them (breaking the
            glass): the guard finds the person without asking for an involvement.
    """

    verb: Verb | None = None
    open: bool = False
    alone: bool = False
    reads: str = ""
    beyond: bool = False


def demands(verb: Verb | None = None, *, reads: str = "", beyond: bool = False) -> Callable[[View], View]:
    """Declares what a view demands. A route with `<uuid:person>` in it always finds the person through the guard."""

    def declare(view: View) -> View:
        setattr(view, "policy", Policy(verb, reads=reads, beyond=beyond))  # noqa: B010 - mypy knows no attributes of functions
        return view

    return declare


def opened(view: View) -> View:
    """Declares that a view may be opened without signing in: it shows nobody, or proves itself by what it is given."""
    setattr(view, "policy", Policy(open=True))  # noqa: B010 - mypy knows no attributes of functions
    return view
