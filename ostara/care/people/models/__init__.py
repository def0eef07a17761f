"""The rows of people: who they are, how to reach them, who is close, what was agreed to, what to look out for."""

from ostara.care.people.models.agreed import Consent, Keeping
from ostara.care.people.models.close import Children, Relation
from ostara.care.people.models.contact import Contact
from ostara.care.people.models.finding import Card, SearchKey
from ostara.care.people.models.flags import Flag, Photo
from ostara.care.people.models.particulars import Particulars
from ostara.care.people.models.person import Alias, Involvement, Person

__all__ = [
    "Alias",
    "Card",
    "Children",
    "Consent",
    "Contact",
    "Flag",
    "Involvement",
    "Keeping",
    "Particulars",
    "Person",
    "Photo",
    "Relation",
    "SearchKey",
]
