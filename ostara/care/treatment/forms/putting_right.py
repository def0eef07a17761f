"""Forms that put right what was recorded: filled in with what stands, and never saved without a reason."""

from typing import Any, ClassVar

from django import forms

from ostara.care.asking.fields import Words
from ostara.care.asking.forms import Form
from ostara.care.rows.models import HistoryRow
from ostara.care.treatment.actions.correcting import codes_of
from ostara.care.treatment.forms.moving import KeyworkerForm, PathwayForm
from ostara.care.treatment.forms.planning import ReviewForm
from ostara.care.treatment.forms.referring import a_day
from ostara.care.treatment.models import Step


class PutRightForm(Form):
    """What every one of them asks.

    Args (beside those of `Form`):
        row: what stands; the form sends its key back, so that whoever saves after somebody else is told.
    """

    stands_as: ClassVar[dict[str, str]] = {}  # field → column of the row
    take_back = forms.BooleanField(label="This never happened: take it back", required=False)
    why = Words(label="Why is it put right?", rows=2)
    seen = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, row: HistoryRow, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {name: getattr(row, column) for name, column in self.stands_as.items()} | {"seen": row.pk}
        self.order_fields([*self.stands_as, "take_back", "why"])


class StepForm(PutRightForm):
    """A step put right."""

    stands_as: ClassVar = {"on": "on", "code": "code", "words": "words"}
    on = a_day("Day")
    code = forms.ChoiceField(label="Reason or source", required=False)
    words = Words(label="In words", required=False)

    def __init__(self, *args: Any, row: Step, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        codes = codes_of(row)
        if codes:
            self.fields["code"].choices = [("", "Not said"), *codes]  # type: ignore[attr-defined] # it is a choice
        else:
            del self.fields["code"]


class PathwayRowForm(PutRightForm, PathwayForm):
    """A pathway put right."""

    stands_as: ClassVar = {"way": "kind", "on": "from_on", "words": "words"}


class KeyworkerRowForm(PutRightForm, KeyworkerForm):
    """Who the keyworker was, put right."""

    stands_as: ClassVar = {"keyworker": "user_id", "on": "from_on", "words": "words"}


class ReviewRowForm(PutRightForm, ReviewForm):
    """A review of the plan put right."""

    stands_as: ClassVar = {name: name for name in ("on", "present", "person_says", "keyworker_says", "next_review_on")}
