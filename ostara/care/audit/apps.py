"""The app's name and label."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """See the package's own words."""

    name = "ostara.care.audit"
    label = "audit"
