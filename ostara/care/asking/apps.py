"""The app's name and label."""

from django.apps import AppConfig


class AskingConfig(AppConfig):
    """See the package's own words."""

    name = "ostara.care.asking"
    label = "asking"
