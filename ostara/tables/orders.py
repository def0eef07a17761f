"""Orders: the dose in force, as change points within a course."""

from ostara.tables.column import code, count, day, flag, key, milligrams, person, service
from ostara.tables.table import Rule, Table

ORDERS = Table(
    name="orders",
    meaning="Change points of what is prescribed. An order is in force until the next order of its course.",
    key=("course", "effective_on", "revision"),
    order=("person", "course", "effective_on", "revision"),
    columns=(
        key("course", "number of the course: one medicine in one form, from start to stop"),
        person(),
        service(),
        code("medicine", "medicine", "what is prescribed"),
        code("form", "medicine_form", "in what form"),
        day("effective_on", "first day on which the order is in force"),
        count("revision", "revision", "counts corrections signed for the same day; the highest stands", high=1000),
        code("kind", "order_kind", "what the order does"),
        milligrams("dose_mg", "dose for a day, or for one depot injection; empty for a stop", required=False),
        code("supervision", "supervision", "how doses are to be taken"),
        flag("patient_led", "whether a decrease was the person's own agreed plan; empty where nobody said"),
    ),
    rules=(
        Rule("an order that is not a stop has a dose", "kind <> 'stop' AND dose_mg IS NULL", "dose_mg"),
        Rule("a stop has no dose", "kind = 'stop' AND dose_mg IS NOT NULL", "dose_mg"),
    ),
)
