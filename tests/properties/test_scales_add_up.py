"""Scales: a total is the sum of its answers, and an answer more never makes a band less certain or another one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ostara.knowledge.refusal import RefusalError
from ostara.knowledge.scales import Way, scale, scale_change, scales, score

IDS = sorted(scales())


@st.composite
def answered(draw, id):
    """Answers to a scale, some of them missing."""
    return {item.number: draw(st.one_of(st.none(), st.sampled_from(item.answers))) for item in scale(id).items}


def bands_of(one):
    return {reached.bands.name: reached.band for reached in one.reached}


@pytest.mark.parametrize("id", IDS)
@given(data=st.data())
def test_an_answer_more_never_makes_a_band_less_certain(id, data):
    answers = data.draw(answered(id))
    about = data.draw(st.sampled_from([None, *scale(id).abouts]))
    before = score(scale(id), answers, about=about)
    for item in scale(id).items:
        if answers[item.number] is None:
            answers[item.number] = data.draw(st.sampled_from(item.answers))
            after = score(scale(id), answers, about=about)
            assert bands_of(before).items() <= bands_of(after).items()
            before = after
    assert before.total == sum(answers.values())
    assert scale(id).lowest <= before.total <= scale(id).highest
    assert len(before.reached) == len([bands for bands in scale(id).bands if bands.about in (None, about)])


@pytest.mark.parametrize("id", IDS)
@given(data=st.data(), answer=st.integers(-50, 50))
def test_every_other_answer_is_refused(id, data, answer):
    item = data.draw(st.sampled_from(scale(id).items))
    if answer in item.answers:
        assert item.number not in score(scale(id), {item.number: answer}).missing
    else:
        with pytest.raises(RefusalError) as refusal:
            score(scale(id), {item.number: answer})
        assert refusal.value.place == f"{scale(id).name} item {item.number}"


@pytest.mark.parametrize("id", IDS)
@given(data=st.data())
def test_a_change_there_and_back_is_the_same_number_the_other_way(id, data):
    first, second = (score(scale(id), data.draw(answered(id))) for _ in range(2))
    there, back = scale_change(first, second), scale_change(second, first)
    assert (there.points is None) == (first.total is None or second.total is None)
    if there.points is not None:
        assert there.points == -back.points
        assert there.counts is back.counts
        assert {there.way, back.way} in ({Way.SAME}, {Way.BETTER, Way.WORSE})
