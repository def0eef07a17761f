"""How to reach a person, and how to do so without putting them at risk."""

from django.db import models

from ostara.care.people.choices import Answer
from ostara.care.people.models.person import Person
from ostara.care.rows.models import HistoryRow


class Contact(HistoryRow):
    """Where somebody is reached from a day on. A safe-contact question nobody has asked is blank, never *yes*."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="contacts")
    effective_on = models.DateField("from")
    line_1 = models.CharField("address", max_length=120, blank=True, default="")
    line_2 = models.CharField("second line of the address", max_length=120, blank=True, default="")
    town = models.CharField("town", max_length=120, blank=True, default="")
    postcode = models.CharField("postcode", max_length=8, blank=True, default="")
    no_fixed_address = models.BooleanField("no fixed address", default=False)
    telephone = models.CharField("telephone", max_length=40, blank=True, default="")
    email = models.CharField("email", max_length=254, blank=True, default="")
    may_leave_message = models.CharField("may a message be left?", max_length=3, blank=True, default="", choices=Answer)
    may_text = models.CharField("may we text?", max_length=3, blank=True, default="", choices=Answer)
    may_write = models.CharField("may we write to the address?", max_length=3, blank=True, default="", choices=Answer)
    may_say_who = models.CharField("may we say who is calling?", max_length=3, blank=True, default="", choices=Answer)
    how = models.TextField("how to make contact safely", blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["person", "effective_on"], name="contact_by_person")]
