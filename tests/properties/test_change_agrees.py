"""Classes of change: the SQL of the national measures and the plain function of the form say the same of anybody."""

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ostara.analysis.journeys.derive import derive
from ostara.analysis.journeys.step import Scope
from ostara.analysis.national.ask import Period, ask, set_periods
from ostara.analysis.national.change import CHANGES
from ostara.knowledge.parameters import parameter, parameters
from ostara.ndtms.lists import national_list
from ostara.ndtms.substances import SubstanceGroup, substance_group
from ostara.ndtms.top import change
from ostara.tables.engine import engine
from tests.national import a_nation, somebody

ITEM_OF = {
    "change_in_opiates": "heroin_days",
    "change_in_crack": "crack_days",
    "change_in_alcohol_alcohol_only": "alcohol_days",
    "change_in_alcohol_beside_drugs": "alcohol_days",
    "change_in_cocaine_powder": "cocaine_days",
    "change_in_amphetamines": "amphetamine_days",
    "change_in_cannabis": "cannabis_days",
}
ITEMS = tuple(dict.fromkeys(ITEM_OF.values()))
STARTED = date(2023, 5, 1)
REVIEWED = STARTED + timedelta(days=parameter("national.outcome_review_from_days").whole)

THRESHOLDS = [one.whole for name, one in parameters().items() if name.startswith("national.reliable_change_")]

days = st.one_of(st.none(), st.integers(0, 28))
# Around each threshold the two could part by a day, so most changes are just there.
edges = st.builds(
    lambda low, fewer, rises: (low, low + fewer) if rises else (low + fewer, low),
    st.integers(0, 28 - max(THRESHOLDS) - 1),
    st.sampled_from([threshold + off for threshold in THRESHOLDS for off in (-1, 0, 1)]),
    st.booleans(),
)
substances = st.lists(st.sampled_from([*national_list("problem_substance")]), min_size=1, max_size=3)
lives = st.tuples(substances, st.fixed_dictionaries({item: st.one_of(edges, st.tuples(days, days)) for item in ITEMS}))


def told(codes, answers):
    """Somebody with a review at the start and one as soon as it tells of change."""
    one = somebody(substances=codes).in_treatment(STARTED.isoformat())
    for on, stage, side in ((STARTED, "start", 0), (REVIEWED, "review", 1)):
        said = {item: pair[side] for item, pair in answers.items() if pair[side] is not None}
        one.reviewed(on.isoformat(), stage, **said)
    return one


def asked_of(measure, codes):
    """Whether a measure is about this group: those of alcohol part people by it."""
    group = substance_group(codes)
    if measure == "change_in_alcohol_alcohol_only":
        return group is SubstanceGroup.ALCOHOL_ONLY
    return measure != "change_in_alcohol_beside_drugs" or group not in (None, SubstanceGroup.ALCOHOL_ONLY)


def expected(measure, people):
    """How many of each class, among those with use at the start; None is not known at the review."""
    found = {}
    for codes, answers in people:
        start, review = answers[ITEM_OF[measure]]
        if asked_of(measure, codes) and start:
            class_ = change(ITEM_OF[measure], start, review, group=substance_group(codes)).class_
            found[class_] = found.get(class_, 0) + 1
    return found


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(lives, min_size=1, max_size=8))
def test_the_sql_and_the_function_agree(tmp_path_factory, people):
    store = a_nation(tmp_path_factory.mktemp("nation") / "store", *(told(*one) for one in people))
    with engine(store.folder) as connection:
        derive(connection, store)
        set_periods(connection, [Period("asked", date(2023, 4, 1), date(2024, 3, 31))])
        found = {one.name: ask(connection, one, Scope.NATIONAL, {}) for one in CHANGES}
    assert set(found) == set(ITEM_OF)
    for name, cells in found.items():
        assert {cell.class_: cell.hits for cell in cells} == expected(name, people), name
