"""`ostara docs`: the pages of docs/generated/, written from the code that they describe."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from ostara.analysis.measures.care_gaps.page import care_gaps_page
from ostara.analysis.measures.page import measures_page
from ostara.analysis.national.page import national_page
from ostara.care.accounts.page import roles_page
from ostara.care.treatment.states_page import states_page
from ostara.guidance.page import rulebook_page
from ostara.knowledge.parameters import parameters_page
from ostara.ndtms.page import data_set_page
from ostara.tables.dictionary import dictionary_page


def model_page() -> str:
    """What the model believes; it is loaded only when asked for, as SciPy comes with it."""
    from ostara.planning import page  # noqa: PLC0415 see above

    return page.model_page()


def model_diagram() -> str:
    """The same as a picture."""
    from ostara.planning import diagram  # noqa: PLC0415 see above

    return diagram.model_diagram()


PAGES: dict[str, Callable[[], str]] = {
    "tables.md": dictionary_page,
    "parameters.md": parameters_page,
    "care_gaps.md": care_gaps_page,
    "measures.md": measures_page,
    "model.md": model_page,
    "model.svg": model_diagram,
    "national.md": national_page,
    "ndtms_k.md": data_set_page,
    "roles.md": roles_page,
    "rulebook.md": rulebook_page,
    "states.md": states_page,
}


def docs(
    to: Annotated[Path, typer.Option(help="Folder to write them to.")] = Path("docs/generated"),
) -> None:
    """Write the generated documentation again."""
    to.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (to / name).write_text(page(), encoding="utf-8")
