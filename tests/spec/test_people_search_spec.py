"""Finding people and telling them apart: each way of writing beside whom it finds."""

from datetime import date

import pytest

from ostara.care.people.looking import Looked, read_search
from ostara.care.people.ranking import FITS_FROM, Somebody, fit, may_be_one
from ostara.care.people.search_keys import Found, keys_of
from ostara.ndtms.attributor import attributor

TODAY = date(2026, 11, 22)
BORN = date(1984, 2, 3)
NHS = "9434765919"

# what is typed, what is understood
READ = [
    ("Smith", Looked(("smith",))),
    ("  O'NEILL   Mary-Ann ", Looked(("oneill", "mary", "ann"))),
    ("José Łukasz", Looked(("jose", "lukasz"))),
    ("3/2/1984", Looked(born=BORN)),
    ("03.02.84", Looked(born=BORN)),
    ("3 feb 1984", Looked(born=BORN)),
    ("3rd February 84", Looked(born=BORN)),
    ("1984-02-03", Looked(born=BORN)),
    ("3 2 1984 Smith", Looked(("smith",), BORN)),
    ("Jon Smyth 3/2/84", Looked(("jon", "smyth"), BORN)),
    ("943 476 5919", Looked(nhs_number=NHS)),
    ("9434765919", Looked(nhs_number=NHS)),
    ("943-476-5919 jones", Looked(("jones",), nhs_number=NHS)),
    ("m1 1aa", Looked(postcode="M11AA")),
    ("SW1A1AA smith", Looked(("smith",), postcode="SW1A1AA")),
    ("123 4567", Looked(number="1234567")),
    ("1234567", Looked(number="1234567")),
    ("", Looked()),
    ("'; DROP TABLE people_person; --", Looked(("drop", "table", "people", "person"))),
    ("=cmd|'/c calc'!A0", Looked(("cmd", "c", "calc", "a"), number="CALCA0")),
]
# what is typed, and what is said to be wrong with it
WRONG = [
    ("31/6/1984", "June has 30 days"),
    ("29 feb 1985", "not a leap year"),
    ("943 476 5918", "One digit of this NHS number is wrong"),
]
# what is typed, the names of a record, and whether it is found
NAMES = [
    ("smith", ("Smith", "John", ""), True),
    ("SMITH john", ("Smith", "John", ""), True),
    ("john smith", ("Smith", "John", ""), True),
    ("jon smyth", ("Smith", "John", ""), True),
    ("stephen", ("Jones", "Steven", ""), True),
    ("catherine oneil", ("O'Neill", "Kathryn", ""), True),
    ("smi", ("Smith", "John", ""), True),
    ("jo smi", ("Smith", "John", ""), True),
    ("jose", ("García", "José", ""), True),
    ("garcia", ("García-López", "José", ""), True),
    ("lukas", ("Nowak", "Łukasz", ""), True),
    ("muhammed", ("Khan", "Mohammad", ""), True),
    ("red", ("Smith", "John", "Red"), True),
    ("smtih", ("Smith", "John", ""), True),
    ("smith", ("Jones", "John", ""), False),
    ("john brown", ("Smith", "John", ""), False),
    ("ann", ("Smith", "John", ""), False),
    ("zzz", ("Smith", "John", ""), False),
]
# what is typed, the birth of Jo Smith, and whether it is found
BIRTHS = [
    ("smith 3/2/1984", BORN, True),
    ("smith 2/3/1984", BORN, True),
    ("smith 3/2/1985", BORN, True),
    ("smith 13/2/1984", BORN, True),
    ("smith 3/2/1984", None, True),
    ("smith 14/5/1990", BORN, False),
    ("3/2/1984", BORN, True),
    ("3/2/1984", None, False),
]
JON = Somebody("Smith", "John", "", BORN)
# another description, and whether it may be John Smith, born 3 February 1984
ALIKE = [
    (Somebody("Smith", "John", "", BORN), True),
    (Somebody("Smyth", "Jon", "", BORN), True),
    (Somebody("SMITH", "JOHN", "", date(1984, 3, 2)), True),
    (Somebody("Smith", "John", "", date(1984, 2, 13)), True),
    (Somebody("Smith", "John", "", date(1994, 2, 3)), True),
    (Somebody("Smith", "John", "", None), True),
    (Somebody("John", "Smith", "", BORN), True),
    (Somebody("Smith", "", "John", BORN), True),
    (Somebody("Smith", "John", "", date(1991, 7, 30)), False),
    (Somebody("Smith", "Mary", "", BORN), False),
    (Somebody("Brown", "John", "", BORN), False),
    (Somebody("", "", "Red", None), False),
]


@pytest.mark.parametrize(("typed", "understood"), READ)
def test_what_is_typed_is_understood(typed, understood):
    assert read_search(typed, today=TODAY) == understood


@pytest.mark.parametrize(("typed", "said"), WRONG)
def test_what_cannot_be_right_is_said(typed, said):
    assert said in read_search(typed, today=TODAY).wrong


def shown(typed: str, record: Found) -> bool:
    """Whether a search draws the record (a key in common) and then shows it."""
    looked = read_search(typed, today=TODAY)
    return bool(looked.keys & keys_of(record)) and fit(looked, record) >= FITS_FROM


@pytest.mark.parametrize(("typed", "names", "found"), NAMES)
def test_names_are_found_however_they_are_spelled(typed, names, found):
    assert shown(typed, Found(names, None, "", "", "1234567")) is found


@pytest.mark.parametrize(("typed", "born", "found"), BIRTHS)
def test_a_birth_may_be_a_slip_of_the_pen_away(typed, born, found):
    assert shown(typed, Found(("Smith", "Jo", ""), born, "", "", "1234567")) is found


@pytest.mark.parametrize(("other", "may_be"), ALIKE)
def test_whoever_may_be_the_same_person_is_noticed(other, may_be):
    assert may_be_one(JON, other) is may_be_one(other, JON) is may_be


def test_equal_attributors_are_noticed_whatever_the_names():
    key = attributor("J", "S", BORN, "M")
    assert may_be_one(Somebody("Smith", "John", "", BORN, key), Somebody("Stone", "Jack", "", BORN, key))


def test_the_better_a_record_fits_the_higher_it_stands():
    looked = read_search("jon smyth 3/2/1984", today=TODAY)
    records = [
        Found(("Smyth", "Jon", ""), BORN, "", "", "1"),
        Found(("Smith", "John", ""), BORN, "", "", "2"),
        Found(("Smith", "John", ""), date(1984, 2, 13), "", "", "3"),
        Found(("Smith", "John", ""), date(1999, 9, 9), "", "", "4"),
    ]
    fits = [fit(looked, record) for record in records]
    assert fits == sorted(fits, reverse=True) and len(set(fits)) == len(fits)
