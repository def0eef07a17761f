"""Projections of people: a card for lists, and the keys by which a person is found however their name is spelled.

Both are written in the transaction of the rows they derive from, and made again by `projecting.rebuild`.
"""

from django.db import models
from django.db.models import F, Q
from stdnum.gb import nhs

from ostara.care.people.models.person import Person


class Card(models.Model):
    """What stands of a record, one row each: for lists, headers and search.

    `goes_on_as` is the record that goes on (itself, while it is joined to none), however long the chain of aliases.
    """

    person = models.OneToOneField(Person, models.PROTECT, primary_key=True, related_name="card")
    goes_on_as = models.ForeignKey(Person, models.PROTECT, related_name="cards")
    family_name = models.CharField(max_length=120, default="")
    given_names = models.CharField(max_length=120, default="")
    known_as = models.CharField(max_length=120, default="")
    date_of_birth = models.DateField(null=True)
    sex = models.CharField(max_length=10, default="")
    nhs_number = models.CharField(max_length=10, default="")
    postcode = models.CharField(max_length=8, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["nhs_number"],
                condition=~Q(nhs_number="") & Q(person=F("goes_on_as")),
                name="one_record_of_an_nhs_number",
            )
        ]

    @property
    def shown_nhs_number(self) -> str:
        """Returns the NHS number as it is read aloud, or nothing."""
        return str(nhs.format(self.nhs_number)) if self.nhs_number else ""

    def __str__(self) -> str:
        """Returns the name as a list shows it."""
        return listed_name(self.family_name, self.given_names, self.known_as)


def listed_name(family_name: str, given_names: str, known_as: str) -> str:
    """Returns a name as a list shows it: family name first."""
    return ", ".join(name for name in (family_name, given_names or known_as) if name) or "No name"


class SearchKey(models.Model):
    """One way to find a record: a letter that says which way (see `search_keys`), a colon, and what is looked up."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="search_keys")
    value = models.CharField(max_length=130)

    class Meta:
        indexes = [models.Index(fields=["value", "person"], name="people_found_by")]
