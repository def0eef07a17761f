"""Prescriptions as one PDF, a page each. A page that is not to be used says so at its head and across it."""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from typing import Any

import typst

from ostara.drawing.markup import without_forbidden
from ostara.drawing.prescription_form.form import PrescriptionForm
from ostara.drawing.prescription_form.layout import FormLayout
from ostara.knowledge.refusal import RefusalError

NOT_LIVE = "NOT FOR LIVE PRINTING"
_TOO_LONG = re.compile(r"does not fit: (\w+)")
_NO_LETTER = "could not be displayed"


def print_forms(forms: Sequence[PrescriptionForm], layout: FormLayout) -> bytes:
    """Returns a PDF (PDF/UA-1) with a page for each form; the same forms give the same bytes.

    Raises RefusalError where there is nothing to print, where words do not fit their box, and for letters that no font
    holds: a prescription with an empty box in a name is none.
    """
    if not forms:
        raise RefusalError("prescriptions", "there is none to print")
    data = {
        "title": f"Prescriptions in instalments – {layout.name}",
        "layout": {
            "width_mm": layout.width_mm,
            "height_mm": layout.height_mm,
            "boxes": list(map(asdict, layout.boxes)),
        },
        "forms": [_page(form, layout) for form in forms],
    }
    try:
        return typst.compile(
            _template(),
            format="pdf",
            font_paths=_fonts(),
            sys_inputs={"forms": without_forbidden(json.dumps(data, ensure_ascii=False))},
            pdf_standards="ua-1",
            timestamp=0,
        )
    except typst.TypstError as error:
        refused = _refused(error)
        if refused is None:
            raise
        raise refused from None  # the original repeats words of the prescription


def _page(form: PrescriptionForm, layout: FormLayout) -> dict[str, Any]:
    why = _why_not_live(form, layout)
    return {
        **asdict(form),
        "title": f"Prescription in instalments, {layout.name}",
        "not_live": NOT_LIVE if why else "",
        "why": why,
    }


def _why_not_live(form: PrescriptionForm, layout: FormLayout) -> str:
    reasons = []
    if not layout.checked:
        reasons.append("the form's specification is not loaded and checked")
    if not form.wordings_checked:
        reasons.append("the approved wordings are not loaded and checked")
    return "; ".join([*reasons, *form.lacks])


def _refused(error: typst.TypstError) -> RefusalError | None:
    too_long = _TOO_LONG.search(str(error))
    if too_long:
        return RefusalError("prescription", f"{too_long[1].replace('_', ' ')} does not fit its box")
    if _NO_LETTER in str(error):
        return RefusalError("prescription", "cannot be printed: it holds a letter that none of the fonts has")
    return None


@cache
def _template() -> bytes:
    return (files(__package__) / "fp10mda.typ").read_bytes()


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False)
