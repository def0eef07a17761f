import pytest
import typer
from typer.testing import CliRunner

from ostara import __version__
from ostara.cli.synth import synth
from ostara.knowledge.refusal import RefusalError
from ostara.tables.store import open_store


@pytest.fixture
def run():
    app = typer.Typer()
    app.command()(synth)
    return lambda *arguments: CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_synth_writes_a_store_and_says_what_is_in_it(run, tmp_path):
    result = run("--people", 40, "--years", 1, "--seed", 2, "--to", tmp_path / "store")
    assert result.exit_code == 0
    assert "nothing here is about anyone" in result.output
    store = open_store(tmp_path / "store")
    for name, part in store.manifest.parts.items():
        assert f"{name} {part.rows:,}" in " ".join(result.output.split())


def test_the_store_says_that_it_is_made_up_and_what_was_planted(run, tmp_path):
    run("--people", 5, "--years", 1, "--seed", 2, "--to", tmp_path / "store")
    origin = open_store(tmp_path / "store").manifest.origin
    assert (origin.door, origin.made_up, origin.version) == ("made_up", True, __version__)
    assert (origin.inputs["people"], origin.inputs["years"], origin.inputs["seed"]) == ("5", "1", "2")
    assert origin.inputs["planted.overdose_ratio_first_28_days_off"] == "8.0"
    assert origin.inputs["planted.site.Denholme.share"] == "0.13"


def test_an_older_store_gives_way_only_when_asked(run, tmp_path):
    arguments = ("--people", 5, "--years", 1, "--to", tmp_path / "store")
    run(*arguments, "--seed", 2)
    refused = run(*arguments, "--seed", 3)
    assert isinstance(refused.exception, RefusalError)
    assert run(*arguments, "--seed", 3, "--replace").exit_code == 0
    assert open_store(tmp_path / "store").manifest.origin.inputs["seed"] == "3"


@pytest.mark.parametrize(
    "wrong", [("--people", 0), ("--years", 0), ("--years", 31), ("--people", 5_000_001), ("--seed", -1)]
)
def test_sizes_out_of_range_are_refused(run, tmp_path, wrong):
    assert run(*wrong, "--to", tmp_path / "store").exit_code == 2
    assert not (tmp_path / "store").exists()
