"""Fields that only people need: a choice that may stay open, a picture."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ostara.care.people.choices import Answer, Choices
from ostara.care.people.photos import MOST_MIB, NotAPhoto, small_jpeg, too_large

NOT_ASKED = ("", "Not asked yet")


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
