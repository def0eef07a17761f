"""The app's name and label; it ends what is shared as soon as consent does."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_save


class SharingConfig(AppConfig):
    """See the package's own words."""

    name = "ostara.care.sharing"
    label = "sharing"

    def ready(self) -> None:
        """Listens to answers about consent, and adds its part to the page of a person."""
        from ostara.care.people.models import Consent  # noqa: PLC0415 - models are loaded only now
        from ostara.care.people.page import register_section  # noqa: PLC0415 - as above
        from ostara.care.sharing.access import of_the_page  # noqa: PLC0415 - as above

        post_save.connect(consent_answered, sender=Consent, dispatch_uid="sharing.consent")
        register_section(order=600, title="Sharing and access", question=of_the_page, template="sharing/section.html")


def consent_answered(*, instance: Any, raw: bool = False, **_: Any) -> None:
    """Within the transaction in which an answer is recorded: what it no longer allows ends."""
    from ostara.care.accounts.models import User  # noqa: PLC0415 - models are loaded only now
    from ostara.care.audit.actor import Actor, the_system  # noqa: PLC0415 - as above
    from ostara.care.people.models import Consent  # noqa: PLC0415 - as above
    from ostara.care.sharing.actions import follow_consent  # noqa: PLC0415 - as above

    if raw or instance.kind != Consent.Kind.SHARING:
        return
    user = User.objects.filter(pk=instance.recorded_by_id).first()
    by = Actor(user.pk, user.name) if user else the_system("consent")
    follow_consent(person=instance.person, at=instance.recorded_at, by=by)
