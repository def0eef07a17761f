"""Code lists: closed, in the order of the file, refused by name."""

import pytest

from ostara.knowledge.codes import code_list
from ostara.knowledge.refusal import RefusalError


def test_a_list_holds_its_codes_in_order():
    sexes = code_list("sex")
    assert list(sexes) == ["female", "male", "unknown"]
    assert "female" in sexes
    assert "f" not in sexes


def test_a_list_that_does_not_exist_is_refused():
    with pytest.raises(RefusalError, match="code list colours: there is no such list"):
        code_list("colours")


def test_the_dmd_codes_are_the_seven_of_diamorphine():
    meanings = code_list("dmd").meanings
    assert len(meanings) == 7
    assert meanings["34819611000001105"].endswith("5 mg ampoule")
    assert all("diamorphine" in meaning for meaning in meanings.values())
