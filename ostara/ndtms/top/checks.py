"""What is wrong with answers to the Treatment Outcomes Profile: what cannot be is refused, what is missing is told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ostara.ndtms.checking import check_row
from ostara.ndtms.data_set import data_set
from ostara.ndtms.rule import Severity
from ostara.ndtms.top.answers import Answer, Answers, Days, asked_as, fitting_total
from ostara.ndtms.top.items import DAYS_A_WEEK, WEEKS, Asks, TopItem, top_items


@dataclass(frozen=True)
class Flaw:
    """Something wrong with an item. What `refuses` cannot be kept as it is; the rest is told beside it.

    `unverified` says that the check rests on something that was not checked itself.
    """

    item: str
    says: str
    refuses: bool
    unverified: bool = False


def flaws(answers: Answers, *, named: str = "") -> Iterator[Flaw]:
    """Everything wrong with the answers, in the order of the form. `named` is the other problem substance by name."""
    items = top_items()
    for name in answers.keys() - items.keys():
        yield Flaw(name, "there is no such item", refuses=True)
    for item in items.values():
        if item.item in answers:
            yield from _of_item(item, answers[item.item])
    other = answers.get("other_drug_days")
    if isinstance(other, Days) and (other.days or 0) > 0 and not named.strip():
        yield Flaw("other_drug_days", "the other substance is not named", refuses=False)


def unanswered(answers: Answers, *, known_in: frozenset[str] = frozenset({"K"})) -> tuple[TopItem, ...]:
    """The items of these versions that were not asked yet: neither an answer nor NA. No sharing without injecting."""
    injecting = answers.get("injecting_days")
    none = isinstance(injecting, Days) and injecting.days == 0
    return tuple(
        item
        for item in top_items().values()
        if item.known_from in known_in and item.item not in answers and not (none and item.header == "SHARING")
    )


def national_flaws(texts: Mapping[str, str], *, on: date, **episode: str) -> Iterator[Flaw]:
    """What the checks of data set K say of a profile as it would be sent, by the first item of the header.

    `episode` holds the fields of its episode that the checks look at, such as TRIAGED and DISD. `on` is the day of the
    check.
    """
    k = data_set("K")
    for finding in check_row(k, {**texts, **episode}, on=on):
        rule = finding.rule
        if k.field(rule.column).section == "TOP":
            item = next((one.item for one in top_items().values() if one.header == rule.column), rule.column)
            doubtful = rule.severity is not Severity.REJECT
            yield Flaw(item, rule.message, refuses=not doubtful, unverified=rule.standing == "unverified")


def _of_item(item: TopItem, answer: Answer) -> Iterator[Flaw]:
    if not asked_as(item, answer):
        yield Flaw(item.item, f"is not an answer in {item.asks.replace('_', ' or ')}", refuses=True)
    elif isinstance(answer, Days):
        yield from _of_days(item, answer)
    elif item.asks is Asks.RATING and not isinstance(answer, str) and not item.low <= answer <= item.high:
        yield Flaw(item.item, f"is not between {item.low} and {item.high}", refuses=True)


def _of_days(item: TopItem, answer: Days) -> Iterator[Flaw]:
    def refused(says: str) -> Flaw:
        return Flaw(item.item, says, refuses=True)

    weeks, total = answer.weeks, answer.total
    if len(weeks) != WEEKS:
        yield refused(f"does not hold {WEEKS} weeks")
    elif any(week is not None and not 0 <= week <= DAYS_A_WEEK for week in weeks):
        yield refused(f"a week is not between 0 and {DAYS_A_WEEK}")
    elif total is not None and not item.low <= total <= item.high:
        yield refused(f"the total is not between {item.low} and {item.high}")
    elif total is not None and not fitting_total(weeks, total):
        yield refused("the weeks do not add up to the total")
    else:
        yield from _of_amount(item, answer)


def _of_amount(item: TopItem, answer: Days) -> Iterator[Flaw]:
    amount, days = answer.amount, answer.days
    if amount is not None and item.amount is None:
        yield Flaw(item.item, "no amount is asked for", refuses=True)
    elif amount is not None and (not amount.is_finite() or amount < 0):
        yield Flaw(item.item, f"the amount ({item.amount}) is not a number from 0", refuses=True)
    elif amount and days == 0:
        yield Flaw(item.item, "an amount, but no day", refuses=True)
    elif days and item.amount and not amount:
        yield Flaw(item.item, f"the amount ({item.amount}) is not said", refuses=False)
    if days is None and any(week is not None for week in answer.weeks):
        yield Flaw(item.item, "a week is not known, so neither is the number of days", refuses=False)
