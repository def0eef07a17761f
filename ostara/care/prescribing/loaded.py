"""What a service loaded for its prescriptions: the approved wordings for instalments, and where the form's parts stand.

Both are read once; a process that is started again reads them anew (docs/what_a_service_loads.md).
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from django.conf import settings

from ostara.drawing.prescription_form import form_layout
from ostara.drawing.prescription_form.layout import FormLayout
from ostara.knowledge.instalment_wordings import Wording, instalment_wordings
from ostara.knowledge.refusal import RefusalError

WORDINGS, FORM = "instalment_wordings.toml", "fp10mda.toml"


def wordings() -> Mapping[str, Wording]:
    """Returns the wordings: the approved text of those that were loaded, our own words of the others."""
    return _wordings(_folder())


def layout() -> FormLayout:
    """Returns where the form's parts stand: as loaded and checked, or in our own drawing."""
    return _layout(_folder())


def refuse_unusable() -> None:
    """Reads both, so that a process does not start with what it cannot use.

    Raises:
        RefusalError: the folder is not there or holds neither, or something in it is missing or wrong. It names the
            place.
    """
    folder = _folder()
    if folder is None:
        return
    if not (folder / WORDINGS).is_file() and not (folder / FORM).is_file():
        raise RefusalError(f"OSTARA_FORM {folder}", f"holds neither {WORDINGS} nor {FORM}")
    wordings()
    layout()


def _folder() -> Path | None:
    folder: Path | None = settings.SAID.form
    return folder


@cache
def _wordings(folder: Path | None) -> Mapping[str, Wording]:
    own = folder / WORDINGS if folder else None
    return instalment_wordings(own if own and own.is_file() else None)


@cache
def _layout(folder: Path | None) -> FormLayout:
    return form_layout(folder if folder and (folder / FORM).is_file() else None)
