"""The app's name and label."""

from django.apps import AppConfig


class FactsConfig(AppConfig):
    """See the package's own words."""

    name = "ostara.care.facts"
    label = "facts"
