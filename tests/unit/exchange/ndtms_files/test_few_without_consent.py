"""Rules run over all rows or only over those without consent; what they say must be what they say row by row."""

import json
from random import Random

import pytest

from ostara.exchange.ndtms_files import checked_file
from ostara.ndtms.evaluation import evaluate
from ostara.ndtms.reading import read_row
from ostara.ndtms.rules import rules_of
from tests.ndtms_rows import ON, K, a_row, as_csv, told_apart, without_consent

CHANGES = [{}, {"SEX": ""}, {"DOB": "1980-13-01"}, {"ETHNIC": "9"}, {"OPIUSE": "29"}, {"PC": ""}, {"MODID": ""}]
REFUSED = [{}, {"SEX": "F"}, {"DOB": "soon"}, {"OPIUSE": "29"}, {"AGNCY": "Leeds"}, {"CONSENT": ""}, {"CONSENT": "?"}]


def row_by_row(rows):
    """What every rule says of every row by itself."""
    for line, row in enumerate(rows, start=2):
        seen = read_row(K, row, on=ON)
        yield from ((line, rule.id) for rule in rules_of(K) if evaluate(rule.bad, seen) is True)


def in_columns(path, rows):
    path.write_text(as_csv(rows), encoding="utf-8")
    with checked_file(path, K, on=ON, block_size=1 << 14) as checked:
        found = [json.loads(text) for text in checked.findings.as_json()]
    return sorted((one["line"], one["rule"]) for one in found if "-FILE-" not in one["rule"])


@pytest.mark.parametrize("share", [0, 0.03, 0.5, 1])
@pytest.mark.parametrize("spaces", ["", " "])
def test_the_same_is_said_whatever_the_share_without_consent(tmp_path, share, spaces):
    chance = Random(7)  # noqa: S311  the same rows every time
    rows = [
        without_consent(**chance.choice(REFUSED)) if chance.random() < share else a_row(**chance.choice(CHANGES))
        for _ in range(300)
    ]
    rows = told_apart([{**row, "CONSENT": row["CONSENT"] + spaces} for row in rows])
    expected = sorted(row_by_row(rows))
    assert len(expected) > 100
    assert in_columns(tmp_path / "file.csv", rows) == expected


def test_a_column_of_more_answers_than_are_looked_at_one_by_one(tmp_path):
    rows = told_apart([a_row(CONSENT=f"Y{number}", SEX="") for number in range(1_500)] + [a_row(SEX="")])
    assert in_columns(tmp_path / "file.csv", rows) == sorted(row_by_row(rows))
