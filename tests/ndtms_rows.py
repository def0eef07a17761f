"""Made-up rows of data set K for tests: valid until a test says otherwise, about nobody."""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from ostara.ndtms import data_set

K = data_set("K")
ON = date(2014, 6, 30)  # the day on which the tests check
Texts = dict[str, str]

VALID: Mapping[str, str] = {
    **{"FINITIAL": "J", "SINITIAL": "B", "DOB": "1980-02-29", "SEX": "F", "ETHNIC": "A", "NATION": "GBR"},
    **{"REFLD": "2013-04-02", "AGNCY": "N0852", "CLIENT": "c1", "CLIENTID": "c1", "EPISODID": "e1", "CONSENT": "Y"},
    **{"PREVTR": "N", "PC": "LS1 4", "ACCMNEED": "3", "PRNTSTAT": "14", "DAT": "A12B", "LA": "00CM"},
    **{"DRUG1": "1011", "DRUG1AGE": "19", "ROUTE": "1", "DRUG2": "3201", "DRUG3": "9997", "RFLS": "4"},
    **{"TRIAGED": "2013-04-09", "CPLANDT": "2013-04-16", "INJSTAT": "C", "CHILDWTH": "0", "PREGNANT": "N"},
    **{"ALCDDAYS": "2", "ALCUNITS": "4", "DUALDIAG": "N", "HEPCSTAT": "A", "HEPBSTAT": "A", "HEPBVAC": "1"},
    **{"TOPCC": "Y", "MODAL": "94", "REFMODDT": "2013-04-09", "MODSET": "6", "MODID": "m1", "FAOMODDT": "2013-04-12"},
    **{"MODST": "2013-04-16", "TOPDATE": "2013-04-16", "TOPID": "t1", "TRSTAGE": "S", "OPIUSE": "28", "CRAUSE": "NA"},
    **{"IVDRGUSE": "14", "SHARING": "N", "PSYHSTAT": "8", "PHSTAT": "9", "QUALLIFE": "7", "EMPSTAT": "12"},
}

DISCHARGED: Mapping[str, str] = {"DISD": "2014-01-31", "DISRSN": "80", "MODEND": "2014-01-31", "MODEXIT": "A"}


def a_row(**given: str) -> Texts:
    """All 144 fields, valid where nothing else is given."""
    assert set(given) <= set(K.headers), set(given) - set(K.headers)
    return {header: given.get(header, VALID.get(header, "")) for header in K.headers}


def without_consent(**given: str) -> Texts:
    """A row of somebody who did not consent: three fields only."""
    kept = {"AGNCY": "N0852", "CLIENTID": "c1", "CONSENT": "N", **given}
    return {header: kept.get(header, "") for header in K.headers}


def told_apart(rows: Iterable[Texts]) -> list[Texts]:
    """The rows as those of as many different clients."""
    return [{**row, "CLIENTID": f"{row['CLIENTID']}-{number}"} for number, row in enumerate(rows)]


def as_csv(
    rows: Iterable[Mapping[str, str]], *, headers: Iterable[str] = K.headers, line_end: str = "\n", quoting: int = 1
) -> str:
    """Rows as the text of a file, every value quoted unless told otherwise."""
    text = io.StringIO()
    writer = csv.DictWriter(
        text, list(headers), lineterminator=line_end, quoting=csv.QUOTE_ALL if quoting else csv.QUOTE_MINIMAL
    )
    writer.writeheader()
    writer.writerows({header: row.get(header, "") for header in writer.fieldnames} for row in rows)
    return text.getvalue()


def write_csv(path: Path, rows: Iterable[Mapping[str, str]], **how: object) -> Path:
    """Rows as a file."""
    path.write_text(as_csv(rows, **how), encoding="utf-8", newline="")
    return path
