"""Data set K, rule by rule: a change to a valid row that makes it speak, one that does not, one that leaves it open.

Rules that the registry declares for every field are in test_ndtms_field_rules_spec.py.
"""

import pytest

from ostara.ndtms.evaluation import evaluate
from ostara.ndtms.field_rules import field_rules
from ostara.ndtms.reading import read_row
from ostara.ndtms.rules import rules_of
from ostara.ndtms.rules.consent import consent_rules
from tests.ndtms_rows import DISCHARGED, ON, K, a_row, without_consent

RULES = {rule.id: rule for rule in rules_of(K)}
LEFT = {**DISCHARGED, "DRUG1": "5000", "DRUG2": "9996"}

# rule, speaks when, silent when, does not know when (None where the rule asks only what is written, so always knows)
CASES = [
    ("K-DOB-YEAR", {"DOB": "1902-12-31"}, {"DOB": "1903-01-01"}, {"DOB": ""}),
    ("K-DOB-REFLD", {"DOB": "2013-04-02"}, {"DOB": "2013-04-01"}, {"REFLD": ""}),
    ("K-ADULT", {"DOB": "1995-04-10"}, {"DOB": "1995-04-09"}, {"DOB": "10.4.1995"}),
    ("K-REFLD-TRIAGED", {"TRIAGED": "2013-04-01"}, {"TRIAGED": "2013-04-02"}, {"TRIAGED": ""}),
    ("K-TRIAGED-CPLANDT", {"CPLANDT": "2013-04-08"}, {"CPLANDT": "2013-04-09"}, {"CPLANDT": ""}),
    ("K-TRIAGED-DISD", {"DISD": "2013-04-08"}, {"DISD": "2013-04-09"}, {"DISD": ""}),
    ("K-DAT-LA", {"DAT": "Z00B"}, {"DAT": "Z00B", "LA": ""}, {"DAT": ""}),
    ("K-DRUG2-DRUG1", {"DRUG2": "1011"}, {"DRUG2": "9996"}, {"DRUG2": ""}),
    ("K-DRUG3-DRUG1", {"DRUG3": "1011"}, {"DRUG3": "7000"}, {"DRUG3": ""}),
    ("K-DRUG3-DRUG2", {"DRUG3": "3201"}, {"DRUG2": "9997"}, {"DRUG2": "", "DRUG3": "7000"}),
    ("K-DRUG1-NONE", {"DRUG1": "9996"}, {"DRUG1": "7000"}, {"DRUG1": ""}),
    ("K-DRUG2-NO-THIRD", {"DRUG2": "9997"}, {"DRUG2": "9996"}, {"DRUG2": ""}),
    ("K-DRUG3-NO-SECOND", {"DRUG3": "9996"}, {"DRUG3": "9997"}, {"DRUG3": ""}),
    ("K-THIRD-AFTER-NONE", {"DRUG2": "9996", "DRUG3": "7000"}, {"DRUG2": "9996"}, {"DRUG2": "9996", "DRUG3": ""}),
    ("K-PREGNANT-SEX", {"SEX": "M"}, {"SEX": "F"}, {"SEX": ""}),
    ("K-HEPBVAC-HEPBSTAT", {"HEPBSTAT": "B"}, {"HEPBSTAT": "B", "HEPBVAC": ""}, {"HEPBSTAT": ""}),
    (
        "K-HEPCTSTD-HEPCTD",
        {"HEPCTSTD": "2013-05-01", "HEPCTD": "99"},
        {"HEPCTSTD": "2013-05-01", "HEPCTD": "Y"},
        {"HEPCTSTD": "2013-05-01"},
    ),
    ("K-MODAL-PLAN", {"CPLANDT": ""}, {"CPLANDT": "", "HLCASSDT": "2013-04-09"}, None),
    ("K-MODAL-MODID", {"MODID": ""}, {"MODID": "", "MODAL": ""}, None),
    ("K-REFMODDT-FAOMODDT", {"FAOMODDT": "2013-04-08"}, {"FAOMODDT": "2013-04-09"}, {"FAOMODDT": ""}),
    ("K-FAOMODDT-MODST", {"MODST": "2013-04-11"}, {"MODST": "2013-04-12"}, {"FAOMODDT": ""}),
    ("K-TRIAGED-MODST", {"MODST": "2013-04-08"}, {"MODST": "2013-04-09"}, {"MODST": ""}),
    ("K-MODST-MODEND", {"MODEND": "2013-04-15"}, {"MODEND": "2013-04-16"}, {"MODEND": ""}),
    ("K-MODEND-MODEXIT", {"MODEND": "2013-05-15"}, {"MODEND": "2013-05-15", "MODEXIT": "B"}, None),
    ("K-MODEXIT-MODEND", {"MODEXIT": "B"}, {"MODEND": "2013-05-15", "MODEXIT": "B"}, None),
    (
        "K-MODST-DISD",
        {"DISD": "2013-04-15"},
        {"DISD": "2013-04-15", "MODAL": "96"},
        {"DISD": "2013-04-15", "MODAL": ""},
    ),
    (
        "K-MODEND-DISD",
        {**DISCHARGED, "MODEND": "2014-02-01"},
        {**DISCHARGED, "MODEND": "2014-02-01", "MODAL": "96"},
        {**DISCHARGED, "DISD": "", "MODEND": "2014-02-01"},
    ),
    (
        "K-OPEN-AT-DISCHARGE",
        {**DISCHARGED, "MODEND": ""},
        {**DISCHARGED, "MODEND": "", "MODAL": "96"},
        {**DISCHARGED, "MODEND": "", "MODAL": ""},
    ),
    ("K-TOP-NO-DATE", {"TOPDATE": ""}, {"TOPDATE": "yesterday"}, None),
    ("K-TOP-EARLY", {"TOPDATE": "2013-03-25"}, {"TOPDATE": "2013-03-26"}, {"TOPDATE": ""}),
    (
        "K-TOP-LATE",
        {**DISCHARGED, "TOPDATE": "2014-02-15"},
        {**DISCHARGED, "TOPDATE": "2014-02-15", "TRSTAGE": "P"},
        {"TOPDATE": "2014-02-15"},
    ),
    ("K-SHARING-NO-INJECTING", {"IVDRGUSE": "0", "SHARING": "Y"}, {"SHARING": "Y"}, {"IVDRGUSE": "NA", "SHARING": "Y"}),
    ("K-DISD-NO-DISRSN", {**DISCHARGED, "DISRSN": ""}, DISCHARGED, None),
    ("K-DISRSN-NO-DISD", {**DISCHARGED, "DISD": ""}, DISCHARGED, None),
    (
        "K-82-OPIATE-CRACK",
        {**LEFT, "DISRSN": "82", "DRUG2": "3201"},
        {**LEFT, "DISRSN": "82"},
        {**LEFT, "DISRSN": "82", "DRUG3": ""},
    ),
    (
        "K-81-ALCOHOL",
        {**LEFT, "DISRSN": "81"},
        {**LEFT, "DISRSN": "81", "DRUG1": "7000"},
        {**LEFT, "DISRSN": "81", "DRUG3": ""},
    ),
    ("K-DISRSN-OLD", {**DISCHARGED, "DISRSN": "15"}, DISCHARGED, {"DISRSN": ""}),
]


def answer(rule, changes):
    return evaluate(RULES[rule].bad, read_row(K, a_row(**changes), on=ON))


@pytest.mark.parametrize(("rule", "speaks", "silent", "open_"), CASES, ids=[case[0] for case in CASES])
def test_a_rule(rule, speaks, silent, open_):
    assert answer(rule, speaks) is True
    assert answer(rule, silent) is False
    if open_ is not None:
        assert answer(rule, open_) is None


def test_every_rule_of_a_subject_has_its_cases():
    declared = {rule.id for rule in field_rules(K)} | {rule.id for rule in consent_rules(K)}
    assert [case[0] for case in CASES] == sorted((set(RULES) - declared), key=[case[0] for case in CASES].index)
    assert len(CASES) == len(set(RULES) - declared)


def test_without_consent_only_three_fields_are_sent():
    said = {rule.column for rule in RULES.values() if evaluate(rule.bad, read_row(K, without_consent(), on=ON))}
    assert said == set()


@pytest.mark.parametrize("header", [header for header in K.headers if header not in {"AGNCY", "CLIENTID", "CONSENT"}])
def test_without_consent_every_other_field_is_empty(header):
    rule = RULES[f"K-CONSENT-{header}"]
    assert rule.column == header
    assert evaluate(rule.bad, read_row(K, without_consent(**{header: "1"}), on=ON)) is True
    assert evaluate(rule.bad, read_row(K, without_consent(), on=ON)) is False
    assert evaluate(rule.bad, read_row(K, a_row(**{header: "1"}), on=ON)) is False
    assert evaluate(rule.bad, read_row(K, a_row(**{header: "1", "CONSENT": ""}), on=ON)) is None


def test_a_valid_row_and_a_discharged_one_hear_nothing():
    for row in (a_row(), a_row(**DISCHARGED), without_consent()):
        assert [rule.id for rule in RULES.values() if evaluate(rule.bad, read_row(K, row, on=ON))] == []


def test_what_rests_on_something_unverified_turns_no_row_away():
    for rule in RULES.values():
        assert (rule.severity, rule.standing) != ("reject", "unverified"), rule.id
