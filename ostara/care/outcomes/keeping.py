"""Between answers as a form gives them and rows as the record keeps them: one way there, one way back."""

from collections.abc import Iterator, Mapping
from typing import Any

from ostara.care.outcomes.models import Top, TopDays
from ostara.ndtms.top import Answer, Answers, Asks, Days, TopItem, Untold, top_items
from ostara.ndtms.top.items import WEEKS


def columns(answers: Answers) -> dict[str, Any]:
    """The columns of a profile: a value for each item, none where there is no answer."""
    kept: dict[str, Any] = {item: _value(answers.get(item)) for item in top_items()}
    kept["not_answered"] = [item for item in top_items() if answers.get(item) is Untold.NOT_ANSWERED]
    return kept


def grid(top: Top, answers: Answers) -> list[TopDays]:
    """The rows beside a profile, not saved yet: one for each item with a week or an amount."""
    return list(_grid(top, answers))


def answers_of(top: Top) -> dict[str, Answer]:
    """The answers that a profile keeps. Its grid is read once: prefetch it for a list."""
    rows = {row.item: row for row in top.grid.all()}
    kept = ((item.item, _answer(item, top, rows.get(item.item))) for item in top_items().values())
    return {name: answer for name, answer in kept if answer is not None}


def shared_equipment(top: Top) -> bool | None:
    """Whether anything for injecting was shared: yes, no, or none where that is not known."""
    if top.injecting_days == 0 and top.shared_needle is None and top.shared_other is None:
        return False  # as the form says: without injecting nobody is asked
    return _any(top.shared_needle, top.shared_other)


def other_theft(top: Top) -> bool | None:
    """Whether there was theft other than from shops, or fraud: yes, no, or none where that is not known."""
    return _any(top.vehicle_theft, top.property_theft, top.fraud)


def by_number(answers: Mapping[str, int]) -> dict[int, int]:
    """Answers to a scale as JSON kept them, by the number of their item."""
    return {int(number): answer for number, answer in answers.items()}


def _any(*parts: bool | None) -> bool | None:
    if True in parts:
        return True
    return None if None in parts else False


def _value(answer: Answer | None) -> int | bool | None:
    if answer is None or isinstance(answer, Untold):
        return None
    return answer.days if isinstance(answer, Days) else answer


def _grid(top: Top, answers: Answers) -> Iterator[TopDays]:
    for item, answer in answers.items():
        if isinstance(answer, Days) and (answer.amount is not None or any(week is not None for week in answer.weeks)):
            weeks = {f"week_{number}": week for number, week in enumerate(answer.weeks, start=1)}
            yield TopDays(
                top=top,
                person_id=top.person_id,
                item=item,
                amount=answer.amount,
                recorded_by_id=top.recorded_by_id,
                recorded_at=top.recorded_at,
                **weeks,
            )


def _answer(item: TopItem, top: Top, row: TopDays | None) -> Answer | None:
    if item.item in top.not_answered:
        return Untold.NOT_ANSWERED
    value: int | bool | None = getattr(top, item.item)
    if item.asks is not Asks.DAYS:
        return value
    if value is None and row is None:
        return None
    return Days(weeks=row.weeks if row else (None,) * WEEKS, total=value, amount=row.amount if row else None)
