"""A prescription in instalments on paper: what stands on it, where it stands, and the PDF of it.

No live prescription comes out of here until the form's specification and the approved wordings are loaded and checked:
until then every page says so.
"""

from ostara.drawing.prescription_form.form import FormInstalment, PrescriptionForm, Quantity
from ostara.drawing.prescription_form.layout import FormLayout, form_layout
from ostara.drawing.prescription_form.printing import NOT_LIVE, print_forms

__all__ = [
    "NOT_LIVE",
    "FormInstalment",
    "FormLayout",
    "PrescriptionForm",
    "Quantity",
    "form_layout",
    "print_forms",
]
