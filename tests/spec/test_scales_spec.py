"""Scales, answer by answer: every edge of every band, what is missing, what cannot be, and what a change comes to."""

import pytest

from ostara.knowledge.refusal import RefusalError
from ostara.knowledge.scales import scale, scale_change, scales, score


def adding_up_to(scale_id, total):
    """Answers to every item that come to this total: each as high as still needed."""
    answers, left = {}, total - scale(scale_id).lowest
    for item in scale(scale_id).items:
        answers[item.number] = max(one for one in item.answers if one - item.answers[0] <= left)
        left -= answers[item.number] - item.answers[0]
    assert left == 0
    return answers


def band(scale_id, total, name, about=None):
    one = score(scale(scale_id), adding_up_to(scale_id, total), about=about)
    assert (one.total, one.missing, one.why) == (total, (), ())
    (reached,) = (reached for reached in one.reached if reached.bands.name == name)
    return reached.band.totals, reached.band.says, str(reached.bands.grounds.status)


TOTALS = "bands of the total"
BANDS = [
    # scale, bands, about, lowest and highest total of a band, what the source calls it, status
    ("audit", TOTALS, None, (0, 7), None, "quoted"),
    ("audit", TOTALS, None, (8, 15), None, "quoted"),
    ("audit", TOTALS, None, (16, 19), None, "quoted"),
    ("audit", TOTALS, None, (20, 40), "possible dependence", "quoted"),
    ("phq9", TOTALS, None, (0, 4), None, "quoted"),
    ("phq9", TOTALS, None, (5, 9), None, "quoted"),
    ("phq9", TOTALS, None, (10, 14), None, "quoted"),
    ("phq9", TOTALS, None, (15, 19), None, "quoted"),
    ("phq9", TOTALS, None, (20, 27), None, "quoted"),
    ("phq9", "line for depression", None, (0, 9), None, "quoted"),
    ("phq9", "line for depression", None, (10, 27), "caseness", "quoted"),
    ("gad7", TOTALS, None, (0, 4), None, "unverified"),
    ("gad7", TOTALS, None, (5, 9), None, "unverified"),
    ("gad7", TOTALS, None, (10, 14), None, "unverified"),
    ("gad7", TOTALS, None, (15, 21), None, "unverified"),
    ("gad7", "line for anxiety", None, (0, 7), None, "quoted"),
    ("gad7", "line for anxiety", None, (8, 21), "caseness", "quoted"),
    ("sds", "line for heroin", "heroin", (0, 2), None, "quoted"),
    ("sds", "line for heroin", "heroin", (3, 15), "at or above the line", "quoted"),
    ("sds", "line for cocaine", "cocaine", (0, 3), None, "quoted"),
    ("sds", "line for cocaine", "cocaine", (4, 15), "at or above the line", "quoted"),
    *(
        ("sds", "line for sedating medicines, older people", "sedating medicines, an older person", *rest)
        for rest in (((0, 5), None, "quoted"), ((6, 15), "at or above the line", "quoted"))
    ),
    ("barc10", "line for lasting recovery", None, (10, 46), None, "quoted"),
    ("barc10", "line for lasting recovery", None, (47, 60), "a higher chance of sustained remission", "quoted"),
]


@pytest.mark.parametrize(("id", "name", "about", "edges", "says", "status"), BANDS)
def test_both_edges_of_a_band(id, name, about, edges, says, status):
    low, high = edges
    for total in edges:
        assert band(id, total, name, about) == (f"{low} to {high}", says, status)


def test_every_band_has_its_edges_here():
    listed = {(id, name, f"{low} to {high}") for id, name, _, (low, high), *_ in BANDS}
    assert listed == {
        (one.id, bands.name, band.totals) for one in scales().values() for bands in one.bands for band in bands.steps
    }


IMPOSSIBLE = [
    # scale, item, answer, how it is refused
    ("audit", 1, 5, "AUDIT item 1: takes 0, 1, 2, 3 or 4"),
    ("audit", 1, -1, "AUDIT item 1: takes 0, 1, 2, 3 or 4"),
    ("audit", 9, 1, "AUDIT item 9: takes 0, 2 or 4"),
    ("audit", 10, 3, "AUDIT item 10: takes 0, 2 or 4"),
    ("audit", 11, 0, "AUDIT item 11: there is no such item; it has 10"),
    ("audit", 0, 0, "AUDIT item 0: there is no such item; it has 10"),
    ("sds", 1, 4, "SDS item 1: takes 0, 1, 2 or 3"),
    ("phq9", 9, 4, "PHQ-9 item 9: takes 0, 1, 2 or 3"),
    ("phq9", 1, True, "PHQ-9 item 1: takes 0, 1, 2 or 3"),
    ("gad7", 7, 4, "GAD-7 item 7: takes 0, 1, 2 or 3"),
    ("gad7", 8, 0, "GAD-7 item 8: there is no such item; it has 7"),
    ("barc10", 1, 0, "BARC-10 item 1: takes 1, 2, 3, 4, 5 or 6"),
    ("barc10", 10, 7, "BARC-10 item 10: takes 1, 2, 3, 4, 5 or 6"),
]


@pytest.mark.parametrize(("id", "item", "answer", "refusal"), IMPOSSIBLE)
def test_an_answer_that_cannot_be_is_refused_by_its_item(id, item, answer, refusal):
    with pytest.raises(RefusalError) as refused:
        score(scale(id), {item: answer})
    assert str(refused.value) == refusal


def without(answers, *items):
    return {number: None if number in items else answer for number, answer in answers.items()}


MISSING = [
    # says, scale, answers, items missing, bands that hold whatever is missing
    ("one missing that could change the band", "audit", without(adding_up_to("audit", 6), 10), (10,), []),
    ("one missing that could not", "audit", without(adding_up_to("audit", 24), 10), (10,), ["20 to 40"]),
    ("one left out is missing too", "audit", dict.fromkeys(range(1, 9), 4), (9, 10), ["20 to 40"]),
    ("two missing: of two readings one holds", "phq9", without(adding_up_to("phq9", 12), 8, 9), (8, 9), ["10 to 27"]),
    ("nothing answered", "gad7", {}, (1, 2, 3, 4, 5, 6, 7), []),
    ("two of ten answered", "barc10", {1: 6, 2: 1}, tuple(range(3, 11)), []),
]


@pytest.mark.parametrize(("says", "id", "answers", "missing", "bands"), MISSING, ids=[case[0] for case in MISSING])
def test_a_missing_answer_leaves_the_total_unknown(says, id, answers, missing, bands):
    one = score(scale(id), answers)
    assert (one.total, one.missing) == (None, missing)
    assert [reached.band.totals for reached in one.reached] == bands
    said = f"items {', '.join(map(str, missing))} were" if len(missing) > 1 else f"item {missing[0]} was"
    why = [f"There is no total: {said} not answered."]
    if len(bands) < len(one.scale.bands):
        why.append("There is no band: the answers that are missing could change it.")
    assert one.why == tuple(why)


NO_BANDS = [
    (None, "which substance this is about was not said"),
    ("cannabis", "bands for cannabis are not known here"),
]


@pytest.mark.parametrize(("about", "said"), NO_BANDS)
def test_bands_that_depend_on_the_substance_are_withheld_without_one(about, said):
    one = score(scale("sds"), adding_up_to("sds", 9), about=about)
    assert (one.total, one.reached) == (9, ())
    known = "heroin, cocaine, sedating medicines, an older person"
    assert one.why == (f"There is no band: {said}; there are some for {known}.",)


@pytest.mark.parametrize(("answer", "told"), [(0, 0), (1, 1), (3, 1), (None, 0)])
def test_thoughts_of_death_are_told_whatever_the_total(answer, told):
    one = score(scale("phq9"), {9: answer})
    assert [heed.item for heed in one.heeded] == [9] * told
    assert all(heed.grounds.source == "ostara" for heed in one.heeded)


CHANGES = [
    # scale, total before, total after, points, way, counts
    ("barc10", 30, 40, 10, "better", True),
    ("barc10", 30, 39, 9, "better", False),
    ("barc10", 30, 20, -10, "worse", True),
    ("barc10", 30, 30, 0, "the same", False),
    ("phq9", 20, 5, -15, "better", None),
    ("phq9", 5, 6, 1, "worse", None),
    ("audit", 8, 8, 0, "the same", None),
]


@pytest.mark.parametrize(("id", "before", "after", "points", "way", "counts"), CHANGES)
def test_change(id, before, after, points, way, counts):
    found = scale_change(*(score(scale(id), adding_up_to(id, total)) for total in (before, after)))
    assert (found.points, found.way, found.counts) == (points, way, counts)
    if counts is None:
        assert found.why == f"From how many points a change in {scale(id).name} counts is not known here."
    else:
        assert (found.notable.points, str(found.notable.grounds.status), found.why) == (10, "assumed", None)


def test_a_change_needs_two_totals_about_the_same_substance():
    whole, part = score(scale("sds"), adding_up_to("sds", 9), about="heroin"), score(scale("sds"), {}, about="heroin")
    other = score(scale("sds"), adding_up_to("sds", 9), about="cocaine")
    for pair, why in [
        ((whole, part), "One of the two has no total."),
        ((whole, other), "The two were asked about different substances."),
    ]:
        found = scale_change(*pair)
        assert (found.points, found.way, found.counts, found.why) == (None, None, None, why)


def test_two_scales_are_not_compared():
    with pytest.raises(ValueError, match="SDS and PHQ-9 are not one scale"):
        scale_change(score(scale("sds"), {}), score(scale("phq9"), {}))


DOUBTS = [
    ("audit", {"the terms of use", "which answers each item takes", "our short names of the items"}),
    ("sds", {"the terms of use", "our short names of the items"}),
    ("phq9", {"the terms of use", "which answers each item takes", "our short names of the items"}),
    ("gad7", {"the terms of use", "which answers each item takes", "our short names of the items", TOTALS}),
    ("barc10", {"the terms of use", "our short names of the items"}),
]


@pytest.mark.parametrize(("id", "doubts"), DOUBTS)
def test_what_is_unverified_is_said_with_the_scale(id, doubts):
    assert set(scale(id).doubts) == doubts


@pytest.mark.parametrize("one", scales().values(), ids=lambda one: one.id)
def test_no_wording_is_shown_without_a_licence_that_was_read(one):
    assert one.licence.grounds.unverified and not one.licence.wording_free
    assert [item.wording for item in one.items] == [None] * len(one.items)
