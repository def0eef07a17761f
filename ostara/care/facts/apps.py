"""The app's name and label, and what it adds to the page of a person."""

from django.apps import AppConfig


class FactsConfig(AppConfig):
    """See the package's own words."""

    name = "ostara.care.facts"
    label = "facts"

    def ready(self) -> None:
        """Adds what is due and what the rules say to the page of a person."""
        from ostara.care.facts.section import register  # noqa: PLC0415 - models are loaded only now

        register()
