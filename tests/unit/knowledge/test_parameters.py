"""Parameters: looked up by name, exact, and honest about what nobody has checked."""

from decimal import Decimal

import pytest

from ostara.knowledge.parameters import Status, parameter, parameters
from ostara.knowledge.refusal import RefusalError

RELIED_ON = {
    "methadone.first_dose_high_mg": 30,
    "methadone.first_week_rise_mg": 30,
    "methadone.single_rise_mg": 10,
    "methadone.adequate_dose_mg": 60,
    "buprenorphine.adequate_dose_mg": 12,
    "missed_days.consult": 3,
    "missed_days.reinduct": 5,
    "methadone.restart_high_mg": 30,
    "quality.low_dose_evidence_days": 84,
    "quality.low_dose_established_days": 56,
    "quality.positive_tests_for_need": 2,
    "quality.use_on_top_test_days": 30,
    "retention.weeks_24_last_dose_day": 154,
    "measures.confidence_level": Decimal("0.95"),
    "disclosure.suppress_below": 5,
    "disclosure.round_to": 5,
    "first_week.days": 6,
}


@pytest.mark.parametrize(("name", "value"), RELIED_ON.items())
def test_names_that_others_rely_on(name, value):
    assert parameter(name).value == value


def test_a_decimal_stays_exact():
    level = parameter("measures.confidence_level").value
    assert isinstance(level, Decimal)
    assert str(level) == "0.95"


def test_only_the_unverified_say_so():
    assert parameter("buprenorphine.adequate_dose_mg").unverified
    assert not parameter("methadone.adequate_dose_mg").unverified
    assert not parameter("quality.low_dose_evidence_days").unverified


def test_whole_numbers_only_where_asked():
    assert parameter("missed_days.consult").whole == 3
    with pytest.raises(RefusalError, match=r"measures\.toml measures\.confidence_level: is not a whole number"):
        _ = parameter("measures.confidence_level").whole


def test_a_wrong_name_names_its_neighbours():
    with pytest.raises(RefusalError, match=r"did you mean .*methadone.first_dose_high_mg"):
        parameter("methadone.first_dose_hihg_mg")


def test_read_once():
    assert parameters() is parameters()


def test_comparators_from_abroad_are_never_more_than_unverified():
    abroad = {"australia-methadone", "nsw-otp", "medsafe-2014", "crism-2018"}
    ones = [one for one in parameters().values() if one.source in abroad]
    assert ones
    assert {one.status for one in ones} == {Status.UNVERIFIED}
    assert all("omparator" in (one.note or "") for one in ones)


def test_pairs_of_low_and_high_stand_in_order():
    known = parameters()
    pairs = [(name, name.replace("_low_", "_high_")) for name in known if "_low_" in name]
    pairs = [(low, high) for low, high in pairs if high in known]
    assert len(pairs) > 10
    for low, high in pairs:
        assert known[low].value < known[high].value, low
