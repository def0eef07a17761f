"""How a verb comes to the record: Django's settings from the environment, and each problem with them as a line."""

import os

from ostara.knowledge.refusal import RefusalError


def open_record() -> None:
    """Makes the record's settings and models usable in this process.

    Raises:
        RefusalError: the environment is unsafe or incomplete; every problem is named.
    """
    import django  # noqa: PLC0415 - most verbs have no record, and start faster without it
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 - as above

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ostara.web.settings")
    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise RefusalError("environment", str(error)) from None
    except ValueError:  # dj-database-url tells the whole address, password included
        raise RefusalError("OSTARA_DATABASE", "is no address like sqlite:///PATH or postgresql://…") from None


def ready_record() -> None:
    """Opens a record that exists and whose tables are those of this Ostara.

    Raises:
        RefusalError: it does not, or they are not; with what to type.
    """
    open_record()
    from django.db.utils import DatabaseError  # noqa: PLC0415 - settings are known only now

    from ostara.web.keeping.migrating import record_place, refuse_unready  # noqa: PLC0415 - as above

    try:
        refuse_unready()
    except DatabaseError as error:
        raise RefusalError(record_place(), f"cannot be reached ({type(error).__name__})") from None
