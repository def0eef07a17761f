"""Data sets: K in the order of the file, and plain words about every other."""

import pytest

from ostara.knowledge.refusal import RefusalError
from ostara.knowledge.sources import sources
from ostara.ndtms import data_set
from ostara.ndtms.data_set import known_data_sets
from ostara.ndtms.field import Kind, Standing
from ostara.ndtms.lists import national_list
from ostara.ndtms.rules import rules_of, whole_file_rules_of

IN_FILE_ORDER = """
FINITIAL SINITIAL DOB SEX ETHNIC NATION REFLD AGNCY CLIENT CLIENTID EPISODID CONSENT PREVTR PC
ACCMNEED CLALOCTN YPLAC PRNTSTAT YPSLEAD YPSMHS YPSYOT YPSSEXEX YPSSLFHM YPSUNSDR YPSOFFND YPSESTAT
YPSGP YPSCAF YPSLNDIF YPSUSS YPSFOU YPTSRP DAT PCT LA GPPTCE DRUG1 DRUG1AGE ROUTE DRUG2 DRUG3 RFLS
TRIAGED CPLANDT INJSTAT CHILDWTH PREGNANT ALCDDAYS ALCUNITS DUALDIAG HEPCTSTD HEPCSTAT HEPCTD
HEPBVAC HEPBSTAT HLCASSDT TOPCC DISD DISRSN DISDEST YPELEAD YPEMHS YPEYOT YPESEXEX YPESLFHM YPEUNSDR
YPEOFFND YPECAFE YPEFOU YPELNDIF YPEUSS YPESTD YPEGP YPECAREP MODAL REFMODDT MODSET MODID FAOMODDT
MODST MODEND MODEXIT SUBMODDT SUBMID PHSTBL PHWTH PHMAIN PHRELPR PSYMOTI PSYCNMG PSYFSNI PSYCGBH
PSYMNTH PSYDNMC PSYSTP PSYCOUN PSYOTHR RECPEER RECMAID RECFMSP RECPRNT RECHSE RECEMP RECEDUT RECWPRJ
RECCHKP RECRLPP RECCMPT RECGNH RECOTH TITDATE TITREAT TITID TOPDATE TOPID TRSTAGE ALCUSE OPIUSE
CRAUSE COCAUSE AMPHUSE CANNUSE OTDRGUSE IVDRGUSE SHARING SHOTHEFT DRGSELL OTHTHEFT ASSAULT PSYHSTAT
PWORK EDUCAT ACUTHPBM HRISK PHSTAT QUALLIFE INJECT SHARE PREVHEPB HEPCPOS REFHEPGY SEXUAL EMPSTAT
OPRAGNCY
"""
HEADERS_OF_K = IN_FILE_ORDER.split()
K = data_set("K")


def test_k_has_its_144_headers_in_the_order_of_the_file():
    assert len(HEADERS_OF_K) == 144
    assert list(K.headers) == HEADERS_OF_K


def test_k_is_a_worked_example_and_says_so():
    assert K.verified is False
    assert "not the set in force" in K.why_not
    assert "technical definition" in K.why_not


@pytest.mark.parametrize("name", [name for name in known_data_sets() if name != "K"])
def test_a_set_whose_fields_are_not_here_says_what_is_missing(name):
    with pytest.raises(RefusalError) as refusal:
        data_set(name)
    assert refusal.value.place == f"data set {name}"
    assert "its fields are not here" in refusal.value.reason
    assert "reference data" in refusal.value.reason


def test_later_sets_are_known():
    assert {"P", "Q", "R"} <= set(known_data_sets())


def test_a_set_that_nobody_knows_is_refused():
    with pytest.raises(RefusalError, match="there is no such data set; K can be loaded"):
        data_set("k")


def test_a_field_is_found_by_its_header():
    assert K.field("DOB").kind is Kind.DATE
    with pytest.raises(RefusalError, match="has no field DOBB"):
        K.field("DOBB")


def test_every_field_is_whole():
    for field in K.fields:
        assert field.meaning
        assert field.section in {"CL", "EP", "YPS", "YPE", "MOD", "SIR", "TIT", "TOP", "LOC"}
        assert (field.codes is not None) == (field.kind is Kind.CODE), field.header
        assert (field.high is not None) == (field.kind in {Kind.DAYS, Kind.RATING}), field.header
        assert (field.required is None) == (field.required_standing is None)
        assert field.standing is Standing.VERIFIED


def test_everything_names_a_known_source():
    lists = {field.codes for field in K.fields if field.codes} | {"substance_family"}
    named = {code.source for name in lists for code in national_list(name).values()}
    named |= {field.source for field in K.fields}
    named |= {rule.source for rule in (*rules_of(K), *whole_file_rules_of(K))}
    named |= {str(entry["source"]) for entry in known_data_sets().values()}
    assert named <= set(sources())


def test_a_list_that_does_not_exist_is_refused():
    with pytest.raises(RefusalError, match="national code list colours: there is no such list"):
        national_list("colours")


def test_every_rule_has_its_own_id_and_blames_a_field():
    rules = (*rules_of(K), *whole_file_rules_of(K))
    assert len({rule.id for rule in rules}) == len(rules)
    assert {rule.column for rule in rules} <= set(K.headers)
    assert all(rule.id.startswith("K-") and rule.message for rule in rules)
