"""The form of a cut: choices from lists of ours and of the store, and the small grammar for what lists cannot say."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms

from ostara.analysis.national.registry import NATIONAL
from ostara.analysis.view.dimensions import DIMENSIONS, Dimension, Kind
from ostara.analysis.view.periods import FORMS, Split
from ostara.analysis.view.where_reading import LONGEST
from ostara.knowledge.refusal import RefusalError
from ostara.web.numbers.cuts import FIRST, LAST, NOT_RECORDED, Cut, chosen_of, where_of
from ostara.web.numbers.days import usual_periods
from ostara.web.numbers.held import Held

OLDEST = 120
NUMBERED = {"deprivation": 10, "deprivation_fifth": 5}
ONLY = "only_"
CUTS = ("by_1", "by_2", "by_3")
SPLIT_MARK = "|"
# Where the words of a refusal stand on the command line, and where in the form.
FIELDS = {"--where": "where", "--by": "by_1", "--period": "other_period", "measure": "measure", "dimension": "by_1"}
SPOKEN = {"--where": "the limits", "--by": "what it is cut by", "--period": "the days"}

Choices = list[tuple[str, str]]


class CutForm(forms.Form):
    """What to count, cut by what, when and of whom. A published one offers only what may be published."""

    def __init__(self, *args: Any, held: Held, published: bool, names: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.published = published
        self._add("measure", "What to count", [(one.name, one.title) for one in NATIONAL.values()], required=True)
        cuts = [("", "nothing more"), *((each.name, label(each)) for each in offered(published))]
        for name, words in zip(CUTS, ("Cut by", "and by", "and by"), strict=True):
            if name != CUTS[-1] or not published:
                self._add(name, words, cuts)
        self._add("period", "When", _periods(held, published))
        if not published:
            self._add_other_days()
        for each in offered(published):
            if values := list(_values(each, held, names)):
                also = [] if published else [(NOT_RECORDED, "not recorded")]
                self._add(ONLY + each.name, label(each), [("", "everybody"), *values, *also])
        if not published:
            self._add_free_limits()

    def _add(self, name: str, words: str, choices: Choices, *, required: bool = False) -> None:
        self.fields[name] = forms.ChoiceField(label=words, choices=choices, required=required)

    def _add_other_days(self) -> None:
        self.fields["other_period"] = forms.CharField(
            label="Other days", required=False, max_length=80, help_text=f"For example {FORMS}."
        )
        self._add("split", "Split other days", [("", "not split"), *((one, f"by {one}") for one in Split)])

    def _add_free_limits(self) -> None:
        for name, words in ((FIRST, "Age from"), (LAST, "Age to")):
            self.fields[name] = forms.IntegerField(label=words, required=False, min_value=0, max_value=OLDEST)
        self.fields["where"] = forms.CharField(
            label="More limits, in words",
            required=False,
            max_length=LONGEST,
            help_text="For example: deprivation <= 3 or (sex = female and injecting is recorded)",
        )

    @property
    def listed(self) -> list[str]:
        """Returns the names of the fields that limit whom."""
        return [name for name in self.fields if name.startswith(ONLY) or name in (FIRST, LAST)]

    @property
    def limits_anyone(self) -> bool:
        """Returns whether the form limits whom, so that its limits are shown."""
        return any(self[name].value() or self[name].errors for name in (*self.listed, "where") if name in self.fields)

    def cut(self) -> Cut:
        """Returns what was asked for.

        Raises:
            RefusalError: the limits in words are not understood.
        """
        said = self.cleaned_data
        period, split = said.get("other_period", ""), said.get("split", "")
        if not period:
            period, _, split = said["period"].partition(SPLIT_MARK)
        by = [split, *dict.fromkeys(said.get(name, "") for name in CUTS)]
        chosen = {name.removeprefix(ONLY): said.get(name) for name in self.listed}
        where = where_of(chosen, said.get("where", ""))
        return Cut(said["measure"], ",".join(name for name in by if name), period, where)

    def refused(self, refusal: RefusalError) -> None:
        """Puts a refusal at its field, in the words of the form."""
        place = next((field for words, field in FIELDS.items() if refusal.place.startswith(words)), "")
        column = refusal.place.partition("column ")[2]
        said = (
            f"At character {column}: {refusal.reason}"
            if column
            else f"{refusal.reason[:1].upper()}{refusal.reason[1:]}"
        )
        for words, spoken in SPOKEN.items():
            said = said.replace(words, spoken)
        self.add_error(place if place in self.fields else None, said + ".")


def initial_of(cut: Cut, held: Held, *, published: bool) -> dict[str, str]:
    """Returns what the form shows for a cut. Raises RefusalError for limits that are not understood."""
    names = [name.strip() for name in cut.by.split(",") if name.strip()]
    split = next((name for name in names if name in set(Split)), "")
    dimensions = [name for name in names if name != split]
    lists = [each.name for each in offered(published) if each.kind is not Kind.NUMBER or each.name in NUMBERED]
    chosen, rest = chosen_of(cut.where, [*lists, *(() if published else (FIRST, LAST))])
    usual = f"{cut.period}{SPLIT_MARK}{split}"
    other = not any(usual == value for value, _ in _periods(held, published))
    return {
        "measure": cut.measure,
        **dict(zip(CUTS, dimensions, strict=False)),
        "period": usual,
        "other_period": cut.period if other else "",
        "split": split if other else "",
        "where": rest,
        **{name if name in (FIRST, LAST) else ONLY + name: value for name, value in chosen.items()},
    }


def offered(published: bool) -> Iterator[Dimension]:
    """Yields what may be chosen to cut by and to limit to."""
    return (each for each in DIMENSIONS.values() if each.published or not published)


def label(each: Dimension) -> str:
    """Returns the words of a dimension in a list, where two of one title stand apart."""
    return {"age": "Age in years", "age_band": "Age in bands"}.get(each.name, each.title)


def _periods(held: Held, published: bool) -> Choices:
    usual = usual_periods(held.until, published=published)
    return [(f"{days}{SPLIT_MARK}{split}", words) for days, split, words in usual]


def _values(each: Dimension, held: Held, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if each.kind is Kind.OPEN:
        yield from ((value, names.get(value, value)) for value in held.words_of(each.name))
    elif each.kind is Kind.NUMBER:
        yield from ((str(number), str(number)) for number in range(1, NUMBERED.get(each.name, 0) + 1))
    else:
        yield from each.words.items()
