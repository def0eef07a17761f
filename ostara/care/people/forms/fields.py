"""Fields that only people need: a choice that may stay open, a postcode, a picture."""

import re
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ostara.care.people.choices import Answer, Choices
from ostara.care.people.photos import MOST_MIB, NotAPhoto, small_jpeg, too_large

NOT_ASKED = ("", "Not asked yet")
_POSTCODE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})")


def choice(
    label: str, choices: Choices | Callable[[], Choices], *, unasked: tuple[str, str] = NOT_ASKED, **kwargs: Any
) -> forms.ChoiceField:
    """Returns a list to choose from; *not asked yet* stands first."""
    listed = choices() if callable(choices) else choices
    return forms.ChoiceField(label=label, choices=[unasked, *listed], required=False, **kwargs)


def yes_no(label: str, **kwargs: Any) -> forms.ChoiceField:
    """Returns yes, no, or not asked yet, side by side."""
    return choice(label, list(Answer.choices), widget=forms.RadioSelect, **kwargs)


def line(label: str, longest: int, **kwargs: Any) -> forms.CharField:
    """Returns a line of text that may stay empty."""
    return forms.CharField(label=label, max_length=longest, required=False, **kwargs)


class PostcodeField(forms.CharField):
    """A postcode of the United Kingdom, however it is spaced. Cleans to `M1 1AA`."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Postcode")
        kwargs.setdefault("widget", forms.TextInput(attrs={"class": "nhsuk-input--width-10"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        """Reads the postcode.

        Raises:
            ValidationError: it is not of the form of one.
        """
        written = "".join((super().to_python(value) or "").upper().split())
        found = _POSTCODE.fullmatch(written)
        if written and not found:
            raise ValidationError("This is not a full postcode, such as M1 1AA.", code="invalid")
        return f"{found[1]} {found[2]}" if found else ""


class PhotoField(forms.FileField):
    """A picture. Cleans to the bytes of a small JPEG (`photos.small_jpeg`)."""

    widget = forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"})

    def to_python(self, data: Any) -> Any:
        """Reads and shrinks the picture.

        Raises:
            ValidationError: it is too large, or no picture.
        """
        sent = super().to_python(data)
        if sent is None:
            return None
        if sent.size > MOST_MIB * 1024 * 1024:
            raise ValidationError(too_large(), code="too_large")
        try:
            return small_jpeg(sent.read())
        except NotAPhoto as wrong:
            raise ValidationError(str(wrong), code="not_a_photo") from None
