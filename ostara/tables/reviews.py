"""Reviews: how life is going, in the shape of the Treatment Outcomes Profile."""

from ostara.tables.column import Column, code, count, day, flag, key, person, service, text
from ostara.tables.table import Table


def days_of_28(name: str, meaning: str) -> Column:
    """Days of the last 28 on which something happened."""
    return count(name, "days of the last 28", meaning, high=28, required=False)


def rating(name: str, meaning: str) -> Column:
    """The person's own rating from 0 (poor) to 20 (good)."""
    return count(name, "0 (poor) to 20 (good)", meaning, high=20, required=False)


REVIEWS = Table(
    name="reviews",
    meaning="One row for each review of how life is going, in the shape of the Treatment Outcomes Profile.",
    key=("review",),
    order=("person", "reviewed_on", "review"),
    columns=(
        key("review", "number of the review"),
        person(),
        service(),
        key("episode", "the episode it belongs to", required=False, refers_to="episodes"),
        day("reviewed_on", "day of the review"),
        code("stage", "review_stage", "when in treatment"),
        days_of_28("heroin_days", "heroin or other illicit opioids"),
        days_of_28("crack_days", "crack"),
        days_of_28("cocaine_days", "powder cocaine"),
        days_of_28("amphetamine_days", "amphetamines"),
        days_of_28("cannabis_days", "cannabis"),
        days_of_28("other_drug_days", "another problem substance"),
        days_of_28("alcohol_days", "alcohol"),
        days_of_28("injecting_days", "injecting"),
        flag("shared_equipment", "used a needle, syringe, spoon, water or filter of somebody else"),
        days_of_28("shoplifting_days", "shoplifting"),
        days_of_28("selling_days", "selling drugs"),
        flag("other_theft", "theft of or from a vehicle, burglary, fraud or handling"),
        days_of_28("assault_days", "assault or violence"),
        days_of_28("work_days", "paid work, volunteering or education, where the source does not tell them apart"),
        days_of_28("paid_work_days", "paid work"),
        days_of_28("education_days", "education"),
        flag("acute_housing_problem", "an acute housing problem in the last 28 days"),
        flag("housing_risk", "at risk of losing the home"),
        rating("psychological_health", "psychological health"),
        rating("physical_health", "physical health"),
        rating("quality_of_life", "quality of life"),
        text("reference", "the service's own reference of it", required=False, identifying=True),
    ),
)
