"""Amounts: exact millilitres, whole tablets, and words that agree with figures."""

from decimal import Decimal

import pytest

from ostara.knowledge.amount_words import read_words, said
from ostara.knowledge.amounts import fewest_tablets, measurable, millilitres, plain
from ostara.knowledge.refusal import RefusalError

BUPRENORPHINE = tuple(map(Decimal, ("0.4", "2", "8")))


@pytest.mark.parametrize(
    ("mg", "strength", "ml"),
    [("60", "1", "60"), ("52.5", "1", "52.5"), ("60", "5", "12"), ("7", "10", "0.7"), ("1", "8", "0.125")],
)
def test_millilitres_are_exact(mg, strength, ml):
    assert millilitres(Decimal(mg), Decimal(strength)) == Decimal(ml)


@pytest.mark.parametrize(("mg", "strength"), [("10", "3"), ("0", "1"), ("-1", "1"), ("60", "0"), ("NaN", "1")])
def test_a_volume_without_an_end_or_without_an_amount_is_refused(mg, strength):
    with pytest.raises(RefusalError):
        millilitres(Decimal(mg), Decimal(strength))


@pytest.mark.parametrize(("ml", "can"), [("52.5", True), ("0.1", True), ("52.55", False), ("0.04", False)])
def test_what_can_be_measured(ml, can):
    assert measurable(Decimal(ml)) is can


@pytest.mark.parametrize(
    ("mg", "tablets"),
    [
        ("16", {"8": 2}),
        ("12", {"8": 1, "2": 2}),
        ("0.8", {"0.4": 2}),
        ("7.2", {"2": 3, "0.4": 3}),
        ("10.4", {"8": 1, "2": 1, "0.4": 1}),
        ("1", None),
        ("0.2", None),
        ("8.2", None),
    ],
)
def test_the_fewest_whole_tablets(mg, tablets):
    expected = tablets and {Decimal(size): count for size, count in tablets.items()}
    assert fewest_tablets(Decimal(mg), BUPRENORPHINE) == expected


def test_the_fewest_is_not_always_the_strongest_first():
    assert fewest_tablets(Decimal(12), map(Decimal, (10, 6, 1))) == {Decimal(6): 2}


def test_of_two_ways_with_equally_few_the_one_with_the_strongest_tablet_is_taken():
    assert fewest_tablets(Decimal(15), map(Decimal, (3, 4, 6, 7))) == {Decimal(7): 1, Decimal(4): 2}


def test_a_product_whose_strengths_nobody_knows_makes_no_dose():
    assert fewest_tablets(Decimal(8), ()) is None


@pytest.mark.parametrize(
    ("amount", "unit", "figures", "words"),
    [
        ("420", "mL", "420 mL", "four hundred and twenty millilitres"),
        ("52.50", "mL", "52.5 mL", "fifty-two point five millilitres"),
        ("1", "mg", "1 mg", "one milligram"),
        ("0.4", "mg", "0.4 mg", "zero point four milligrams"),
        ("1", "tablets", "1 tablet", "one tablet"),
        ("14", "instalments", "14 instalments", "fourteen instalments"),
        ("1001", "mL", "1001 mL", "one thousand and one millilitres"),
        ("12345", "mL", "12345 mL", "twelve thousand three hundred and forty-five millilitres"),
        ("100", "mL", "100 mL", "one hundred millilitres"),
    ],
)
def test_words_and_figures(amount, unit, figures, words):
    one = said(Decimal(amount), unit)
    assert (one.figures, one.words) == (figures, words)


@pytest.mark.parametrize(
    ("amount", "unit"), [("0", "mL"), ("-1", "mL"), ("1000000", "mL"), ("NaN", "mL"), ("1", "drops")]
)
def test_an_amount_that_nobody_supplies_is_refused(amount, unit):
    with pytest.raises(RefusalError):
        said(Decimal(amount), unit)


@pytest.mark.parametrize("wrong", ["forty", "one hundred and forty", "fourteen point one", "dreizehn"])
def test_words_that_read_back_as_another_amount_are_refused(monkeypatch, wrong):
    """Should the library that writes the words ever write others."""
    monkeypatch.setattr("ostara.knowledge.amount_words.num2words", lambda *_, **__: wrong)
    with pytest.raises(RefusalError):
        said(Decimal(14), "mL")


@pytest.mark.parametrize("words", ["sixtyy", "one point twenty", "", "sixty millilitres"])
def test_words_that_are_no_number_are_refused(words):
    with pytest.raises(RefusalError):
        read_words(words)


def test_zeros_that_say_nothing_are_left_out():
    assert [str(plain(Decimal(amount))) for amount in ("10.00", "1E+2", "0.50")] == ["10", "100", "0.5"]
