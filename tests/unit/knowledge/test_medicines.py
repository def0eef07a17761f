"""Products: what is known of each, and which of it nobody has read."""

from decimal import Decimal
from importlib.resources import files

import pytest

from ostara.knowledge.medicines import FIELDS, products
from ostara.knowledge.refusal import RefusalError

HEAD = ",".join(FIELDS)
GOOD = "m,methadone,methadone,oral_solution,1,mg/mL,2,N07BC02,yes,yes,physeptone-smpc,unverified,schedule"


def planted(tmp_path, *rows, head=HEAD):
    file = tmp_path / "products.csv"
    file.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("code", "strengths"),
    [
        ("methadone_1", ["1"]),
        ("buprenorphine_sublingual", ["0.4", "2", "8"]),
        ("buvidal_weekly", ["8", "16", "24", "32"]),
        ("buvidal_monthly", ["64", "96", "128", "160"]),
        ("sixmo", ["74.2"]),
        ("espranor", []),
    ],
)
def test_strengths(code, strengths):
    assert products()[code].strengths == tuple(map(Decimal, strengths))


def test_only_what_fp10mda_allows():
    never = {one.code for one in products().values() if not one.fp10mda}
    assert never == {"dihydrocodeine_tablets", "naltrexone_tablets", "lofexidine_tablets", "prenoxad", "nyxoid"}


def test_schedule_2_is_entered_in_the_register_and_no_other():
    assert {one.schedule for one in products().values() if one.register_entry} == {"2"}
    assert all(one.register_entry for one in products().values() if one.schedule == "2")


def test_doubt_is_kept_field_by_field():
    methadone = products()["methadone_1"]
    assert methadone.sure_of("atc")
    assert not methadone.sure_of("schedule")
    with pytest.raises(RefusalError):
        methadone.sure_of("colour")


def test_a_good_row_loads(tmp_path):
    assert products(planted(tmp_path, GOOD))["m"].strengths == (Decimal(1),)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (GOOD.replace("oral_solution", "syrup"), "form syrup is not on its list"),
        (GOOD.replace(",methadone,oral", ",codeine,oral"), "medicine codeine is not on its list"),
        (GOOD.replace("mg/mL", "ml"), "strength_unit ml is not on its list"),
        (GOOD.replace(",1,mg", ",one,mg"), "strengths are numbers with spaces between them, or unknown"),
        (GOOD.replace(",1,mg", ",0,mg"), "a strength is not above zero"),
        (GOOD.replace(",2,N07", ",7,N07"), "schedule 7 is not on its list"),
        (GOOD.replace(",yes,yes,", ",perhaps,yes,"), "register_entry perhaps is not on its list"),
        (GOOD.replace("unverified,schedule", "quoted,schedule"), "status and unverified contradict each other"),
        (GOOD.replace("unverified,schedule", "unverified,none"), "status and unverified contradict each other"),
        (
            GOOD.replace("unverified,schedule", "unverified,price"),
            "unverified names a field that a product does not have",
        ),
        (GOOD.replace("N07BC02", ""), "a cell is empty"),
    ],
)
def test_a_bad_row_is_refused_by_line(tmp_path, row, reason):
    with pytest.raises(RefusalError) as refusal:
        products(planted(tmp_path, row))
    assert (refusal.value.place, refusal.value.reason) == ("products.csv line 2", reason)


def test_a_code_listed_twice_is_refused(tmp_path):
    with pytest.raises(RefusalError, match=r"products\.csv line 3: m is listed twice"):
        products(planted(tmp_path, GOOD, GOOD))


def test_an_unknown_source_is_refused(tmp_path):
    with pytest.raises(RefusalError, match="hearsay"):
        products(planted(tmp_path, GOOD.replace("physeptone-smpc", "hearsay")))


def test_other_columns_are_refused(tmp_path):
    with pytest.raises(RefusalError, match=r"products\.csv: its columns are not"):
        products(planted(tmp_path, GOOD, head=HEAD.replace("atc", "price")))


def test_the_file_is_where_it_is_looked_for():
    assert (files("ostara.knowledge.codes") / "products.csv").is_file()
