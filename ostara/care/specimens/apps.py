"""The app's name and label."""

from django.apps import AppConfig


class SpecimensConfig(AppConfig):
    """See the package's own words."""

    name = "ostara.care.specimens"
    label = "specimens"
