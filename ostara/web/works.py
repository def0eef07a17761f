"""The closed list of long work that a page may ask for: what it is called, who may, and the verb it runs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ostara.care.accounts.roles import Verb
from ostara.knowledge.refusal import RefusalError
from ostara.tables.shelf import PUBLISHED, pointed_at
from ostara.web.numbers.held import shelf

Said = Mapping[str, str]


@dataclass(frozen=True)
class Work:
    """One kind of long work.

    Attributes:
        words: what it is called.
        about: what one gets.
        needs: what somebody must be allowed to ask for it and to read it.
        asks: the names of what its form asks: `area`, `period`.
        command: the verb and its arguments, for what was asked and the folder of its files.
        hidden: whether it is asked for on a page of its own.
    """

    words: str
    about: str
    needs: Verb
    command: Callable[[Said, Path], list[str]]
    asks: tuple[str, ...] = ()
    hidden: bool = False


def _pack(kind: str) -> Callable[[Said, Path], list[str]]:
    def command(said: Said, folder: Path) -> list[str]:
        file = folder / f"{kind}-{said['area']}-{said['period'].replace('/', '-')}.pdf"
        options = [f"--kind={kind}", f"--period={said['period']}", "--publish", "--format=pdf", f"--out={file}"]
        return ["pack", *options, "--", said["area"], str(_published_store())]

    return command


def _quality(said: Said, folder: Path) -> list[str]:
    return ["report", "quality", "--publish", f"--out={folder / 'quality.html'}", "--", str(_published_store())]


def _submission(said: Said, folder: Path) -> list[str]:
    return ["submission", f"--to={folder}", *(f"--service={code}" for code in said["services"].split(","))]


def _published_store() -> Path:
    store = pointed_at(shelf(), PUBLISHED)
    if store is None:
        raise RefusalError("figures", "nothing has been taken from the record yet")
    return store.absolute()


WORKS: Mapping[str, Work] = {
    "quarterly": Work(
        "Quarterly summary",
        "One area in a few pages, beside similar areas and the whole: for a board. Safe to publish.",
        Verb.SEE_PUBLISHED,
        _pack("quarterly"),
        ("area", "period"),
    ),
    "needs": Work(
        "Needs assessment",
        "Everything the figures say of one area, with what to make of it. Safe to publish.",
        Verb.SEE_PUBLISHED,
        _pack("needs"),
        ("area", "period"),
    ),
    "quality": Work(
        "Quality of opioid substitution treatment",
        "How good the treatment is that people really receive. Safe to publish.",
        Verb.SEE_PUBLISHED,
        _quality,
    ),
    "extract": Work(
        "Take figures from the record now",
        "What is done every night: the pages over numbers then show the record as it stands now.",
        Verb.EXPLORE,
        lambda _said, _folder: ["extract", "--format=json"],
    ),
    "submission": Work(
        "Check the next national file",
        "What the next national (NDTMS) file of your services holds, would reject and leaves out.",
        Verb.SUBMIT,
        _submission,
        hidden=True,
    ),
}
