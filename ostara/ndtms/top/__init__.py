"""The Treatment Outcomes Profile, for forms: its items, what their answers mean, and what is wrong with them.

An item names the column of the record that it fills and, where data set K has one, the header under which it is sent;
what it may hold is then what the registry says of that header. Several items may fill one header: any yes is a yes.
"""

from ostara.ndtms.top.answers import Answer, Answers, Days, Untold, fitting_total, reported
from ostara.ndtms.top.change import (
    ABSTINENT,
    CLASSES,
    DETERIORATED,
    IMPROVED,
    UNCHANGED,
    WITHHELD,
    Change,
    change,
    threshold_name,
)
from ostara.ndtms.top.checks import Flaw, flaws, national_flaws, unanswered
from ostara.ndtms.top.items import SECTIONS, Asks, TopItem, Weekly, top_items

__all__ = [
    "ABSTINENT",
    "CLASSES",
    "DETERIORATED",
    "IMPROVED",
    "SECTIONS",
    "UNCHANGED",
    "WITHHELD",
    "Answer",
    "Answers",
    "Asks",
    "Change",
    "Days",
    "Flaw",
    "TopItem",
    "Untold",
    "Weekly",
    "change",
    "fitting_total",
    "flaws",
    "national_flaws",
    "reported",
    "threshold_name",
    "top_items",
    "unanswered",
]
