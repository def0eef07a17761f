"""Whatever changes what is known of people: each atomic, in the audit, and done once however often it is sent."""

from ostara.care.people.actions.details import (
    answer_consent,
    decide_keeping,
    keep_children,
    keep_contact,
    keep_particulars,
    keep_photo,
    keep_relation,
    raise_flag,
    take_back,
    update_flag,
)
from ostara.care.people.actions.joining import merge, unmerge
from ostara.care.people.actions.registering import LooksAlike, register

__all__ = [
    "LooksAlike",
    "answer_consent",
    "decide_keeping",
    "keep_children",
    "keep_contact",
    "keep_particulars",
    "keep_photo",
    "keep_relation",
    "merge",
    "raise_flag",
    "register",
    "take_back",
    "unmerge",
    "update_flag",
]
