"""An attacker who knows the method, the total and every count that is shown cannot work out a hidden count."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ostara.knowledge.disclosure import protect, protect_family, protect_share

NAMES = "abcd"


def published(family):
    return tuple(protect_family(dict(zip(NAMES, family, strict=False))).values())


def naive(family):
    return tuple(map(protect, family))


def what_an_attacker_knows(family, shown):
    """More than what is published: shown counts exactly, and the exact total unless it would leave nothing to hide."""
    seen = tuple(count if out is not None else None for count, out in zip(family, shown, strict=True))
    everything_hidden = not any(out is not None for out in shown)
    return seen, protect(sum(family)) if everything_hidden else sum(family)


def given_away(method, size, highest):
    """Families with a hidden count that only one value explains, among all families of this size."""
    explanations = defaultdict(list)
    for family in product(range(highest + 1), repeat=size):
        shown = method(family)
        if None in shown:
            explanations[what_an_attacker_knows(family, shown)].append(family)
    for (seen, _), families in explanations.items():
        for place, out in enumerate(seen):
            if out is None and len({family[place] for family in families}) == 1:
                yield families[0]


# Families beyond `highest` could only add explanations, so what is found safe here is safe.
@pytest.mark.parametrize(("size", "highest"), [(1, 30), (2, 30), (3, 16), (4, 9)])
def test_no_hidden_count_can_be_worked_out(size, highest):
    assert list(given_away(published, size, highest)) == []


def test_the_attacker_is_a_real_one():
    assert (3, 8, 9) in list(given_away(naive, 3, 9))


families = st.lists(st.one_of(st.integers(0, 9), st.integers(0, 100_000)), min_size=1, max_size=8)


def named(counts):
    return {str(place): count for place, count in enumerate(counts)}


@given(families)
def test_small_counts_are_hidden_and_shown_ones_are_near(counts):
    for count, shown in zip(counts, protect_family(named(counts)).values(), strict=True):
        if 1 <= count <= 4:
            assert shown is None
        elif shown is not None:
            assert shown % 5 == 0
            assert abs(shown - count) <= 2


@given(families)
def test_nothing_is_hidden_without_a_small_count(counts):
    if not any(1 <= count <= 4 for count in counts):
        assert None not in protect_family(named(counts)).values()


@given(st.data())
def test_neither_order_nor_name_matters(data):
    counts = data.draw(families)
    order = data.draw(st.permutations(range(len(counts))))
    straight = protect_family(named(counts))
    shuffled = protect_family({str(place): counts[place] for place in order})
    assert shuffled == straight


@given(st.integers(0, 60), st.integers(0, 60))
def test_a_share_hides_the_few_on_either_side(part, rest):
    numerator, denominator = protect_share(part, part + rest)
    if 1 <= part <= 4 or 1 <= rest <= 4:
        assert numerator is None
    else:
        assert 0 <= numerator <= denominator


def test_a_withheld_share_is_never_worked_out_from_its_denominator():
    explanations = defaultdict(set)
    for part, rest in product(range(41), repeat=2):
        numerator, _ = protect_share(part, part + rest)
        if numerator is None:
            explanations[part + rest].add(part)
    assert all(len(parts) > 1 for parts in explanations.values())
