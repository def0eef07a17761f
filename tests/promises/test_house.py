"""The repository keeps its word: the house is as ARCHITECTURE.md says, docs are fresh, locks have hashes."""

import ast
import re
import subprocess
import tomllib
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from ostara.analysis import measures
from ostara.analysis.measures.registry import QUALITY
from ostara.analysis.national.registry import NATIONAL
from ostara.cli.docs import PAGES
from ostara.knowledge.parameters import parameter
from ostara.knowledge.sources import source
from ostara.tables import TABLES

ROOT = Path(__file__).parents[2]
MODULES = sorted(
    path for path in (ROOT / "ostara").rglob("*.py") if path.parent.name != "migrations"
)  # Django writes those
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
ROOMS = {folder.name for folder in (ROOT / "ostara").iterdir() if (folder / "__init__.py").is_file()}


def tracked():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def may_import():
    """Rows of ARCHITECTURE.md's table: room to the rooms that it may import."""
    for room, allowed in re.findall(
        r"^\| `ostara/(\w+)/` \|[^|]*\| ([^|]*) \|$", (ROOT / "ARCHITECTURE.md").read_text(), re.M
    ):
        if allowed != "all":
            yield room, set() if allowed == "nothing of ours" else set(allowed.split(", "))


def test_every_room_is_in_the_table_and_in_the_layers():
    in_table = set(re.findall(r"^\| `ostara/(\w+)/`", (ROOT / "ARCHITECTURE.md").read_text(), re.M))
    (layers,) = (contract for contract in CONTRACTS if contract.get("containers") == ["ostara"])
    in_layers = {room.strip() for layer in layers["layers"] for room in layer.split("|")}
    assert in_table == in_layers == ROOMS
    assert layers["exhaustive"] is True


@pytest.mark.parametrize(("room", "allowed"), list(may_import()), ids=lambda it: it if isinstance(it, str) else "")
def test_each_row_of_the_table_is_a_forbidden_contract(room, allowed):
    (contract,) = (one for one in CONTRACTS if one.get("source_modules") == [f"ostara.{room}"])
    forbidden = {name.removeprefix("ostara.") for name in contract["forbidden_modules"]}
    assert forbidden == ROOMS - allowed - {room}


@pytest.mark.parametrize("name", PAGES)
def test_generated_docs_are_fresh(name):
    assert (ROOT / "docs/generated" / name).read_text(encoding="utf-8") == PAGES[name](), "type: ./run docs"


def test_commands_in_the_readme_exist():
    help_text = subprocess.run([ROOT / "run", "help"], capture_output=True, text=True, check=True).stdout
    used = set(re.findall(r"\./run (\w+)", (ROOT / "README.md").read_text() + (ROOT / "DEVELOPERS.md").read_text()))
    assert {"demo", "test", "ostara"} <= used
    assert all(re.search(rf"^  {command}\b", help_text, re.M) for command in used), used


def test_links_in_the_documents_lead_somewhere():
    for page in (page for page in tracked() if page.suffix == ".md"):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


@pytest.mark.parametrize("lock", ["runtime", "test", "dask", "spark", "bench", "build"])
def test_locks_carry_hashes_and_no_addresses(lock):
    text = (ROOT / f"requirements/{lock}.txt").read_text()
    pins = re.findall(r"^([a-z0-9][\w.\-\[\]]*)==", text, re.M)
    assert len(pins) > (0 if lock == "build" else 3)
    assert len(pins) == len(set(pins)), "more than one version of something"
    assert all("--hash=sha256:" in part for part in re.split(r"\n(?=[a-z0-9])", text.strip()))
    assert "://" not in text
    assert "index" not in text


def test_each_lock_contains_the_smaller_one():
    """So the tests run on what people get, with and without Dask and Spark."""
    runtime, dask, spark, test = (
        set(re.findall(r"^(\S+==\S+)", (ROOT / f"requirements/{lock}.txt").read_text(), re.M))
        for lock in ("runtime", "dask", "spark", "test")
    )
    assert runtime < spark < test
    assert runtime < dask < test


def test_every_dependency_has_its_reason():
    project = (ROOT / "pyproject.toml").read_text()
    listed = re.findall(r'^    "[a-z0-9\-\[\]]+[<>=].*$', project, re.M)
    assert len(listed) > 12
    assert all(re.search(r"  # \S+ \S+", line) or re.search(r", +# \S+ \S+", line) for line in listed), listed


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(ROOT)))
def test_modules_say_what_lives_in_them_and_stay_small(module):
    text = module.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert ast.get_docstring(tree), "says nothing of itself"
    assert len(text.splitlines()) <= 260
    assert module.stem not in {"utils", "helpers", "common", "services", "manager"}
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            assert function.end_lineno - function.lineno < 60, f"{function.name} is longer than 60 lines"


def test_the_rules_of_measures_hold_no_number_of_their_own():
    """Thresholds are parameters. What is left in SQL is nought, one, thousandths of a milligram, and quartiles."""
    allowed = {"0", "1", "1000", "10000", "10", "0.25", "0.75"}
    for measure in QUALITY:
        numbers = set(re.findall(r"(?<![\w$.'])\d+(?:\.\d+)?", re.sub(r"--.*", "", measure.sql)))
        assert numbers <= allowed, f"{measure.name}: {numbers - allowed}"


NUMBERED = [measure for measure in QUALITY if re.search(r"\d", measure.name)]


@pytest.mark.parametrize("measure", NUMBERED, ids=lambda measure: measure.name)
def test_a_number_in_the_name_of_a_measure_is_the_one_it_rests_on(measure):
    """Names and headings are fixed words: a threshold changed without them would make the report untrue."""
    rests_on = {int(parameter(name).value) for name in measure.parameters.values()}
    weeks = (
        {24} if measure.name == "retained_24_weeks" else set()
    )  # day 154 ends week 22; two weeks allow for a late record
    assert {int(number) for number in re.findall(r"\d+", measure.name)} <= rests_on | weeks


def names_of(measure):
    """The names under which modules of the room offer a measure, alone or among others."""
    for module in iter_modules(measures.__path__):
        for name, value in vars(import_module(f"{measures.__name__}.{module.name}")).items():
            if value is measure or (name != "QUALITY" and isinstance(value, tuple) and measure in value):
                yield name


@pytest.mark.parametrize("measure", QUALITY, ids=lambda measure: measure.name)
def test_every_measure_has_a_spec_and_says_what_it_is(measure):
    specs = "".join(path.read_text() for path in (ROOT / "tests/spec/measures").glob("*.py"))
    assert any(re.search(rf"\b{name}\b", specs) for name in names_of(measure))
    for said in (
        measure.title,
        measure.unit,
        measure.population,
        measure.counts,
        measure.denominator,
        measure.exclusions,
    ):
        assert said


def test_the_rules_of_national_measures_hold_no_number_of_their_own():
    """What is left is nought, one day, a year in days for ages, and codes of the discharge map (89 died)."""
    allowed = {"0", "1", "365.25", "89"}
    for national in NATIONAL.values():
        numbers = set(re.findall(r"(?<![\w$.'])\d+(?:\.\d+)?", national.sql))
        assert numbers <= allowed, f"{national.name}: {numbers - allowed}"


@pytest.mark.parametrize("national", NATIONAL.values(), ids=lambda national: national.name)
def test_every_national_measure_has_a_spec_and_says_what_it_is(national):
    specs = "".join(path.read_text() for path in (ROOT / "tests/spec/national").glob("*.py"))
    untold = {
        "change_in_crack",
        "change_in_amphetamines",
        "change_in_cannabis",
    }  # one declaration with change_in_opiates
    assert national.name in untold or f'"{national.name}"' in specs
    assert all((national.title, national.unit, national.population, national.counts, national.exclusions))
    assert source(national.source)
    assert national.unverified  # the gap of a journey is one, so no figure may be shown without it


def test_no_data_of_people_is_tracked():
    data = [path for path in tracked() if path.suffix in {".parquet", ".rda", ".sqlite", ".db", ".feather"}]
    assert data == []
    assert all(path.stat().st_size < 2_000_000 for path in tracked())


def test_no_unfinished_business():
    words = re.compile(
        r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|coming " + r"soon)\b|pytest\.mark\.(skip|xfail)|pytest\.skip\("
    )
    for path in tracked():
        if path.suffix in {".py", ".sh", ".css", ".md", ".toml"} and path != Path(__file__).resolve():
            found = words.search(path.read_text(encoding="utf-8"))
            assert not found, f"{path.relative_to(ROOT)}: {found}"


def test_every_table_is_in_the_dictionary():
    page = (ROOT / "docs/generated/tables.md").read_text()
    assert all(f"\n## {name}\n" in page for name in TABLES)
