"""The app's name and label, and whom it lets a place of supply find."""

from django.apps import AppConfig


class DispensingConfig(AppConfig):
    """See the package's own words."""

    name = "ostara.care.dispensing"
    label = "dispensing"

    def ready(self) -> None:
        """Lets a place of supply find, for supplying only, the people for whom something is due there."""
        from ostara.care.accounts.roles import Verb  # noqa: PLC0415 - models are loaded only now
        from ostara.care.dispensing.reach import due_at_ones_places  # noqa: PLC0415 - as above
        from ostara.care.people.permissions import reaches  # noqa: PLC0415 - as above

        reaches.append((Verb.SUPPLY, due_at_ones_places))
