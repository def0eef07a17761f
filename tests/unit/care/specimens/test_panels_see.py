"""What a panel sees and what it cannot: each blind spot in words, each window from the numbers."""

import pytest

from ostara.care.specimens.models import MARKERS, Method
from ostara.care.specimens.panels import PANELS, cannot_see, looks_for_prescribed, window

STRIP = {"opiates", "eddp", "cocaine"}


def said(method: Method, kind: str, markers: set[str]) -> str:
    return " ".join(cannot_see(method, kind, markers))


@pytest.mark.parametrize(
    ("kind", "marker", "words"),
    [
        ("urine", "opiates", "up to 3 days"),
        ("urine", "methadone", "2 to 3 days"),
        ("urine", "eddp", "up to 6 days"),
        ("urine", "benzodiazepine", "2 to 28 days"),
        ("urine", "alcohol", "6 to 8 hours"),
        ("oral_fluid", "opiates", "24 to 48 hours"),
    ],
)
def test_a_window_comes_from_the_numbers(kind, marker, words):
    assert window(kind, marker).words == words


@pytest.mark.parametrize(("kind", "marker"), [("urine", "nitazene"), ("hair", "opiates"), ("breath", "alcohol")])
def test_no_number_is_no_window(kind, marker):
    assert window(kind, marker) is None


def test_an_opiate_strip_does_not_see_other_opioids():
    words = said(Method.IMMUNOASSAY, "urine", STRIP)
    for blind in ("methadone", "buprenorphine", "fentanyl", "nitazenes"):
        assert blind in words


def test_what_was_looked_for_is_not_said_to_be_unseen():
    assert "buprenorphine" not in said(Method.IMMUNOASSAY, "urine", STRIP | {"buprenorphine"})


def test_opiates_alone_do_not_say_heroin():
    assert "does not tell them apart" in said(Method.LABORATORY, "urine", {"opiates"})
    assert "does not tell them apart" not in said(Method.LABORATORY, "urine", {"opiates", "acetylmorphine"})


def test_a_reading_without_a_treatment_medicine_says_so():
    assert "looked for no medicine" in said(Method.IMMUNOASSAY, "urine", {"opiates"})
    assert "looked for no medicine" not in said(Method.IMMUNOASSAY, "urine", STRIP)
    assert "looked for no medicine" not in said(Method.IMMUNOASSAY, "breath", {"alcohol"})


def test_oral_fluid_shows_recent_use_only():
    assert "recent use only (24 to 48 hours)" in said(Method.LABORATORY, "oral_fluid", STRIP)


def test_every_panel_looks_for_known_things():
    assert {marker for panel in PANELS.values() for marker in panel.markers} <= {code for code, _ in MARKERS}


@pytest.mark.parametrize(
    ("marker", "prescribed", "answer"),
    [
        ("eddp", {"methadone"}, True),
        ("methadone", {"methadone"}, True),
        ("buprenorphine", {"buprenorphine"}, True),
        ("buprenorphine", {"methadone"}, False),
        ("opiates", {"methadone"}, False),
        ("eddp", set(), False),
    ],
)
def test_a_marker_of_a_prescribed_medicine(marker, prescribed, answer):
    assert looks_for_prescribed(marker, prescribed) is answer
