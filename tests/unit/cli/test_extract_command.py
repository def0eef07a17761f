"""`ostara extract` and `ostara submission`: what a person types, and what comes out."""

import json
from dataclasses import replace

import pytest
import typer
from typer.testing import CliRunner

from ostara.cli.extract import extract
from ostara.cli.submission import submission
from ostara.knowledge.refusal import RefusalError
from ostara.tables.shelf import CURRENT, PUBLISHED, pointed_at
from ostara.tables.store import open_store
from tests.episodes import an_episode, an_episode_in_treatment
from tests.persons import a_person
from tests.staff import a_service

pytestmark = pytest.mark.django_db
app = typer.Typer()
app.command()(extract)
app.command()(submission)


@pytest.fixture(autouse=True)
def shelf(settings, tmp_path):
    settings.SAID = replace(settings.SAID, files=tmp_path)
    return tmp_path / "stores"


@pytest.fixture
def people():
    harbour = a_service("Harbour", agency_code="N0001", area="A12B")
    an_episode_in_treatment(of=a_person(at=harbour, given="Rosa"), at=harbour)
    an_episode(of=a_person(at=harbour, given="Sam"), at=harbour)


def run(*words):
    return CliRunner().invoke(app, words, catch_exceptions=False)


def test_a_store_is_put_on_the_shelf_prepared_and_pointed_at(people, shelf):
    done = run("extract")
    store = pointed_at(shelf, CURRENT)
    assert store is not None
    assert pointed_at(shelf, PUBLISHED) == store
    assert open_store(store).manifest.origin.door == "extract"
    assert (store / "prepared").is_dir()
    assert "2 people, 1 episodes" in done.output
    assert "Set aside: 1 episodes: nobody has met the person yet" in done.output


def test_an_empty_record_is_a_store_too(shelf):
    assert "no rows" in run("extract").output
    assert pointed_at(shelf, CURRENT) is not None


def test_the_account_can_be_read_by_a_program(people, tmp_path):
    told = json.loads(run("extract", "--to", str(tmp_path / "store"), "--format", "json").output)
    assert (told["people"], told["written"]["episodes"]) == (2, 1)
    assert told["set_aside"][0]["rows"] == 1


def test_a_store_that_is_there_gives_way_only_when_told_to(people, tmp_path):
    run("extract", "--to", str(tmp_path / "store"))
    with pytest.raises(RefusalError, match="already exists"):
        run("extract", "--to", str(tmp_path / "store"))
    assert run("extract", "--to", str(tmp_path / "store"), "--replace").exit_code == 0


def test_a_submission_says_what_it_holds_and_that_it_is_a_worked_example(people, tmp_path):
    done = run("submission", "--to", str(tmp_path / "sent"), "--service", "N0001")
    assert "0 rows of 0 people" in done.output
    assert "Left out: 2 people: has not been asked" in done.output
    assert "worked example" in done.output
    assert (tmp_path / "sent/national-file.csv").is_file()
