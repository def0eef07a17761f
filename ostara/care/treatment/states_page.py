"""The page docs/generated/states.md: what each status of an episode allows, from the one table."""

from collections.abc import Iterator

from ostara.care.treatment.states import ALLOWS, Act, No, Status, answer


def states_page() -> str:
    """Returns the whole page as Markdown."""
    return "\n".join(
        [
            "# What each status of an episode allows",
            "",
            "Written by `./run docs` from `ostara/care/treatment/states.py`; change it there. Every status has an "
            "answer to every act; whether somebody may do it at all is a question of roles.",
            "",
            "A new status is named. *Yes* leaves the episode where it is, or puts it back where it was before a pause "
            "or an offer. A dash is refused, with the words below. Nothing here has a time limit.",
            "",
            "| act | " + " | ".join(status.label for status in Status) + " |",
            "|---|" + "---|" * len(Status),
            *(_row(act) for act in ALLOWS),
            "",
            "## What is said when it is refused",
            "",
            *_refusals(),
            "",
        ]
    )


def _row(act: Act) -> str:
    return f"| {act.label} | " + " | ".join(_cell(act, status) for status in Status) + " |"


def _cell(act: Act, status: Status) -> str:
    said = answer(act, status)
    if isinstance(said, No):
        return "–"
    return f"→ {said.status.label}" if said.status else "yes"


def _refusals() -> Iterator[str]:
    for act in ALLOWS:
        by_words: dict[str, list[str]] = {}
        for status in Status:
            said = answer(act, status)
            if isinstance(said, No):
                by_words.setdefault(said.words, []).append(status.label)
        for words, labels in by_words.items():
            yield f"- **{act.label}** while *{', '.join(labels)}*: {words}"
