import pytest
from typer.testing import CliRunner

from ostara import __version__
from ostara.cli.synth import synth_app
from ostara.knowledge.refusal import RefusalError
from ostara.tables.store import open_store


@pytest.fixture
def run():
    return lambda *arguments: CliRunner().invoke(synth_app, [str(argument) for argument in arguments])


def test_synth_national_writes_a_store_and_says_what_is_in_it(run, tmp_path):
    result = run("national", "--journeys", 60, "--years", 2, "--seed", 2, "--to", tmp_path / "store")
    assert result.exit_code == 0
    assert "60 made-up journeys over 2 years; nothing here is about anyone" in " ".join(result.output.split())
    store = open_store(tmp_path / "store")
    for name, part in store.manifest.parts.items():
        assert f"{name} {part.rows:,}" in " ".join(result.output.split())
    origin = store.manifest.origin
    assert (origin.door, origin.made_up, origin.version) == ("made_up_nation", True, __version__)
    assert store.manifest.observed_until == "2015-03-31"


def test_an_older_nation_gives_way_only_when_asked(run, tmp_path):
    arguments = ("national", "--journeys", 5, "--years", 1, "--to", tmp_path / "store")
    run(*arguments, "--seed", 2)
    assert isinstance(run(*arguments, "--seed", 3).exception, RefusalError)
    assert run(*arguments, "--seed", 3, "--replace").exit_code == 0
    assert open_store(tmp_path / "store").manifest.origin.inputs["seed"] == "3"


def test_without_a_further_word_it_is_still_one_service(run, tmp_path):
    assert run("--people", 5, "--years", 1, "--to", tmp_path / "store").exit_code == 0
    assert open_store(tmp_path / "store").manifest.origin.door == "made_up"


@pytest.mark.parametrize(
    "wrong",
    [
        ("national", "--journeys", 0),
        ("national", "--years", 31),
        ("national", "--seed", -1),
        ("national", "--people", 5),
        ("--seed", 3, "national"),
    ],
)
def test_what_cannot_be_a_nation_is_refused(run, tmp_path, wrong):
    assert run(*wrong, "--to", tmp_path / "store").exit_code == 2
    assert not (tmp_path / "store").exists()


def test_a_store_has_to_be_named(run):
    assert run("--people", 5).exit_code == 2
