"""How a pack says a figure: the count, the share, how sure, and whether it differs by more than chance."""

from ostara.analysis.measures.answer import Share
from ostara.analysis.packs.told import Told
from ostara.drawing.words import UNKNOWN, WITHHELD, number, percent
from ostara.knowledge.parameters import parameter

SMALL = 0.1  # shares below a tenth, or above nine tenths, are said with one decimal
PER = 1000


def share_said(value: float | None) -> str:
    """A share: `43%`, and near none or all `4.3%`."""
    return percent(value, 0 if value is None or value in (0, 1) else _digits(value))


def _digits(value: float) -> int:
    return 1 if min(value, 1 - value) < SMALL else 0


def said(told: Told, *, unit: str = "") -> str:
    """`28 of 50 people (56%)`, a count, or why there is no number."""
    part = told.share
    unit = f" {unit}" if unit else ""
    if told.withheld:
        return "too few to show"
    if part.denominator is None:
        return f"{number(part.numerator)}{unit}"
    if part.denominator == 0:
        return f"none of none{unit and f' ({unit.strip()})'}"
    return f"{number(part.numerator)} of {number(part.denominator)}{unit} ({share_said(part.value)})"


def sure(part: Share) -> str:
    """`plausibly 42% to 69%`, or nothing where there is no interval."""
    if part.low is None or part.high is None:
        return ""
    return f"plausibly {_ends(part)}"


def cell(part: Share) -> str:
    """A share in a table, or why there is none."""
    if part.value is not None:
        return share_said(part.value) if part.denominator is not None else number(part.value)
    return WITHHELD if part.denominator != 0 else UNKNOWN


def between(part: Share) -> str:
    """The interval of a share in a table."""
    if part.value is None:
        return cell(part)
    return _ends(part)


def _ends(part: Share) -> str:
    digits = 0 if part.value is None else _digits(part.value)
    return f"{percent(part.low, digits)} to {percent(part.high, digits)}"


def counted(part: Share) -> str:
    """`28 of 50` in a table."""
    if part.numerator is None:
        return WITHHELD
    if part.denominator is None:
        return number(part.numerator)
    return f"{number(part.numerator)} of {number(part.denominator)}"


def count_said(count: int | None) -> str:
    """A count in a table, or that it is withheld."""
    return WITHHELD if count is None else number(count)


def per_thousand(part: Share) -> str:
    """`560 per 1,000 (423 to 688)`, or nothing where there is no share."""
    if part.value is None or part.low is None or part.high is None:
        return ""
    value, low, high = (_thousand(one, part.value) for one in (part.value, part.low, part.high))
    return f"{value} per {number(PER)} ({low} to {high})"


def _thousand(share: float, value: float) -> str:
    return number(share * PER, 1 if value < SMALL else 0)


def first_small(words: str) -> str:
    """The words as they go on within a sentence."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def first_capital(words: str) -> str:
    """The words as they begin a sentence."""
    return words[:1].upper() + words[1:]


def of_person(words: str) -> str:
    """National words for people, in ours."""
    return words.replace("the client", "the person")


def resting(names: tuple[str, ...]) -> str:
    """The unverified numbers behind a figure: `journey gap 21 days`, in short, as each is explained at the end."""
    return "; ".join(f"{short_name(name)} {_value(name)}" for name in names)


def short_name(name: str) -> str:
    """The name of a parameter without where it is kept and its unit."""
    words = name.rsplit(".", maxsplit=1)[-1]
    unit = parameter(name).unit.split()[-1] if parameter(name).unit else ""
    return words.removesuffix(f"_{unit}").replace("_", " ")


def _value(name: str) -> str:
    one = parameter(name)
    return f"{one.value} {one.unit}"
