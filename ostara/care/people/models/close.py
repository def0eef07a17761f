"""Who is close to a person: next of kin, carers, whom to ring in an emergency, and children."""

from django.db import models

from ostara.care.people.choices import parental_statuses
from ostara.care.people.models.person import Person
from ostara.care.rows.models import HistoryRow


class Relation(HistoryRow):
    """Someone close to a person, and what they may be told. Nothing chosen: not asked, so they are told nothing."""

    class Kind(models.TextChoices):
        """What they are to the person."""

        NEXT_OF_KIN = "next_of_kin", "Next of kin"
        CARER = "carer", "Carer"
        EMERGENCY = "emergency", "To ring in an emergency"
        OTHER = "other", "Somebody else who matters"

    class MayBeTold(models.TextChoices):
        """What the person lets us tell them."""

        NOTHING = "nothing", "Nothing, not even that the person comes here"
        ATTENDS = "attends", "That the person comes here, no more"
        EVERYTHING = "everything", "Everything"

    words_of_others = ("name", "relation", "telephone")  # theirs, not the person's: read before a copy is given

    person = models.ForeignKey(Person, models.PROTECT, related_name="relations")
    effective_on = models.DateField("from")
    ended_on = models.DateField("until", null=True, blank=True)
    kind = models.CharField("kind", max_length=12, choices=Kind)
    name = models.CharField("name", max_length=120)
    relation = models.CharField("who they are to the person", max_length=80, blank=True, default="")
    telephone = models.CharField("telephone", max_length=40, blank=True, default="")
    may_be_told = models.CharField("what they may be told", max_length=12, blank=True, default="", choices=MayBeTold)


class Children(HistoryRow):
    """The children of a person's life from a day on. A number nobody knows is blank, never nought."""

    words_of_others = ("details",)

    person = models.ForeignKey(Person, models.PROTECT, related_name="children")
    effective_on = models.DateField("from")
    parental_status = models.CharField(
        "parental status", max_length=10, blank=True, default="", choices=parental_statuses
    )
    living_with = models.PositiveSmallIntegerField("children under 18 who live with the person", null=True, blank=True)
    elsewhere = models.PositiveSmallIntegerField("own children under 18 who live elsewhere", null=True, blank=True)
    looked_after = models.PositiveSmallIntegerField(
        "of these, looked after by the local authority", null=True, blank=True
    )
    details = models.TextField("details", blank=True, default="")
