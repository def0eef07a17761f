"""What the registry of data set K asks of each field: one table of values for each kind of field."""

import pytest

from ostara.ndtms.checking import check_row
from ostara.ndtms.reading import DateStyle
from tests.ndtms_rows import ON, K, a_row

# field, value, what is said (nothing where it is fine)
CASES = [
    ("FINITIAL", "", "K-REQUIRED-FINITIAL"),
    ("SINITIAL", "  ", "K-REQUIRED-SINITIAL"),
    ("SINITIAL", "BO", "K-FORM-SINITIAL"),
    ("SINITIAL", "É", None),
    ("SEX", "", "K-REQUIRED-SEX"),
    ("SEX", "1", "K-CODE-SEX"),
    ("ETHNIC", "", None),
    ("ETHNIC", "a", "K-CODE-ETHNIC"),
    ("NATION", "GB", "K-FORM-NATION"),
    ("AGNCY", "", "K-REQUIRED-AGNCY"),
    ("AGNCY", "52", "K-FORM-AGNCY"),
    ("CONSENT", "", "K-REQUIRED-CONSENT"),
    ("CONSENT", "yes", "K-CODE-CONSENT"),
    ("DAT", "A1B", "K-FORM-DAT"),
    ("DRUG1", "", "K-REQUIRED-DRUG1"),
    ("DRUG1", "1234", "K-CODE-DRUG1"),
    ("DRUG1AGE", "nineteen", "K-TYPE-DRUG1AGE"),
    ("DRUG1AGE", "-1", "K-TYPE-DRUG1AGE"),
    ("DRUG1AGE", "19.5", "K-TYPE-DRUG1AGE"),
    ("CPLANDT", "16/04/2013", "K-TYPE-CPLANDT"),
    ("CPLANDT", "2013-02-30", "K-TYPE-CPLANDT"),
    ("CPLANDT", "2014-07-01", "K-FUTURE-CPLANDT"),
    ("CPLANDT", "2014-06-30", None),
    ("ALCDDAYS", "28", None),
    ("ALCDDAYS", "29", "K-RANGE-ALCDDAYS"),
    ("ALCDDAYS", "NA", "K-TYPE-ALCDDAYS"),
    ("OPIUSE", "NA", None),
    ("OPIUSE", "na", "K-TYPE-OPIUSE"),
    ("OPIUSE", "29", "K-RANGE-OPIUSE"),
    ("PSYHSTAT", "20", None),
    ("PSYHSTAT", "21", "K-RANGE-PSYHSTAT"),
    ("SHARING", "NA", None),
    ("SHARING", "1", "K-CODE-SHARING"),
    ("RFLS", "7", "K-CODE-RFLS"),
    ("RFLS", " 4 ", None),
    ("YPSLEAD", "anything", None),
]


@pytest.mark.parametrize(("header", "text", "said"), CASES, ids=[f"{header} {text}" for header, text, _ in CASES])
def test_a_value(header, text, said):
    found = list(check_row(K, a_row(**{header: text}), on=ON))
    assert [finding.rule.id for finding in found] == ([said] if said else [])
    assert all(finding.value == text for finding in found)


def test_dates_may_be_written_day_first_throughout():
    row = {header: "/".join(reversed(text.split("-"))) if "-" in text else text for header, text in a_row().items()}
    assert list(check_row(K, row, on=ON, style=DateStyle.DAY_FIRST)) == []
    assert {finding.rule.id for finding in check_row(K, row, on=ON)} >= {"K-TYPE-DOB", "K-TYPE-TRIAGED"}


SEVERITIES = {  # a check warns where what it rests on is unverified, or its list is not whole
    "K-CODE-ETHNIC": "reject",
    "K-CODE-DRUG1": "warn",
    "K-CODE-TRSTAGE": "warn",
    "K-TYPE-OPIUSE": "reject",
    "K-TYPE-ASSAULT": "warn",
    "K-RANGE-QUALLIFE": "reject",
    "K-FUTURE-DOB": "reject",
    "K-FUTURE-MODST": "warn",
    "K-FORM-AGNCY": "warn",
}


@pytest.mark.parametrize("id", SEVERITIES)
def test_severity(id):
    from ostara.ndtms.rules import rules_of  # noqa: PLC0415  only here

    assert next(rule.severity for rule in rules_of(K) if rule.id == id) == SEVERITIES[id]
