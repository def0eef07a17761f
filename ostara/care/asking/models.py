"""Forms begun and not yet sent. A draft is no part of the record: it is its writer's own, may change, and goes away
once the form is done."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from ostara.care.rows.models import new_key


class Draft(models.Model):
    """What somebody has typed into a form, as they typed it.

    One for each person at work, form and thing it is about. `revision` counts how often it was kept, so that a second
    window does not overwrite the first unseen.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="drafts")
    form = models.CharField("the form, as people call it", max_length=120)
    about = models.CharField("key of what it is about", max_length=80, default="")
    address = models.CharField("the page it is filled in on", max_length=400)
    data = models.JSONField("values by name of field, as sent", default=dict)
    key = models.UUIDField("the form's key", null=True)
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "form", "about"], name="one_draft_of_a_form")]
        indexes = [models.Index(fields=["user", "saved_at"], name="drafts_of_somebody")]
