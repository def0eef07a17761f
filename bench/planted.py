"""The national files that are checked: a clean one, the same with one row in a hundred faulty, and what was planted.

Run as: python -m bench.planted ROWS SEED FOLDER
"""

import csv
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from bench.made_national import K, People, Texts

FAULTY_ONE_IN = 100
CLEAN, FAULTY, PLANTED = "clean.csv", "faulty.csv", "planted.json"

# What is written where, and the rule that must speak of it. These are faults of type, which any checker can find …
TYPE_FAULTS = (
    ({"DOB": "31/12/1980"}, "K-TYPE-DOB"),
    ({"DOB": "1980-13-01"}, "K-TYPE-DOB"),
    ({"REFLD": "2013-02-29"}, "K-TYPE-REFLD"),
    ({"TRIAGED": "soon"}, "K-TYPE-TRIAGED"),
    ({"TOPDATE": "2013-04-31"}, "K-TYPE-TOPDATE"),
    ({"DRUG1AGE": "teen"}, "K-TYPE-DRUG1AGE"),
    ({"CHILDWTH": "two"}, "K-TYPE-CHILDWTH"),
    ({"ALCUSE": "daily"}, "K-TYPE-ALCUSE"),
    ({"OPIUSE": "2.5"}, "K-TYPE-OPIUSE"),
    ({"QUALLIFE": "good"}, "K-TYPE-QUALLIFE"),
    ({"PREVTR": "?"}, "K-CODE-PREVTR"),
    ({"PHWTH": "yes"}, "K-CODE-PHWTH"),
    ({"HRISK": "X"}, "K-CODE-HRISK"),
)
# … and these are not.
OTHER_FAULTS = (
    ({"FINITIAL": ""}, "K-REQUIRED-FINITIAL"),
    ({"SINITIAL": "McB"}, "K-FORM-SINITIAL"),
    ({"DOB": "1901-05-05"}, "K-DOB-YEAR"),
    ({"SEX": ""}, "K-REQUIRED-SEX"),
    ({"ETHNIC": "9"}, "K-CODE-ETHNIC"),
    ({"NATION": "British"}, "K-FORM-NATION"),
    ({"DRUG1": "heroin"}, "K-CODE-DRUG1"),
    ({"DRUG2": "9997"}, "K-DRUG2-NO-THIRD"),
    ({"OPIUSE": "29"}, "K-RANGE-OPIUSE"),
    ({"TRIAGED": "2010-01-01"}, "K-REFLD-TRIAGED"),
    ({"MODID": ""}, "K-MODAL-MODID"),
    ({"IVDRGUSE": "0", "SHARING": "Y"}, "K-SHARING-NO-INJECTING"),
    ({"TOPDATE": ""}, "K-TOP-NO-DATE"),
)
_IN_TURN = tuple(fault for pair in zip(TYPE_FAULTS, OTHER_FAULTS, strict=True) for fault in pair)


def write_files(rows: int, seed: int, folder: Path) -> None:
    """Both files, row by row the same but for what was planted, and a list of that."""
    folder.mkdir(parents=True, exist_ok=True)
    every: list[tuple[int, str]] = []
    types: list[tuple[int, str]] = []
    with (
        (folder / CLEAN).open("w", encoding="utf-8", newline="") as clean,
        (folder / FAULTY).open("w", encoding="utf-8", newline="") as faulty,
    ):
        into_clean, into_faulty = _writer(clean), _writer(faulty)
        for line, row, fault in _with_faults(rows, seed):
            into_clean.writerow(row)
            changes, rule = fault
            into_faulty.writerow({**row, **changes})
            if rule:
                every.append((line, rule))
            if fault in TYPE_FAULTS:
                types.extend((line, column) for column in changes)
    (folder / PLANTED).write_text(json.dumps({"rules": every, "types": types}), encoding="utf-8")


def _writer(file: TextIO) -> "csv.DictWriter[str]":
    """Every value in quotes, as the one supplier's program writes them whose source could be read (ndtms-s1)."""
    writer = csv.DictWriter(file, K.headers, restval="", lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    return writer


def _with_faults(rows: int, seed: int) -> Iterator[tuple[int, Texts, tuple[Texts, str]]]:
    """Each line of the clean file with what is to be wrong with it in the other; at most one fault for a person.

    Only people with one row are chosen, lest their other rows contradict it.
    """
    chance = random.Random(seed + 1)  # noqa: S311  the same places every time
    line, due, number = 2, chance.randrange(FAULTY_ONE_IN), 0
    for person in People(seed):
        chosen = line - 2 >= due and len(person) == 1 and person[0]["CONSENT"] == "Y"
        for row in person:
            if line > rows + 1:
                return
            yield line, row, _IN_TURN[number % len(_IN_TURN)] if chosen else ({}, "")
            line += 1
        if chosen:
            number, due = number + 1, due + FAULTY_ONE_IN


if __name__ == "__main__":
    write_files(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
