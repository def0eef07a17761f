"""The door for national files takes them as they come, names the line of each fault, and refuses what is no file."""

import gzip
import json
import zipfile
from dataclasses import replace

import pytest

from ostara.exchange.ndtms_files import checked_file, opening
from ostara.knowledge.parameters import parameter
from ostara.knowledge.refusal import RefusalError
from tests.ndtms_rows import ON, K, a_row, as_csv, told_apart, without_consent, write_csv

BAD = "31"  # days of opioids


def check(path, **how):
    """Rows, accepted rows, and (line, rule) of every finding."""
    with checked_file(path, K, on=ON, **how) as checked:
        found = [json.loads(text) for text in checked.findings.as_json()]
        return checked.rows, checked.accepted, [(one["line"], one["rule"]) for one in found]


def three_rows():
    return told_apart([a_row(), a_row(OPIUSE=BAD), a_row()])


AS_EXPECTED = (3, 2, [(3, "K-RANGE-OPIUSE")])


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("quoting", [0, 1])
@pytest.mark.parametrize("mark", ["", "﻿"])
def test_line_ends_quotes_and_a_byte_order_mark(tmp_path, line_end, quoting, mark):
    text = mark + as_csv(three_rows(), line_end=line_end, quoting=quoting)
    (tmp_path / "file.csv").write_text(text, encoding="utf-8", newline="")
    assert check(tmp_path / "file.csv") == AS_EXPECTED


def test_a_last_line_without_its_end(tmp_path):
    (tmp_path / "file.csv").write_text(as_csv(three_rows()).rstrip("\n"), encoding="utf-8")
    assert check(tmp_path / "file.csv") == AS_EXPECTED


def test_columns_in_another_order(tmp_path):
    assert check(write_csv(tmp_path / "file.csv", three_rows(), headers=sorted(K.headers))) == AS_EXPECTED


def test_gzip_and_zip(tmp_path):
    text = as_csv(three_rows()).encode()
    (tmp_path / "file.gz").write_bytes(gzip.compress(text))
    with zipfile.ZipFile(tmp_path / "file.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("folder/file.csv", text)
    assert check(tmp_path / "file.gz") == AS_EXPECTED
    assert check(tmp_path / "file.zip") == AS_EXPECTED


def test_quoted_line_ends_count_as_lines(tmp_path):
    rows = told_apart([a_row(PC='a\n"b"\r\nc'), a_row(OPIUSE=BAD), a_row(PC="\n", OPIUSE=BAD)])
    assert check(write_csv(tmp_path / "file.csv", rows)) == (3, 1, [(5, "K-RANGE-OPIUSE"), (6, "K-RANGE-OPIUSE")])


def test_empty_lines_are_passed_over_and_told(tmp_path):
    lines = as_csv(three_rows()).splitlines()
    (tmp_path / "file.csv").write_text("\n".join([*lines[:2], "", *lines[2:], "", ""]), encoding="utf-8")
    assert check(tmp_path / "file.csv") == (
        3,
        2,
        [(3, "K-FILE-BLANK"), (4, "K-RANGE-OPIUSE"), (6, "K-FILE-BLANK")],
    )


def test_many_bad_lines_take_no_long_time(tmp_path):
    text = as_csv([a_row()]) + "words\n" * 50_000 + "\n" * 50_000 + as_csv([a_row(CLIENTID="c2")]).splitlines()[1]
    (tmp_path / "file.csv").write_text(text, encoding="utf-8")
    rows, accepted, found = check(tmp_path / "file.csv")
    assert (rows, accepted, len(found)) == (50_002, 2, 50_001)
    assert found[0] == (3, "K-FILE-FIELDS")
    assert found[-1] == (50_003, "K-FILE-BLANK")


def test_windows_1252(tmp_path):
    rows = told_apart([a_row(), a_row(CLIENT="Zoë"), a_row(OPIUSE=BAD)])
    (tmp_path / "file.csv").write_bytes(as_csv(rows, line_end="\r\n").encode("cp1252"))
    assert check(tmp_path / "file.csv") == (3, 2, [(3, "K-FILE-ENCODING"), (4, "K-RANGE-OPIUSE")])


def test_spaces_around_values_do_not_count_but_are_shown(tmp_path):
    path = write_csv(tmp_path / "file.csv", told_apart([a_row(SEX=" F "), a_row(OPIUSE=f" {BAD}"), a_row(DOB=" ")]))
    with checked_file(path, K, on=ON) as checked:
        found = [json.loads(text) for text in checked.findings.as_json()]
    assert [(one["line"], one["rule"], one["value"]) for one in found] == [
        (3, "K-RANGE-OPIUSE", f" {BAD}"),
        (4, "K-REQUIRED-DOB", " "),
    ]


def test_strange_characters_in_a_value_survive(tmp_path):
    odd = 'a "quoted", <b> \x00 \x1b[31m value\tü'
    with checked_file(write_csv(tmp_path / "file.csv", [a_row(RFLS=odd)]), K, on=ON) as checked:
        (found,) = [json.loads(text) for text in checked.findings.as_json()]
    assert (found["rule"], found["value"]) == ("K-CODE-RFLS", odd)


def test_an_unknown_column_warns_once(tmp_path):
    rows = [{**row, "SHOE": "9"} for row in three_rows()]
    path = write_csv(tmp_path / "file.csv", rows, headers=["SHOE", *K.headers])
    assert check(path) == (3, 2, [(1, "K-FILE-EXTRA"), (3, "K-RANGE-OPIUSE")])


def test_columns_without_a_name_are_unknown_ones(tmp_path):
    lines = [line + ",," for line in as_csv(three_rows()).splitlines()]
    (tmp_path / "file.csv").write_text("\n".join(lines), encoding="utf-8")
    assert check(tmp_path / "file.csv") == (3, 2, [(1, "K-FILE-EXTRA"), (1, "K-FILE-EXTRA"), (3, "K-RANGE-OPIUSE")])


def test_the_first_style_of_dates_wins(tmp_path):
    day_first = a_row(
        **{header: "/".join(reversed(text.split("-"))) for header, text in a_row().items() if "-" in text}
    )
    path = write_csv(tmp_path / "file.csv", told_apart([day_first, day_first, {**day_first, "DOB": "1980-02-29"}]))
    assert check(path) == (3, 2, [(4, "K-TYPE-DOB")])
    path = write_csv(tmp_path / "file.csv", told_apart([a_row(), {**a_row(), "DOB": "29/02/1980"}]))
    assert check(path) == (2, 1, [(3, "K-TYPE-DOB")])


def test_a_header_alone_holds_no_rows(tmp_path):
    assert check(write_csv(tmp_path / "file.csv", [])) == (0, 0, [])


def test_small_blocks_find_the_same(tmp_path):
    rows = told_apart([a_row(OPIUSE=BAD if number % 7 == 0 else "1", PC="a\nb") for number in range(20)])
    path = write_csv(tmp_path / "file.csv", [*rows, rows[3], {**rows[4], "DOB": "1970-01-01"}])
    whole = check(path)
    assert whole[0:2] == (22, 17)
    assert whole[2][-2:] == [(42, "K-FILE-REPEATED"), (44, "K-FILE-KEY")]
    for size in (300, 2_000):
        assert check(path, block_size=size) == whole


WRONG_SHAPES = {
    # what becomes of the second of three lines, rows, accepted, what is found
    "a field too many": (lambda line: line + ',"x"', 3, 2, [(3, "K-FILE-FIELDS")]),
    "a field too few": (lambda line: line.rsplit(",", 1)[0], 3, 2, [(3, "K-FILE-FIELDS")]),
    "words": (lambda line: "total: 3 rows", 3, 2, [(3, "K-FILE-FIELDS")]),
    "a quote in a bare field": (lambda line: line.replace('"LS1 4"', 'L"S1" 4'), 3, 3, []),
}


@pytest.mark.parametrize("case", WRONG_SHAPES)
def test_a_line_of_the_wrong_shape(tmp_path, case):
    change, rows, accepted, found = WRONG_SHAPES[case]
    lines = as_csv(told_apart([a_row(), a_row(), a_row()])).splitlines()
    lines[2] = change(lines[2])
    (tmp_path / "file.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert check(tmp_path / "file.csv") == (rows, accepted, found)


@pytest.mark.parametrize("kept", [20, 29, 30, 31, 400])
def test_a_last_line_that_is_cut_off(tmp_path, kept):
    lines = as_csv(told_apart([a_row(), a_row(), a_row()])).splitlines()
    (tmp_path / "file.csv").write_text("\n".join([*lines[:3], lines[3][:kept]]), encoding="utf-8")
    assert check(tmp_path / "file.csv") == (3, 2, [(4, "K-FILE-CUT")])


def test_a_quote_that_is_never_closed_costs_its_own_line_only(tmp_path):
    lines = as_csv(told_apart([a_row() for _ in range(1_500)])).splitlines()
    lines[2] = lines[2].replace('"LS1 4"', '"LS1 4')
    (tmp_path / "file.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert check(tmp_path / "file.csv") == (1_500, 1_499, [(3, "K-FILE-QUOTE")])


def test_without_consent_rows_may_be_the_same(tmp_path):
    path = write_csv(tmp_path / "file.csv", [without_consent(), without_consent(), without_consent(DISRSN="80")])
    rows, accepted, found = check(path)
    assert (rows, accepted) == (3, 2)
    assert (4, "K-CONSENT-DISRSN") in found


def a_zip(path, members, **how):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def test_a_locked_zip_is_refused(tmp_path):
    path = a_zip(tmp_path / "file.zip", {"file.csv": as_csv(three_rows())})
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    with pytest.raises(RefusalError, match="locked with a password"):
        check(path)


def test_a_zip_of_several_files_or_none_is_refused(tmp_path):
    text = as_csv(three_rows())
    with pytest.raises(RefusalError, match="holds 2 files"):
        check(a_zip(tmp_path / "two.zip", {"a.csv": text, "b.csv": text}))
    with pytest.raises(RefusalError, match="holds 0 files"):
        check(a_zip(tmp_path / "none.zip", {}))


def test_what_a_mac_puts_into_a_zip_is_passed_over(tmp_path):
    path = a_zip(tmp_path / "file.zip", {"k.csv": as_csv(three_rows()), "__MACOSX/._k.csv": "\0\5\x16\7"})
    assert check(path) == check(a_zip(tmp_path / "own.zip", {"k.csv": as_csv(three_rows())}))


def test_a_workbook_is_refused_as_one(tmp_path):
    with pytest.raises(RefusalError, match="is a workbook .save it as CSV"):
        check(a_zip(tmp_path / "book.xlsx", {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"}))


@pytest.fixture
def limits(monkeypatch):
    """Lower limits, so that small files pass them."""

    def lower(**values):
        given = {f"ndtms_files.{name}": value for name, value in values.items()}
        monkeypatch.setattr(
            opening, "parameter", lambda name: replace(parameter(name), value=given.get(name, parameter(name).value))
        )

    return lower


def a_bomb(folder):
    header = as_csv([]).encode()
    bomb = header + (b",".join([b'""'] * 144) + b"\n") * 8_000
    (folder / "bomb.gz").write_bytes(gzip.compress(bomb))
    a_zip(folder / "bomb.zip", {"file.csv": bomb})
    return folder / "bomb.gz", folder / "bomb.zip"


def test_a_bomb_is_refused_while_it_unfolds(tmp_path, limits):
    limits(ratio_from_mib=1, most_ratio=100)
    for path in a_bomb(tmp_path):
        with pytest.raises(RefusalError, match="unfolds to more than 100 times its packed size"):
            check(path)


def test_a_zip_that_says_it_is_a_bomb_is_not_unfolded(tmp_path, limits):
    """Its member would break at the first byte: it is not deflated at all."""
    limits(ratio_from_mib=1, most_ratio=100)
    path = a_bomb(tmp_path)[1]
    data = bytearray(path.read_bytes())
    data[30 + len("file.csv")] = 0xFF
    path.write_bytes(data)
    with pytest.raises(RefusalError, match="unfolds to more than 100 times its packed size"):
        check(path)


def test_what_unfolds_too_far_is_refused(tmp_path, limits):
    limits(most_unpacked_gib=0)
    for path in a_bomb(tmp_path):
        with pytest.raises(RefusalError, match="unfolds to more than 0 GiB"):
            check(path)


def test_a_bomb_of_nothing_is_refused(tmp_path):
    (tmp_path / "zeros.gz").write_bytes(gzip.compress(bytes(200 << 20), 1))
    with pytest.raises(RefusalError, match="is no CSV file"):
        check(tmp_path / "zeros.gz")


REFUSED = {
    "an empty file": (b"", "is empty"),
    "only line ends": (b"\n\n\r\n", "is empty"),
    "not a CSV file": (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "is not the header of data set K"),
    "zeros": (bytes(1_000), "is not text that can be read"),
    "UTF-16": (as_csv([]).encode("utf-16"), "is not text that can be read"),
    "semicolons": (as_csv([]).replace(",", ";").encode(), "values are to be parted by commas"),
    "a column missing": (as_csv([], headers=K.headers[1:-1]).encode(), "lacks the columns FINITIAL, OPRAGNCY"),
    "a column twice": (as_csv([]).replace('"PC"', '"PC","PC"').encode(), "names a column twice: PC"),
    "a gzip cut off": (gzip.compress(as_csv(three_rows()).encode())[:-40], "broken or cut off"),
    "a zip cut off": (b"PK\x03\x04 and no more", "broken or cut off"),
    "no quote ends": (as_csv([]).replace("\n", '"\n').encode() + b"x\n" * 10, "lacks the columns OPRAGNCY"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_such_file_is_refused(tmp_path, case):
    data, says = REFUSED[case]
    (tmp_path / "file").write_bytes(data)
    with pytest.raises(RefusalError) as refusal:
        check(tmp_path / "file")
    assert says in refusal.value.reason
    assert refusal.value.place.startswith(str(tmp_path / "file"))
