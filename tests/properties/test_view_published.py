"""An attacker with every published table works out no small count: differencing, totals, margins, overlapping periods.

The attacker knows the method, which counts are small, and solves for everything at once in whole numbers (HiGHS): each
count that is shown lies within its rounding, each small one is 1 to 4, and people add up. Where a small count can only
be what it is, it is recovered.
"""

import random
from collections import Counter
from itertools import combinations, product

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, vstack

from ostara.analysis.journeys.prepared import prepared
from ostara.analysis.packs.needs import needs_pack
from ostara.analysis.packs.protecting import published as published_pack
from ostara.analysis.packs.told import Place
from ostara.analysis.view.answer import answered
from ostara.analysis.view.publishing import NAMES, published
from ostara.analysis.view.question import observed_until, question
from ostara.knowledge.disclosure import protect
from ostara.knowledge.disclosure_tables import Tables, summed
from ostara.knowledge.disclosure_worlds import ANSWERED, ANY, UNANSWERED
from tests.national import a_nation, somebody

UNLIMITED = 10_000


def range_of(shown):
    """What a count can be that is shown so."""
    return (0, 0) if shown == 0 else (5, 7) if shown == 5 else (shown - 2, shown + 2)


class Attacker:
    """Knows of which kinds people can be, and a lowest and a highest number for some counts."""

    def __init__(self, kinds):
        self.kinds = kinds
        self.rows, self.low, self.high = {}, [], []

    def learns(self, name, members, low, high):
        """That of these kinds there are so many."""
        row = np.fromiter((bool(members(kind)) for kind in self.kinds), float)
        self.rows.setdefault(name, (row, []))[1].append((low, high))

    def recovers(self, name, value):
        """Whether the count can be nothing else than it is."""
        names = [(row, max(low for low, _ in known), min(high for _, high in known))
                 for row, known in self.rows.values()]  # fmt: skip
        matrix = vstack([coo_array(row[None, :]) for row, _, _ in names]).tocsr()
        low, high = np.array([one[1] for one in names], float), np.array([one[2] for one in names], float)
        place = list(self.rows).index(name)
        assert low[place] <= value <= high[place], "the attacker was told something untrue"
        return not any(
            self._possible(matrix, low, high, place, other)
            for other in ((low[place], value - 1), (value + 1, high[place]))
        )

    def _possible(self, matrix, low, high, place, other):
        low, high = low.copy(), high.copy()
        low[place], high[place] = other
        if low[place] > high[place]:
            return False
        found = milp(
            np.zeros(len(self.kinds)),
            constraints=LinearConstraint(matrix, low, high),
            integrality=np.ones(len(self.kinds)),
            bounds=Bounds(0, UNLIMITED),
        )
        return found.status == 0


def matches(key):
    """Whether a kind of people stands in the count of this key."""
    *cut, answer = key
    fixed = [(at, value) for at, value in enumerate(cut) if value != ANY]
    if answer == ANSWERED:
        return lambda kind: kind[-1] != UNANSWERED and all(kind[at] == value for at, value in fixed)
    return lambda kind: kind[-1] == answer and all(kind[at] == value for at, value in fixed)


def every_key(values, answers, most=2):
    for size in range(most + 1):
        for mask in combinations(range(len(values)), size):
            choices = [values[at] if at in mask else [ANY] for at in range(len(values))]
            yield from product(*choices, [*answers, ANSWERED])


def a_population(seed):
    """Some tens of people of a few kinds, unevenly."""
    chance = random.Random(seed)  # noqa: S311 a test needs no secret
    values = [["A", "B", "C"][: chance.randint(2, 3)], ["f", "m"], ["x", "y", None][: chance.randint(2, 3)]]
    answers = chance.choice([["yes", "no"], ["yes", "no", UNANSWERED], ["one", "two", "three"]])
    shares = [[chance.choice([1, 2, 8]) for _ in each] for each in [*values, answers]]
    people = Counter(
        tuple(chance.choices(each, share)[0] for each, share in zip([*values, answers], shares, strict=True))
        for _ in range(chance.choice([12, 30, 60, 150]))
    )
    return people, values, answers


def attacked(people, values, answers, shown):
    """The small counts that an attacker recovers from what is shown."""
    counts = summed(people, 2)
    attacker = Attacker(list(product(*values, answers)))
    keys = [key for key in every_key(values, answers) if key[-1] != UNANSWERED or UNANSWERED in answers]
    for key in keys:
        count, out = counts.get(key, 0), shown(key)
        small_and_seen = 1 <= count <= 4 and not below_small(key, counts, keys, shown)
        low, high = range_of(out) if out is not None else (1, 4) if small_and_seen else (0, UNLIMITED)
        attacker.learns(key, matches(key), low, high)
    return [key for key in keys if 1 <= counts.get(key, 0) <= 4 and attacker.recovers(key, counts[key])]


def below_small(key, counts, keys, shown):
    """Whether a whole of which this is a part is withheld: then nobody is told whether there is anybody in the part."""

    def holds(whole):
        answers = {key[-1]} if key[-1] == UNANSWERED else {key[-1], ANSWERED}
        return whole != key and whole[-1] in answers and all(
            one in (ANY, other) for one, other in zip(whole[:-1], key[:-1], strict=True))  # fmt: skip

    return any(shown(whole) is None for whole in keys if holds(whole))


@pytest.mark.parametrize("seed", range(12))
def test_no_small_count_can_be_worked_out(seed):
    people, values, answers = a_population(seed)
    tables = Tables(people)
    assert attacked(people, values, answers, tables.shown) == []


def test_the_attacker_recovers_counts_that_are_only_hidden_and_rounded():
    recovered = 0
    for seed in range(8):
        people, values, answers = a_population(seed)
        counts = summed(people, 2)
        recovered += len(attacked(people, values, answers, lambda key, counts=counts: protect(counts.get(key, 0))))
    assert recovered > 5


@pytest.mark.parametrize("seed", range(40))
def test_small_counts_are_withheld_and_shown_ones_are_near(seed):
    people, values, answers = a_population(seed)
    tables, counts = Tables(people), summed(people, 2)
    for key in every_key(values, answers):
        count, shown = counts.get(key, 0), tables.shown(key)
        assert shown is None or (shown % 5 == 0 and abs(shown - count) <= 2)
        assert shown is None or not 1 <= count <= 4
        assert shown != 0 or count == 0


def test_large_tables_are_shown_whole():
    people = {(area, sex, answer): 30 for area in "AB" for sex in "fm" for answer in ("yes", "no")}
    tables = Tables(people)
    assert all(tables.shown(key) is not None for key in summed(people, 2))


def test_nobody_at_all_is_shown_as_none():
    assert Tables({}).shown((ANSWERED,)) == 0


def a_store(folder, seed):
    """Half a hundred people with journeys of every length in one financial year."""
    chance = random.Random(seed)  # noqa: S311 a test needs no secret
    people = []
    for _ in range(50):
        one = somebody(
            area=chance.choices(["A12B", "B34B"], [3, 1])[0],
            sex=chance.choices(["male", "female"], [3, 1])[0],
            age=chance.choice([30, 60]),
            substances=chance.choices([("1011", "9996", "9997"), ("7000", "9996", "9997")], [2, 1])[0],
        )
        month = chance.randint(4, 12)
        ended = chance.random() < 0.7
        left = chance.choice([80, 85, 85]) if ended else None
        people.append(one.in_treatment(f"2023-{month:02}-03", until="2024-03-20" if ended else None, left=left))
    return a_nation(folder, *people)


VIEWS = [
    ("completed_of_treated", NAMES, range(3)),
    ("new_presentations", NAMES, range(3)),
    ("early_unplanned_exit", ["quarter", "area", "substance_group", "sex"], range(3)),
]


@pytest.mark.parametrize(("measure", "names", "sizes"), VIEWS, ids=[case[0] for case in VIEWS])
def test_every_published_view_together_gives_no_small_count_away(tmp_path, measure, names, sizes):
    """From a store to the lines that are published, at every level, held against the true ones."""
    store = a_store(tmp_path / "store", 5)
    shown, true = {}, {}
    with prepared(store) as connection:
        until = observed_until(connection)
        for by in (by for size in sizes for by in combinations(names, size)):
            asked = question(measure=measure, by=",".join(by), where=None, period="2023/24", until=until)
            learn(shown, by, published(connection, store, asked))
            learn(true, by, answered(connection, store, asked))
    values = {name: sorted({cut[0] for by, cut, _ in true if by == (name,)}, key=str) for name in names}
    answers = ["yes", "no", "not known"]
    attacker = Attacker(list(product(*values.values(), answers)))
    for name, ranges in shown.items():
        attacker.learns(name, in_line(names, *name), *ranges)
    small = {name: value for name, value in true.items() if 1 <= value <= 4}
    assert small
    assert [name for name, value in small.items() if name in shown and attacker.recovers(name, value)] == []


def learn(told, by, view):
    """What a view tells of each line: the range of numerator, of what is left over, of both and of not known."""
    exact = not view.published
    for line in view.lines:
        if line.total:
            continue
        cut = ((line.period,) if "quarter" in by else ()) + line.cut
        share, counted = line.share, line.share.denominator is None and line.share.value is not None
        of = share.numerator if counted else share.denominator
        numbers = {"known": of, "yes": share.numerator, "not known": line.unknown}
        for answer, number in numbers.items():
            if exact:
                told[by, cut, answer] = number
            else:
                told[by, cut, answer] = (0, UNLIMITED) if number is None else range_of(number)
        if exact and share.denominator is not None:
            told[by, cut, "no"] = share.denominator - share.numerator


def in_line(names, by, cut, answer):
    """Whether a kind of people stands in a number of a line."""
    fixed = [(names.index(name), value) for name, value in zip(by, cut, strict=True)]

    def stands(kind):
        among = {"known": ("yes", "no")}.get(answer, (answer,))
        return kind[-1] in among and all(kind[at] == value for at, value in fixed)

    return stands


@pytest.mark.parametrize("measure", ["in_treatment", "completed_of_treated"])
def test_views_and_packs_together_give_no_small_count_away(tmp_path, measure):
    """Packs are protected by themselves: held here against all views of the same year, as far as they share counts."""
    store = a_store(tmp_path / "store", 5)
    shown, true = {}, {}
    with prepared(store) as connection:
        until = observed_until(connection)
        for by in (by for size in range(3) for by in combinations(NAMES, size)):
            asked = question(measure=measure, by=",".join(by), where=None, period="2023/24", until=until)
            learn(shown, by, published(connection, store, asked))
            learn(true, by, answered(connection, store, asked))
    values = {name: sorted({cut[0] for by, cut, _ in true if by == (name,)}, key=str) for name in NAMES}
    attacker = Attacker(list(product(*values.values(), ["yes", "no", "not known"])))
    in_packs = [
        told
        for area in values["area"]
        for told in told_by_a_pack(published_pack(needs_pack(store, area, "2023/24")), measure, area, values)
    ]
    assert in_packs
    for *name, ranges in [*((*name, ranges) for name, ranges in shown.items()), *in_packs]:
        attacker.learns(tuple(name), in_line(NAMES, *name), *ranges)
    small = {name: value for name, value in true.items() if 1 <= value <= 4}
    assert small
    assert [name for name, value in small.items() if name in shown and attacker.recovers(name, value)] == []


def told_by_a_pack(pack, measure, area, values):
    """Every number of a measure that a pack tells of its area and of the nation, as a line of a view would."""
    for place, by, cut in ((Place.HERE, ("area",), (area,)), (Place.NATION, (), ())):
        share = pack.figures[measure].told(place).share
        whole = share.numerator if measure == "in_treatment" else share.denominator
        for answer, number in (("known", whole), ("yes", share.numerator)):
            if number is not None:
                yield by, cut, answer, range_of(number)
        for name, parted in pack.parts.items():
            dimension = name.removeprefix(f"{measure}_by_")
            known = {str(value).lower(): value for value in values.get(dimension, ())}
            for words, number in parted.parts(place).counts.items():
                if words.lower() in known and number is not None:
                    told = sorted({**dict(zip(by, cut, strict=True)), dimension: known[words.lower()]}.items(),
                                  key=lambda one: NAMES.index(one[0]))  # fmt: skip
                    yield tuple(one for one, _ in told), tuple(one for _, one in told), "known", range_of(number)
