"""The forms of tests and health. Those of health are made from the columns of their model (`health_form`)."""

from ostara.care.asking.fields import Words
from ostara.care.asking.forms import Form


class Why(Form):
    """The reason, where something recorded is put right or taken back."""

    why = Words(label="Why?", help_text="This is kept with the history. Both versions stay readable.", rows=2)
