"""Organisations, their services and teams, the people who work there and the posts they hold.

These are kept up to date, not corrected row by row: django-simple-history keeps what they were. Nothing here is
deleted; a service closes, a post ends, an account is switched off.
"""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from ostara.care.accounts.roles import Role
from ostara.care.rows.models import new_key


class UserManager(BaseUserManager["User"]):
    """Makes accounts."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Makes an account; without a password nobody can sign in to it."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser):
    """Someone who works here. What they may do lies in their posts."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    job_title = models.CharField(max_length=120, blank=True, default="")
    telephone = models.CharField("work telephone", max_length=40, blank=True, default="")
    prescriber_number = models.CharField("prescriber number", max_length=20, blank=True, default="")
    is_active = models.BooleanField(default=True)
    links = models.PositiveIntegerField("links given out to set a password", default=0)
    history = HistoricalRecords(excluded_fields=["password", "last_login", "links"])

    objects = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keeps the account. Signing in alone leaves no history: nothing of it has changed, and the audit says who."""
        if list(kwargs.get("update_fields") or ()) != ["last_login"]:
            return super().save(*args, **kwargs)
        self.skip_history_when_saving = True
        try:
            return super().save(*args, **kwargs)
        finally:
            del self.skip_history_when_saving

    def get_full_name(self) -> str:
        """Returns the name others see."""
        return self.name


class Organisation(models.Model):
    """A provider of treatment, or the council that commissions it."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    name = models.CharField(max_length=120, unique=True)
    history = HistoricalRecords()

    def __str__(self) -> str:
        return self.name


class Service(models.Model):
    """A site that treats people. Its organisation changes when another provider wins the contract; it stays itself."""

    class Setting(models.TextChoices):
        """Where treatment takes place."""

        COMMUNITY = "community", "In the community"
        INPATIENT = "inpatient", "Inpatient unit"
        RESIDENTIAL = "residential", "Residential rehabilitation"
        RECOVERY_HOUSE = "recovery_house", "Recovery house"
        PRISON = "prison", "Prison or secure setting"
        PRIMARY_CARE = "primary_care", "General practice"

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="services")
    name = models.CharField(max_length=120, unique=True)
    agency_code = models.CharField("NDTMS agency code", max_length=10, unique=True)
    area = models.CharField("partnership (DAT) code", max_length=10)
    setting = models.CharField(max_length=20, choices=Setting.choices, default=Setting.COMMUNITY)
    line_1 = models.CharField("address", max_length=120, blank=True, default="")
    line_2 = models.CharField("second line of the address", max_length=120, blank=True, default="")
    town = models.CharField("town", max_length=120, blank=True, default="")
    postcode = models.CharField("postcode", max_length=8, blank=True, default="")
    telephone = models.CharField("telephone", max_length=40, blank=True, default="")
    closed_on = models.DateField(null=True, blank=True)
    history = HistoricalRecords()

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> tuple[str, ...]:
        """The lines of its address, the last with town and postcode; none while nobody has said where it is."""
        last = f"{self.town} {self.postcode}"
        return tuple(line for part in (self.line_1, self.line_2, last) if (line := part.strip()))


class Team(models.Model):
    """People of a service who work together."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    service = models.ForeignKey(Service, models.PROTECT, related_name="teams")
    name = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service", "name"], name="one_team_of_a_name")]

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A role somebody holds at a service, or for the whole area, from a day until a day (both worked)."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="posts")
    role = models.CharField(max_length=20, choices=Role.choices)
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="posts")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="posts")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(service__isnull=False) | Q(role__in=["commissioner", "safety_officer"]),
                name="area_posts_are_without_names",
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=models.F("from_on")), name="post_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.service or 'whole area'}"
