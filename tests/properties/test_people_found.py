"""Whatever somebody is called, they are found by it; whatever slip is made in a number, it finds nobody else."""

import unicodedata
from datetime import date

from hypothesis import assume, example, given
from hypothesis import strategies as st
from stdnum import damm

from ostara.care.people.looking import read_search
from ostara.care.people.numbers import draw_number
from ostara.care.people.ranking import FITS_FROM, Somebody, fit, may_be_one
from ostara.care.people.search_keys import Found, keys_of
from ostara.care.people.spelling import plain_words

TODAY = date(2026, 11, 22)
NAME = st.text(st.characters(categories=["Lu", "Ll", "Lo"], max_codepoint=0x4FF), min_size=2, max_size=20)
BIRTHS = st.dates(date(1903, 1, 1), TODAY)


def found(typed: str, record: Found) -> bool:
    looked = read_search(typed, today=TODAY)
    return bool(looked.keys & keys_of(record)) and fit(looked, record) >= FITS_FROM


@given(NAME, NAME)
def test_anybody_is_found_by_their_own_name(family, given_name):
    assume(plain_words(family) and plain_words(given_name))
    record = Found((family, given_name, ""), None, "", "", "1234567")
    for typed in (family, given_name, f"{given_name} {family}", family.upper(), family.lower()):
        assert found(typed, record), typed


@given(NAME)
@example("A\N{GREEK UPSILON WITH HOOK SYMBOL}")
@example("\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}rem")
def test_accents_and_capitals_do_not_matter(name):
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    assert plain_words(name) == plain_words(bare) == plain_words(name.lower())


@given(BIRTHS, st.sampled_from(["%d/%m/%Y", "%d %b %Y", "%d %B %Y", "%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y"]))
def test_a_birth_is_read_in_any_style(born, style):
    assert read_search(born.strftime(style), today=TODAY).born == born


@given(st.text(max_size=300))
def test_whatever_is_typed_is_read(typed):
    looked = read_search(typed, today=TODAY)
    assert 0 <= fit(looked, Found(("Smith", "Jo", ""), None, "", "", "1234567")) <= 1


@given(NAME, NAME, BIRTHS, NAME, NAME, BIRTHS)
def test_being_alike_does_not_depend_on_who_came_first(a, b, born, c, d, other_born):
    one, other = Somebody(a, b, "", born), Somebody(c, d, "", other_born)
    assert may_be_one(one, other) == may_be_one(other, one)


@given(st.integers(0, 6), st.integers(1, 9))
def test_one_wrong_digit_of_a_number_finds_nobody(place, more):
    number = draw_number()
    wrong = number[:place] + str((int(number[place]) + more) % 10) + number[place + 1 :]
    assert damm.is_valid(number) and not damm.is_valid(wrong)
