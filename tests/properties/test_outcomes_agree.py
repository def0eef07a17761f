"""The SQL that chooses reviews and a plain loop choose the same ones, whatever days tie, and keep every answer."""

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ostara.analysis.journeys.derive import derive
from ostara.analysis.journeys.outcomes import ITEMS
from ostara.knowledge.parameters import parameter
from ostara.tables.engine import engine
from tests.national import a_nation, somebody

STARTED = date(2023, 5, 1)
SIX_MONTHS_ON = date(2023, 11, 1)
WINDOW, EARLY_FROM, EARLY_UNTIL = (
    parameter(f"national.outcome_{name}_days").whole for name in ("start_window", "review_from", "review_until")
)

days = st.sampled_from([-15, -14, -3, 0, 3, 14, 15, 28, 29, 60, 182, 183, 184, 185, 400])
answers = st.fixed_dictionaries({name: st.sampled_from([None, 0, 1, 27, 28]) for name in ITEMS})
reviews = st.lists(st.tuples(days, st.sampled_from(["start", "review", "exit"]), answers), min_size=1, max_size=6)


def chosen(told):
    """The answers at the start, at the early review, and the days of heroin of the last one that tells, or nothing."""
    numbered = [(day, number, stage, given) for number, (day, stage, given) in enumerate(told)]
    starts = [(abs(day), day, n, given) for day, n, stage, given in numbered if stage == "start" and abs(day) <= WINDOW]
    later = [(day, n, given) for day, n, stage, given in numbered if stage != "start"]
    early = [one for one in later if EARLY_FROM <= one[0] <= EARLY_UNTIL]
    heroin = [
        one
        for one in later
        if one[2]["heroin_days"] is not None and one[0] > 0 and STARTED + timedelta(days=one[0]) <= SIX_MONTHS_ON
    ]
    if not (starts or early or heroin):
        return []
    nothing = dict.fromkeys(ITEMS)
    start = min(starts, key=lambda one: one[:3])[-1] if starts else nothing
    review = max(early, key=lambda one: one[:2])[-1] if early else nothing
    later_heroin = max(heroin, key=lambda one: one[:2])[-1]["heroin_days"] if heroin else None
    return [(*(start[name] for name in ITEMS), *(review[name] for name in ITEMS), later_heroin)]


def told_of(reviews_of_one, moved):
    """Somebody with these reviews, who had been treated in another area before, or had not."""
    one = somebody()
    if moved:
        one.in_treatment("2020-01-01", until="2020-02-01", left=80, area="B01B")
    one.in_treatment(STARTED.isoformat())
    for day, stage, given_answers in reviews_of_one:
        said = {name: answer for name, answer in given_answers.items() if answer is not None}
        one.reviewed((STARTED + timedelta(days=day)).isoformat(), stage, **said)
    return one


COLUMNS = ", ".join([*(f"start_{name}" for name in ITEMS), *(f"review_{name}" for name in ITEMS), "later_heroin_days"])


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(reviews, st.booleans()), min_size=1, max_size=8))
def test_reviews_are_chosen_as_told(tmp_path_factory, people):
    store = a_nation(tmp_path_factory.mktemp("reviews") / "store", *(told_of(*one) for one in people))
    with engine(store.folder) as connection:
        derive(connection, store)
        for scope in ("", "local_"):
            sql = f"SELECT person, {COLUMNS} FROM {scope}outcomes JOIN {scope}journeys USING (journey) ORDER BY person"
            assert connection.execute(sql).fetchall() == [
                (person, *row) for person, (told, _) in enumerate(people, start=1) for row in chosen(told)
            ]
