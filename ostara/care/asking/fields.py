"""Fields that forgive how something is written, and say plainly what is wrong with it."""

import re
from datetime import date
from enum import Enum
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from stdnum import exceptions as check
from stdnum.gb import nhs

from ostara.care.asking.days import EXAMPLE, NotADay, read_day

LONGEST = 100_000  # characters of a text; some eighty pages
_POSTCODE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})")


class Limit(Enum):
    """A limit that is only known once somebody asks."""

    TODAY = "today"


TODAY = Limit.TODAY


def in_words(day: date) -> str:
    """Returns `3 March 2026`."""
    return f"{day.day} {day:%B %Y}"


class DayField(forms.Field):
    """A day, as people write it. Cleans to a date.

    The form gives it `today` (see `Form`). `not_before` and `not_after` are days, or TODAY; a form may set them later.
    `of_birth` reads a year of two digits as one of the past: elsewhere a slip must not become a day a century ago.
    """

    widget = forms.TextInput(attrs={"class": "nhsuk-input--width-10"})

    def __init__(
        self,
        *,
        not_before: date | Limit | None = None,
        not_after: date | Limit | None = None,
        of_birth: bool = False,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("help_text", f"For example, {EXAMPLE.removeprefix('such as ')}")
        super().__init__(**kwargs)
        self.not_before, self.not_after, self.of_birth = not_before, not_after, of_birth
        self.today: date | None = None

    def prepare_value(self, value: Any) -> Any:
        """Returns what is shown: a day in words, or what was typed."""
        return in_words(value) if isinstance(value, date) else value

    def to_python(self, value: Any) -> date | None:
        """Reads a day.

        Raises:
            ValidationError: it cannot be read, or there is no such day.
        """
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        try:
            return read_day(str(value)[:100], today=self._now(), latest=self._now() if self.of_birth else None)
        except NotADay as wrong:
            raise ValidationError(str(wrong), code="invalid") from None

    def validate(self, value: Any) -> None:
        """Refuses a day outside the limits, naming them."""
        super().validate(value)
        if value is None:
            return
        first, last = self._limit(self.not_before), self._limit(self.not_after)
        if last and value > last:
            told = (
                "It cannot lie in the future." if self.not_after is TODAY else f"It must be {in_words(last)} or before."
            )
            raise ValidationError(f"You wrote {in_words(value)}. {told}", code="too_late")
        if first and value < first:
            told = (
                "It cannot lie in the past." if self.not_before is TODAY else f"It must be {in_words(first)} or after."
            )
            raise ValidationError(f"You wrote {in_words(value)}. {told}", code="too_early")

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Returns whether another day is meant, however it is written."""
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True

    def _now(self) -> date:
        if self.today is None:
            raise TypeError("a form that asks for a day is made with on=")
        return self.today

    def _limit(self, limit: date | Limit | None) -> date | None:
        return self._now() if isinstance(limit, Limit) else limit


class NhsNumberField(forms.CharField):
    """An NHS number, with spaces or without. Cleans to ten digits, the last of which fits the others; or to ''."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "NHS number")
        kwargs.setdefault("help_text", "10 digits, such as 943 476 5919")
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-10"}))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Returns a right number in groups of three, three and four; anything else as it was typed."""
        return nhs.format(value) if isinstance(value, str) and nhs.is_valid(value) else value

    def to_python(self, value: Any) -> str:
        """Reads the number.

        Raises:
            ValidationError: it has not ten digits, or one of them is wrong.
        """
        written = super().to_python(value) or ""
        if written in self.empty_values:
            return ""
        try:
            return str(nhs.validate(written))
        except check.InvalidLength:
            digits = sum(sign.isdigit() for sign in written)
            raise ValidationError(f"An NHS number has 10 digits. This has {digits}.", code="length") from None
        except check.InvalidChecksum:
            raise ValidationError(
                "One digit of this NHS number is wrong: the last does not fit.", code="digit"
            ) from None
        except check.ValidationError:
            raise ValidationError("An NHS number has digits only.", code="digits") from None


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


class Words(forms.CharField):
    """A text in somebody's own words. What is too long is said at the field; nothing is cut off."""

    widget = forms.Textarea

    def __init__(self, *, longest: int = LONGEST, rows: int = 4, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)
        self.longest = longest

    def to_python(self, value: Any) -> str:
        """Reads the text, with one kind of line end."""
        return (super().to_python(value) or "").replace("\r\n", "\n")

    def validate(self, value: Any) -> None:
        """Refuses what is too long, saying by how much."""
        super().validate(value)
        if len(value) > self.longest:
            over = len(value) - self.longest
            raise ValidationError(
                f"This is too long by {over:,} characters: {self.longest:,} fit. Nothing of it has been saved.",
                code="max_length",
            )
