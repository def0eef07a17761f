"""Presentations: what a person came with, as recorded at the start of an episode and renewed while it lasts."""

from ostara.tables.column import count, day, flag, key, person, service, text
from ostara.tables.table import Table

PRESENTATIONS = Table(
    name="presentations",
    meaning="One row for each episode about which something is known: home, work, children, injecting, health.",
    key=("episode",),
    order=("person", "episode"),
    columns=(
        key("episode", "the episode it belongs to", refers_to="episodes"),
        person(),
        service(),
        text("postcode_sector", "sector of the postcode", required=False, identifying=True),
        count("age_first_use", "years", "age when problem substance 1 was first used", high=120, required=False),
        text("route", "how problem substance 1 is taken, as a national code", required=False),
        text("injecting", "whether the person injects, as a national code", required=False),
        flag("injected_lately", "injected in the last 28 days"),
        flag("ever_shared", "ever shared a needle or syringe"),
        text("accommodation", "need of a home, as a national code", required=False),
        text("employment", "work, as a national code", required=False),
        text("parental_status", "whether the person's children live with them, as a national code", required=False),
        count("children_at_home", "children", "children who live with the person", high=98, required=False),
        flag("pregnant", "pregnant"),
        flag("treated_before", "was in treatment before"),
        flag("mental_health_need", "a mental health need beside the use of substances"),
        count("drinking_days", "days of the last 28", "days with alcohol", high=28, required=False),
        count("drinking_units", "units", "units on a usual drinking day", high=999, required=False),
        flag("coordinates_outcomes", "this service coordinates the person's outcome reviews"),
        day("health_assessed_on", "day of the health assessment", required=False),
        text("hepatitis_b_offer", "what became of the offer of vaccination, as a national code", required=False),
        text("hepatitis_b_vaccinations", "vaccinations had, as a national code", required=False),
        flag("hepatitis_b_past", "had hepatitis B in the past"),
        text("hepatitis_c_offer", "what became of the offer of a test, as a national code", required=False),
        text("hepatitis_c_tested", "whether tested, as a national code", required=False),
        day("hepatitis_c_tested_on", "day of the latest test", required=False),
        flag("hepatitis_c_positive", "the test was positive"),
        flag("hepatology_referral", "referred to hepatology"),
    ),
)
