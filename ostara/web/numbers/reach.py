"""How far somebody's free cuts go: their own services, or the whole area for who holds a post of it."""

from dataclasses import dataclass

from ostara.care.accounts.models import Service
from ostara.care.accounts.questions import Standing
from ostara.care.accounts.roles import MAY, Role, Verb


@dataclass(frozen=True)
class Reach:
    """Services by their codes in the store.

    Attributes:
        within: the codes free cuts are limited to; none for the whole area.
        names: each service's code and name.
    """

    within: frozenset[str] | None
    names: tuple[tuple[str, str], ...]

    @property
    def words(self) -> str:
        """Returns it in words."""
        if self.within is None:
            return "the whole area"
        return " and ".join(name for code, name in self.names if code in self.within)


def reach_of(standing: Standing) -> Reach:
    """Returns how far somebody's free cuts go, in one query."""
    every = list(Service.objects.order_by("name").values_list("pk", "agency_code", "name"))
    names = tuple((code, name) for _, code, name in every)
    whole = any(post.service_id is None and Verb.EXPLORE in MAY[Role(post.role)] for post in standing.posts)
    if whole:
        return Reach(None, names)
    mine = standing.services(Verb.EXPLORE)
    return Reach(frozenset(code for key, code, _ in every if key in mine), names)
