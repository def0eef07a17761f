"""One stock at one place: its last count, and whether a difference was reported. Of no person."""

from datetime import date

from ostara.care.facts.gathering.about import Said
from ostara.care.medication.models import Stock, StockCount
from ostara.care.rows.days import london_day
from ostara.care.tasks.models import TaskDone
from ostara.guidance.facts import Facts, facts_from


def stock_facts(stock: Stock, *, on: date) -> Facts:
    """Returns what is known of a stock on a day at which nobody counts or destroys anything. Two queries.

    A supply writes its line of the register in its own transaction, so nothing that was given is ever not entered.
    That a difference was reported is recorded by the task that asks for it (CD-13.3).
    """
    said: Said = {"not_entered": False, "counting": False, "destroying": False, "returned": False, **_count(stock, on)}
    return facts_from({f"stock.{name}": value for name, value in said.items() if value is not None})


def _count(stock: Stock, on: date) -> Said:
    counts = StockCount.objects.filter(line__stock=stock, line__on__lte=on).select_related("line")
    last = counts.order_by("-line__number").first()
    if last is None:
        return {"differs": False}
    differs = last.counted != last.expected
    ends = TaskDone.objects.filter(task__marker=f"CD-13.3 {stock.pk}", outcome=TaskDone.Outcome.DONE)
    reported = any(london_day(one.recorded_at) >= last.line.on for one in ends) if differs else False
    return {"days_since_count": (on - last.line.on).days, "differs": differs, "difference_reported": reported}
