"""People: one row each, with only what an analysis needs."""

from ostara.tables.column import code, count, day, key, text
from ostara.tables.table import Table

PEOPLE = Table(
    name="people",
    meaning="One row for each person. Names and addresses stay in the care record.",
    key=("person",),
    order=("person",),
    columns=(
        key("person", "the person, as a number that means nothing outside this store"),
        code("sex", "sex", "sex as recorded"),
        count("birth_year", "year", "year of birth", low=1880, high=2100, required=False, identifying=True),
        count("age", "years", "age at the first record in this store", high=120, required=False, identifying=True),
        text("ethnicity", "ethnicity in the words of the source", required=False, identifying=True),
        text("nationality", "nationality, as ISO 3166 alpha-3", required=False, identifying=True),
        text("area", "area of residence", required=False, identifying=True),
        text("attributor", "the key by which national figures tell people apart", required=False, identifying=True),
        text("cohort", "the study or intake the person came with", required=False),
        day("first_day", "first day on which the person is known to the source", required=False),
    ),
)
