"""dm+d: exactly ours is taken, everything else is listed, what is broken is refused, and nothing is typed."""

import json

import pytest
from typer.testing import CliRunner

from ostara.cli.import_ import import_app
from ostara.exchange.dmd import import_dmd
from ostara.exchange.dmd.matching import wanted
from ostara.knowledge.codes import code_list
from ostara.knowledge.dmd import COLUMNS, dmd_codes, is_code
from ostara.knowledge.medicines import products
from ostara.knowledge.refusal import RefusalError
from tests.unit.exchange.dmd.a_release import AMP, FORM, INGREDIENT, MOIETY, UNIT, VMP, VMPS, a_release, code, strength

SECOND = strength(VMP[VMPS[0][0]], "Methadone hydrochloride", "5", "1")  # methadone twice: which is its strength?


@pytest.fixture
def folder(tmp_path):
    return a_release(tmp_path / "release")


@pytest.fixture
def to(tmp_path):
    return tmp_path / "dmd.csv"


def taken(result):
    return {(one.product, one.strength, one.meaning, one.level) for one in result.codes}


def test_what_is_exactly_ours_is_taken(folder, to):
    assert taken(import_dmd(folder, to)) == {
        ("methadone_1", "1 mg/mL", "Made-up methadone 1mg/1ml oral", "VMP"),
        ("methadone_1", "1 mg/mL", "Made-up methadone 1mg/1ml without sugar", "VMP"),  # 5 mg in 5 mL
        ("methadone_injection", "10 mg/mL", "Made-up methadone 50mg/5ml ampoules", "VMP"),
        ("buprenorphine_sublingual", "8 mg", "Made-up bup 8mg under the tongue", "VMP"),
        ("buprenorphine_sublingual", "0.4 mg", "Made-up bup 400mcg under the tongue", "VMP"),
        ("buprenorphine_naloxone", "8 mg", "Made-up bup with naloxone 8mg/2mg", "VMP"),
        ("buvidal_weekly", "8 mg", "Buvidal 8mg/0.16ml made up", "AMP"),  # 50 mg in 1 mL, 0.16 mL of it
        ("diamorphine_ampoules", "5 mg", "Made-up diamorphine 5mg amp", "VMP"),
        ("diamorphine_vials", "100 mg", "Made-up diamorphine 100mg vial", "VMP"),
    }


def test_the_file_reads_back_with_the_columns_of_our_own_list_first(folder, to):
    result = import_dmd(folder, to)
    assert dmd_codes(to) == result.codes
    assert to.read_text().splitlines()[0] == ",".join(COLUMNS) and COLUMNS[:3] == ("code", "meaning", "source")
    assert {one.code for one in result.codes} <= {*VMP.values(), *AMP.values()}


def test_every_strength_of_ours_has_a_code_or_a_line_that_says_why_not(folder, to):
    result = import_dmd(folder, to)
    ours = {
        (product.code, f"{strength} {product.strength_unit}")
        for product in products().values()
        for strength in product.strengths or ("unknown",)
    }
    ours = {(name, "unknown" if strength.startswith("unknown") else strength) for name, strength in ours}
    with_code = {(one.product, one.strength) for one in result.codes}
    without = {(one.product, one.strength) for one in result.unmatched}
    assert with_code | without == ours and not with_code & without


@pytest.mark.parametrize(
    ("product", "strength", "why"),
    [
        ("methadone_5", "5 mg/mL", "none has exactly this strength"),
        ("buvidal_weekly", "16 mg", "no maker's product is called Buvidal"),
        ("sixmo", "74.2 mg", "none has exactly the form Implant"),
        ("espranor", "unknown", "we do not know its strengths"),
        ("nyxoid", "unknown", "we do not know its strengths"),
    ],
)
def test_what_is_not_taken_says_why(folder, to, product, strength, why):
    result = import_dmd(folder, to)
    assert (product, strength, why) in {(one.product, one.strength, one.why) for one in result.unmatched}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<STRNT_DNMTR_VAL>1</STRNT_DNMTR_VAL>", ""),  # milligrams in how much?
        ("<STRNT_NMRTR_VAL>1</STRNT_NMRTR_VAL>", "<STRNT_NMRTR_VAL>1.01</STRNT_NMRTR_VAL>"),
        (f"<STRNT_NMRTR_UOMCD>{UNIT['mg']}<", f"<STRNT_NMRTR_UOMCD>{UNIT['vial']}<"),
        (f"<STRNT_DNMTR_UOMCD>{UNIT['ml']}<", f"<STRNT_DNMTR_UOMCD>{UNIT['tablet']}<"),
        ("<VIRTUAL_PRODUCT_INGREDIENT>", f"<VIRTUAL_PRODUCT_INGREDIENT>{SECOND}"),
        (f"<ISID>{INGREDIENT['Methadone hydrochloride']}<", f"<ISID>{INGREDIENT['Buprenorphine']}<"),
        (f"<VTMID>{MOIETY['Methadone']}<", f"<VTMID>{MOIETY['Diamorphine']}<"),
        (f"<FORMCD>{FORM['Oral solution']}<", f"<FORMCD>{FORM['Tablet']}<"),
        ("<NM>Made-up methadone 1mg/1ml oral</NM>", "<NM>Made-up methadone 1mg/1ml oral</NM><INVALID>1</INVALID>"),
    ],
)
def test_what_differs_in_one_thing_is_not_taken(folder, to, before, after):
    broken(folder, "vmp", before, after)
    assert "Made-up methadone 1mg/1ml oral" not in {one.meaning for one in import_dmd(folder, to).codes}


def test_what_comes_near_is_shown_for_a_person_to_look_at(folder, to):
    near = {one.product: one.near for one in import_dmd(folder, to).unmatched}
    assert near["methadone_5"] == (
        "Made-up methadone 1mg/1ml oral",
        "Made-up methadone 1mg/1ml without sugar",
        "Made-up methadone 2mg/1ml",
    )
    assert near["espranor"] == ("Made-up bup 8mg wafers",)


def test_the_account_says_what_was_left_out_and_what_is_missing(folder, to):
    result = import_dmd(folder, to)
    assert result.withdrawn == 1
    assert result.known_absent == tuple(code_list("dmd"))  # none of the real codes is in a made-up release
    assert result.not_read == ("f_vmpp2_3999999.xml",)
    assert len(result.read) == 5 and all(len(sha) == 64 for sha in result.read.values())


def test_a_file_is_known_by_what_stands_in_it_not_by_its_name(folder, to):
    (folder / "f_vmp2_3999999.xml").rename(folder / "anything.XML")
    assert len(import_dmd(folder, to).codes) == 9


def broken(folder, name, before, after):
    (file,) = folder.glob(f"f_{name}2_*.xml")
    text = file.read_text()
    assert before in text
    file.write_text(text.replace(before, after, 1))


@pytest.mark.parametrize(
    ("name", "before", "after", "reason"),
    [
        ("vmp", "</VMPS>", "", "line 2: is not readable as XML"),
        ("vmp", "<NM>Made-up methadone 1mg/1ml oral</NM>", "", "a VMP in VMPS has no NM"),
        ("vmp", VMP[VMPS[0][0]], code(500)[:-1] + "x", "is no code"),
        ("vmp", VMP[VMPS[0][0]], "1.2E+17", "is no code"),
        ("vmp", "<UDFS>1</UDFS>", "<UDFS>one</UDFS>", "is no number: one"),
        ("lookup", "<DESC>mg</DESC>", "", "has no DESC"),
        ("amp", '<?xml version="1.0" encoding="utf-8"?>', "<!DOCTYPE bomb [<!ENTITY a 'b'>]>", "document type"),
    ],
)
def test_a_broken_release_is_refused_and_nothing_is_written(folder, to, name, before, after, reason):
    broken(folder, name, before, after)
    to.write_text("what stood there before")
    with pytest.raises(RefusalError, match=reason):
        import_dmd(folder, to, replace=True)
    assert to.read_text() == "what stood there before"
    assert sorted(path.name for path in to.parent.iterdir()) == ["dmd.csv", "release"]


def test_two_releases_none_and_half_a_one_are_refused(folder, to, tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(RefusalError, match="holds no file of lists"):
        import_dmd(tmp_path / "empty", to)
    (tmp_path / "empty" / "nhsbsa_dmd.zip").write_bytes(b"PK")
    with pytest.raises(RefusalError, match="unpack the release first"):
        import_dmd(tmp_path / "empty", to)
    (folder / "f_vmp2_old.xml").write_text((folder / "f_vmp2_3999999.xml").read_text())
    with pytest.raises(RefusalError, match="keep one release in a folder"):
        import_dmd(folder, to)
    with pytest.raises(RefusalError, match="no such folder"):
        import_dmd(tmp_path / "nowhere", to)


def test_a_release_without_any_of_ours_writes_nothing(tmp_path, to):
    with pytest.raises(RefusalError, match="nothing is written"):
        import_dmd(a_release(tmp_path / "release", vmps=VMPS[2:4]), to)
    assert not to.exists()


def test_an_older_file_gives_way_only_when_told(folder, to):
    import_dmd(folder, to)
    with pytest.raises(RefusalError, match="already exists"):
        import_dmd(folder, to)
    assert import_dmd(folder, to, replace=True).codes
    with pytest.raises(RefusalError, match="is not .csv"):
        import_dmd(folder, to.with_suffix(".txt"))


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("VMP", "WHO", "is no product and level"),
        ("methadone_1", "heroin", "is no product and level"),
        ("1 mg/mL", "", "a cell is empty"),
        (VMP[VMPS[0][0]], "123456", "is no code"),
        ("code,", "kode,", "its columns are not"),
        ("nhsbsa-dmd", "nowhere", "is not in sources.toml"),
    ],
)
def test_a_file_that_somebody_changed_is_refused(folder, to, before, after, reason):
    import_dmd(folder, to)
    to.write_text(to.read_text().replace(before, after, 1))
    with pytest.raises(RefusalError, match=reason):
        dmd_codes(to)


def test_the_codes_of_our_own_list_have_their_check_digits():
    assert all(is_code(one) for one in code_list("dmd"))
    assert not any(is_code(one) for one in ("", "12345", "1" * 19, "３４８１９６１１", "34819611000001106"))


def test_there_are_words_for_each_of_our_products():
    assert wanted().keys() == products().keys()


def test_the_verb_says_what_it_did(folder, to):
    verb = ["dmd", str(folder), "--to", str(to)]
    told = CliRunner().invoke(import_app, verb)
    assert told.exit_code == 0 and "Wrote 9 codes" in told.output and "No code: methadone_5" in told.output
    again = CliRunner().invoke(import_app, verb)
    assert isinstance(again.exception, RefusalError) and "already exists" in str(again.exception)
    as_json = CliRunner().invoke(import_app, [*verb, "--replace", "--format", "json"])
    assert len(json.loads(as_json.stdout)["codes"]) == 9
