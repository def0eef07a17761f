"""Who a person is: names, birth, and what they were asked about themselves, as it held from a day on."""

from django.db import models

from ostara.care.people import choices
from ostara.care.people.models.person import Person
from ostara.care.rows.models import HistoryRow


class Particulars(HistoryRow):
    """What was known of who somebody is from a day on. Blank is *not asked yet*; *not known* is an answer."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="particulars")
    effective_on = models.DateField("from")
    family_name = models.CharField("family name", max_length=120, blank=True, default="")
    given_names = models.CharField("given names", max_length=120, blank=True, default="")
    known_as = models.CharField("known as", max_length=120, blank=True, default="")
    date_of_birth = models.DateField("date of birth", null=True, blank=True)
    nhs_number = models.CharField("NHS number", max_length=10, blank=True, default="")
    sex = models.CharField("sex registered at birth", max_length=10, blank=True, default="", choices=choices.sexes)
    gender = models.CharField("gender", max_length=12, blank=True, default="", choices=choices.Gender)
    ethnicity = models.CharField("ethnic group", max_length=10, blank=True, default="", choices=choices.ethnic_groups)
    nationality = models.CharField("nationality", max_length=10, blank=True, default="")
    orientation = models.CharField(
        "sexual orientation", max_length=10, blank=True, default="", choices=choices.orientations
    )
    religion = models.CharField("religion or belief", max_length=12, blank=True, default="", choices=choices.Religion)
    disabilities = models.JSONField("disabilities", default=list, blank=True)  # codes of `choices.Disability`
    language = models.CharField("language they speak best", max_length=80, blank=True, default="")
    interpreter = models.CharField("needs an interpreter", max_length=3, blank=True, default="", choices=choices.Answer)
    adjustments = models.TextField("reasonable adjustments", blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["person", "effective_on"], name="particulars_by_person")]
