"""A schedule in the words of a prescription: figures and words agree with the instalments."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ostara.care.calendar.instalments import schedule
from ostara.care.calendar.measuring import KEPT
from ostara.care.calendar.on_paper import Names, on_paper
from ostara.care.calendar.opening import Opening, open_week
from ostara.care.calendar.pattern import Pickup, SupplyPattern
from ostara.care.calendar.schedule import OrderPoint
from ostara.knowledge.amount_words import read_words
from ostara.knowledge.instalment_wordings import NOT_APPROVED, instalment_wordings
from ostara.knowledge.medicines import products
from ostara.knowledge.refusal import RefusalError

NAMES = Names(
    serial="OST-1",
    person="Anna Example",
    address=("1 Canal Street",),
    born="3 February 1984",
    age="42",
    nhs_number="",
    pharmacy="Bridge Street Pharmacy",
    prescriber="Dr Sample",
    prescriber_number="D 1",
    prescriber_address=("Riverside Recovery Service",),
    date="30 March 2026",
)
EASTER = {"first": date(2026, 3, 30), "last": date(2026, 4, 12)}
SIX_DAYS = SupplyPattern.times_a_week(6, "a", observed=True)


def paper(product="methadone_1", pattern=SIX_DAYS, doses=(("2026-01-01", "60"), ("2026-04-04", "65")), wordings=()):
    product = products()[product]
    liquid = product.strengths[0] if product.strength_unit == "mg/mL" else None
    made = schedule(
        [OrderPoint(date.fromisoformat(on), Decimal(mg)) for on, mg in doses],
        pattern,
        {"a": Opening(open_week(), on_bank_holidays=False)},
        strength_mg_per_ml=liquid,
        closed_day_wording=True,
        on_fp10mda=True,
        **EASTER,
    )
    return on_paper(made, product, pattern.words, wordings, NAMES)


def without_kept(said):
    return said.replace(KEPT, " ")


def test_totals_in_figures_and_words_are_the_sum_of_the_instalments():
    form = paper()
    (total,) = form.total
    assert (total.figures, total.words) == ("885 mL", "eight hundred and eighty-five millilitres")
    quantities = [Decimal(without_kept(one.quantity).removesuffix(" mL")) for one in form.instalments]
    assert sum(quantities) == read_words(total.words.removesuffix(" millilitres")) == 885
    assert form.instalment_count.words == "ten instalments" and len(quantities) == 10
    assert form.days == "14"


def test_a_change_of_dose_has_a_line_of_its_own():
    assert tuple(map(without_kept, paper().dose)) == (
        "60 mg (60 mL) each day from Monday 30 March 2026 to Friday 3 April 2026",
        "65 mg (65 mL) each day from Saturday 4 April 2026 to Sunday 12 April 2026",
    )


def test_instalments_say_what_they_are_for_and_what_is_watched():
    lines = [tuple(map(without_kept, vars(one).values())) for one in paper().instalments]
    assert lines[2:5] == [
        ("Wed 1 Apr", "that day", "60 mL", "all watched"),
        ("Thu 2 Apr", "2–3 Apr", "120 mL", "of which 60 mL watched"),
        ("Sat 4 Apr", "4–6 Apr", "195 mL", "of which 65 mL watched"),
    ]


def test_tablets_are_counted_strength_by_strength_each_day_by_itself():
    form = paper("buprenorphine_sublingual", SupplyPattern.weekly(0, "a", observed=False), [("2026-01-01", "12.40")])
    assert [(one.of, one.figures, one.words) for one in form.total] == [
        ("8 mg", "14 tablets", "fourteen tablets"),
        ("2 mg", "28 tablets", "twenty-eight tablets"),
        ("0.4 mg", "14 tablets", "fourteen tablets"),
    ]
    assert without_kept(form.instalments[0].quantity) == "7 × 8 mg and 14 × 2 mg and 7 × 0.4 mg"
    assert without_kept(form.dose[0]).startswith("12.4 mg (1 × 8 mg")
    counted = [
        sum(Decimal(a) * Decimal(b) for a, b in re.findall(r"(\d+) × ([\d.]+) mg", without_kept(one.quantity)))
        for one in form.instalments
    ]
    assert sum(counted) == Decimal("12.4") * 14


def test_a_form_is_only_as_checked_as_its_wordings():
    form = paper(wordings=instalment_wordings().values())
    assert not form.wordings_checked and all(NOT_APPROVED in said for said in form.wordings)
    loaded = [replace(one, text="made up") for one in instalment_wordings().values()]
    assert paper(wordings=loaded).wordings_checked


@pytest.mark.parametrize(
    ("ask", "lacks", "total"),
    [
        (
            {"product": "buprenorphine_sublingual", "doses": [("2026-01-01", "1")]},
            "1 mg is not made up by whole tablets (0.4 2 8 mg)",
            "14 mg",
        ),
        ({"product": "espranor", "doses": [("2026-01-01", "8")]}, "what it is made up of is not known", "112 mg"),
        (
            {"product": "diamorphine_ampoules", "doses": [("2026-01-01", "30")]},
            "what it is made up of is not known",
            "",
        ),
    ],
)
def test_what_nobody_knows_how_to_measure_out_stands_in_milligrams_and_is_said(ask, lacks, total):
    form = paper(**ask)
    assert form.lacks == (lacks,)
    assert form.total[0].figures == total or not total
    assert all(without_kept(one.quantity).endswith(" mg") for one in form.instalments)
    assert "(" not in form.dose[0]


def test_what_may_not_stand_on_the_form_says_so():
    assert "may not stand on FP10MDA" in paper("dihydrocodeine_tablets", doses=[("2026-01-01", "30")]).lacks[-1]
    assert paper().lacks == ()


def test_a_depot_is_counted_in_injections():
    form = paper("buvidal_weekly", SupplyPattern.weekly(0, "a", observed=True), [("2026-01-01", "24")])
    assert {(one.of, one.figures.split()[1]) for one in form.total} == {("24 mg", "injections")}


@pytest.mark.parametrize(
    ("ask", "reason"),
    [
        ({"pattern": SupplyPattern({0: Pickup("a", True), 3: Pickup("b", True)})}, "to 2"),
        ({"doses": [("2027-01-01", "60")]}, "to 0"),
    ],
)
def test_what_cannot_be_prescribed_so_is_refused(ask, reason):
    with pytest.raises(RefusalError, match=reason):
        paper(**ask)
