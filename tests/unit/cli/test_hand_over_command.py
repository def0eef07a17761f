"""`ostara staff hand-over`: a service passes to another organisation from the terminal, and what happened is told."""

import pytest
from typer.testing import CliRunner

from ostara.care.accounts.models import Organisation
from ostara.care.audit.models import Event
from ostara.care.treatment.models import ServiceHandover
from ostara.cli import app
from ostara.knowledge.refusal import RefusalError
from tests.episodes import an_episode_in_treatment, days_ago, today
from tests.persons import a_person
from tests.staff import a_keyworker, a_service, an_organisation, standing

pytestmark = pytest.mark.django_db


def hand_over(service: str, to: str, on: str = "", *more: str) -> str:
    said = ["staff", "hand-over", service, "--to", to, "--on", on or str(today()), *more]
    return CliRunner().invoke(app, said, catch_exceptions=False).output


@pytest.fixture
def harbour():
    return a_service("Harbour", of=an_organisation("Harbour Trust"), agency_code="A0001")


def test_what_happened_is_told_and_by_whom_is_in_the_audit(harbour):
    worker = an_episode_in_treatment(of=a_person(at=harbour), at=harbour).worker
    told = hand_over("a0001", "Riverside Care", "", "--agency-code", "N0001")
    assert "Harbour passed from Harbour Trust to Riverside Care on" in told
    assert "agency code  N0001, until now A0001" in told
    assert "in care      1," in told and "posts ended  2," in told and "keyworker: 2" in told
    harbour.refresh_from_db()
    assert harbour.organisation.name == "Riverside Care"
    assert not standing(worker).posts
    event = Event.objects.get(verb="treatment.hand_over_service")
    assert (event.user, event.user_name) == (None, "ostara staff hand-over")


def test_posts_that_begin_that_day_are_told_so_that_somebody_looks_at_them(harbour):
    worker = a_keyworker(at=harbour)
    assert "posts stay" not in hand_over("Harbour", "Riverside Care")
    worker.posts.update(from_on=today(), until_on=None)
    told = hand_over("Harbour", "Hilltop Care")
    assert "posts stay   1, which begin on that day or later; keyworker: 1" in told
    assert "If they are not of Hilltop Care, end them under Staff." in told


def test_an_organisation_that_is_here_is_not_made_twice(harbour):
    there = an_organisation("Riverside Care")
    hand_over("harbour", "riverside care")
    harbour.refresh_from_db()
    assert harbour.organisation == there


@pytest.mark.parametrize(
    ("said", "place", "words"),
    [
        (["Hilltop", "Riverside Care"], "Hilltop", "There are: Harbour"),
        (["Harbour", "Harbour Trust"], "--to", "runs this service already"),
        (["Harbour", " "], "--to", "Say which organisation"),
        (["Harbour", "x" * 121], "--to", "at most 120 letters; this one has 121"),
        (["Harbour", "Riverside Care", "", "--agency-code", "N0123456789"], "--agency-code", "at most 10"),
        (["Harbour", "Riverside Care", "2099-01-01"], "--on", "lies in the future"),
        (["Harbour", "Riverside Care", "", "--agency-code", "B0001"], "--agency-code", "Another service"),
    ],
)
def test_what_cannot_be_is_refused_at_its_place_and_nothing_is_made(harbour, said, place, words):
    worker = a_keyworker(at=harbour)
    a_service("Hillside", of=harbour.organisation, agency_code="B0001")
    with pytest.raises(RefusalError) as refused:
        hand_over(*said)
    assert str(refused.value).startswith(f"{place}: ") and words in str(refused.value)
    assert list(Organisation.objects.values_list("name", flat=True)) == ["Harbour Trust"]
    assert standing(worker).posts and not ServiceHandover.objects.exists()


def test_a_day_that_is_none_is_refused(harbour):
    assert "does not match the format" in hand_over("Harbour", "Riverside Care", "1 April")
    assert not ServiceHandover.objects.filter(on__lte=days_ago(0)).exists()
