"""Estimates of prevalence: read from a file, never mixed, and refused in one line that names the place."""

import pytest

from ostara.analysis.packs.prevalence import COLUMNS, nation_of, needs_of, read_estimates
from ostara.knowledge.refusal import RefusalError
from ostara.tables.published import PublishedFigure, write_published

HEADER = ",".join(COLUMNS)
HERE = {"opiate and/or crack": 60, "opiate": 50, "alcohol dependence": None}


def a_file(folder, *lines, header=HEADER, name="estimates.csv"):
    (folder / name).write_text("\n".join((header, *lines)) + "\n", encoding="utf-8")
    return folder / name


def test_need_is_what_the_estimate_leaves(tmp_path):
    read = read_estimates(a_file(tmp_path, 'A12B,OCU,one,2022/23,"1,00",80,120'.replace("1,00", "100")))
    [one] = needs_of("a12b", read, HERE)
    assert one.estimate.group == "opiate and/or crack"
    assert one.need is not None
    assert [round(each, 3) for each in (one.need.share, one.need.low, one.need.high)] == [0.4, 0.25, 0.5]


def test_negative_need_stays_negative(tmp_path):
    [one] = needs_of("A12B", read_estimates(a_file(tmp_path, "A12B,OCU,one,2022/23,50,40,55")), HERE)
    assert one.need is not None
    assert one.need.share < 0


def test_methods_stand_beside_each_other_and_are_never_added(tmp_path):
    lines = ("A12B,opiates,one,2019/20,100,90,110", "A12B,opiate,two,2022/23,200,180,220")
    needs = needs_of("A12B", read_estimates(a_file(tmp_path, *lines)), HERE)
    assert [(one.estimate.method, one.estimate.people) for one in needs] == [("one", 100), ("two", 200)]


def test_a_group_the_store_cannot_count_leaves_no_need(tmp_path):
    [one] = needs_of("A12B", read_estimates(a_file(tmp_path, "A12B,crack,one,2022/23,100,90,110")), HERE)
    assert one.need is None
    assert one.in_treatment is None


def test_other_areas_are_not_this_one(tmp_path):
    read = read_estimates(a_file(tmp_path, "B12B,opiate,one,2022/23,9,8,10", "England,opiate,one,2022/23,99,88,100"))
    assert needs_of("A12B", read, HERE) == ()
    assert [one.estimate.people for one in nation_of(read, HERE)] == [99]


def test_published_figures_are_taken_as_they_are(tmp_path):
    def figure(**known):
        usual = dict.fromkeys(("low", "high", "numerator", "denominator", "note"), None)
        usual |= {"source": "prevalence", "area_code": "E06000001", "area_name": "Hartlepool", "area_kind": "unitary"}
        usual |= {"period": "2022/23", "group": "sex: all; age: 15-64", "unit": "people", "method": "dhsc_2025"}
        return PublishedFigure(**{**usual, "suppressed": False, "file": "f.csv", **known})

    name = "people using opiate and/or crack"
    file = tmp_path / "figures.parquet"
    write_published(
        file,
        [
            figure(indicator=name, value=1000.0, low=900.0, high=1200.0, line=2),
            figure(indicator=f"{name}, rate", value=9.0, low=8.0, high=10.0, unit="per 1,000", line=3),
        ],
    )
    [one] = needs_of("Hartlepool", read_estimates(file), HERE)
    assert (one.estimate.people, one.estimate.method) == (1000, "dhsc_2025")
    assert needs_of("E06000001", read_estimates(file), HERE)


FAULTS = [
    # lines, what is said
    (("A12B,opiate,one,2022/23,100,110,120",), "line 2"),
    (("A12B,opiate,one,2022/23,100,90,120", "A12B,opiate,one,2022/23,many,90,120"), "line 3 column people: is 'many'"),
    (("A12B,opiate,,2022/23,100,90,120",), "line 2: has no method"),
    (("A12B,opiate,one,2022/23,100,90,nan",), "line 2 column high: is 'nan'"),
    (("A12B,opiate,one,2022/23,100,90,120,1",), "line 2: has more cells than columns"),
    (("A12B,opiate,one,2022/23,100,90,120", "a12b,opiates,one,2022/23,1,1,1"), "two estimates of a12b, opiate"),
]


@pytest.mark.parametrize(("lines", "said"), FAULTS, ids=[said for _, said in FAULTS])
def test_a_fault_is_told_by_its_place(tmp_path, lines, said):
    with pytest.raises(RefusalError) as refusal:
        read_estimates(a_file(tmp_path, *lines))
    assert said in str(refusal.value)
    assert len(str(refusal.value).splitlines()) == 1


def test_a_file_of_another_kind_says_how_it_should_be(tmp_path):
    with pytest.raises(RefusalError, match="a CSV with the columns area,group,method"):
        read_estimates(a_file(tmp_path, "1,2", header="a,b"))
    (tmp_path / "picture.csv").write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(RefusalError, match="cannot be read as text"):
        read_estimates(tmp_path / "picture.csv")
    with pytest.raises(RefusalError, match="there is no such file"):
        read_estimates(tmp_path / "nowhere.csv")
