"""`ostara rulebook sign` and `signed`: added below, never over anything, and read back."""

from datetime import date

import pytest
from typer.testing import CliRunner

from ostara.cli.rulebook import rulebook_app
from ostara.guidance.rulebook import rulebook
from ostara.guidance.signing import made_up_edition, read, sign, written
from ostara.knowledge.refusal import RefusalError

OFFICER = ("--by", "Dr A", "--role", "clinical safety officer")


def run(*words):
    return CliRunner().invoke(rulebook_app, [str(word) for word in words])


def refusal(*words):
    refused = run(*words).exception
    assert isinstance(refused, RefusalError), refused
    return str(refused)


def test_signing_covers_every_rule_as_it_stands_today(tmp_path):
    file = tmp_path / "signatures.toml"
    said = run("sign", *OFFICER, "--out", file).output
    (one,) = read(file.read_text(), place="file")
    assert (one.by, one.role, one.on, one.made_up) == ("Dr A", "clinical safety officer", date.today(), False)
    assert list(one.rules) == list(rulebook())
    assert f"{len(rulebook())} rules signed by Dr A" in said.replace("\n", " ")
    assert [path.name for path in tmp_path.iterdir()] == ["signatures.toml"]


def test_another_signature_goes_below_and_nothing_above_is_touched(tmp_path):
    file = tmp_path / "signatures.toml"
    run("sign", *OFFICER, "--rule", "MISS", "--out", file)
    before = file.read_text()
    run("sign", "--by", "Dr B", "--role", "lead prescriber", "--out", file)
    assert file.read_text().startswith(before)
    assert [one.by for one in read(file.read_text(), place="file")] == ["Dr A", "Dr B"]
    assert {key[:4] for key in read(before, place="file")[0].rules} == {"MISS"}


def test_the_same_signature_twice_is_refused(tmp_path):
    file = tmp_path / "signatures.toml"
    run("sign", *OFFICER, "--out", file)
    before = file.read_text()
    assert "Dr A signed exactly this on" in refusal("sign", *OFFICER, "--out", file)
    assert file.read_text() == before


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a letter to somebody\n", "holds something else than signatures"),
        ("[[signature]]\nby = 3\n", "does not hold exactly"),
    ],
)
def test_nothing_is_written_over_what_is_not_a_whole_file_of_signatures(tmp_path, text, reason):
    file = tmp_path / "signatures.toml"
    file.write_text(text)
    assert reason in refusal("sign", *OFFICER, "--out", file)
    assert file.read_text() == text
    assert [path.name for path in tmp_path.iterdir()] == ["signatures.toml"]


def test_a_file_that_was_tampered_with_is_neither_shown_nor_added_to(tmp_path):
    file = tmp_path / "signatures.toml"
    run("sign", *OFFICER, "--out", file)
    file.write_text(file.read_text().replace("Dr A", "Dr Z"))
    assert "was changed after it was signed" in refusal("signed", file)
    assert "was changed after it was signed" in refusal("sign", *OFFICER, "--out", file)


def test_two_who_sign_at_once_do_not_lose_a_signature(tmp_path):
    file, beside = tmp_path / "signatures.toml", tmp_path / ".signatures.toml.writing"
    beside.write_text("")
    assert "somebody is signing" in refusal("sign", *OFFICER, "--out", file)
    assert beside.exists() and not file.exists()


def test_a_folder_that_is_not_there_is_said(tmp_path):
    assert "could not be written" in refusal("sign", *OFFICER, "--out", tmp_path / "nowhere" / "signatures.toml")


def test_what_is_signed_is_shown_with_what_is_not(tmp_path):
    file = tmp_path / "signatures.toml"
    run("sign", *OFFICER, "--rule", "MISS-03", "--out", file)
    said = run("signed", file).output
    assert "Dr A, clinical safety officer: 1 rule," in said
    assert "signed as they stand: 1" in said
    assert f"never signed: {len(rulebook()) - 1}" in said


def test_a_made_up_signature_is_marked_and_counts_for_nobody(tmp_path):
    file = tmp_path / "signatures.toml"
    rules = list(rulebook().values())
    made_up = sign(rules, by="Made-up officer", role="officer", on=date(2026, 12, 1), numbers={}, made_up=True)
    file.write_text(written(made_up))
    said = run("signed", file).output
    assert "made up" in said
    assert "signed as they stand: 0" in said
    assert made_up_edition(rules, on=date(2026, 12, 1)).signed == set(made_up.rules.values())


def test_a_file_that_is_not_there_is_said(tmp_path):
    assert "could not be read" in refusal("signed", tmp_path / "signatures.toml")
