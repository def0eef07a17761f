"""The app's name and label."""

from django.apps import AppConfig


class HealthConfig(AppConfig):
    """See the package's own words."""

    name = "ostara.care.health"
    label = "health"
