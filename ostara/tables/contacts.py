"""Contacts: appointments and meetings, kept or not."""

from ostara.tables.column import code, day, key, person, service, text
from ostara.tables.table import Table

CONTACTS = Table(
    name="contacts",
    meaning="One row for each planned or unplanned contact, whether it took place or not.",
    key=("contact",),
    order=("person", "on", "contact"),
    columns=(
        key("contact", "number of the contact"),
        person(),
        service(),
        day("on", "day it took place or was planned for"),
        code("kind", "contact_kind", "what kind"),
        code("attendance", "attendance", "whether it took place"),
        text("reason", "why not, where known, in the words of the source", required=False, identifying=True),
    ),
)
