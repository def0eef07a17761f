"""Why episodes end: the national code that was recorded, old ones in early years, and our word for it."""

from collections.abc import Mapping

import numpy as np

from ostara.exchange.made_up.arrays import Array
from ostara.exchange.made_up_nation.calendar import OLD_CODES_DAYS
from ostara.exchange.made_up_nation.chance import part
from ostara.exchange.made_up_nation.endings import Reason
from ostara.exchange.made_up_nation.substances import HAS_ALCOHOL, HAS_OPIATE_OR_CRACK
from ostara.ndtms.lists import national_list

DRUG_FREE, ALCOHOL_FREE, OCCASIONAL = "80", "81", "82"
MOVED_AWAY, REFERRED, OLD_NOT_KNOWN = "7", "5", "11"
_CURRENT = {
    Reason.COMPLETED: DRUG_FREE,
    Reason.DROPPED_OUT: "85",
    Reason.TRANSFERRED: "83",
    Reason.TRANSFERRED_IN_CUSTODY: "84",
    Reason.WITHDRAWN: "86",
    Reason.PRISON: "87",
    Reason.DECLINED: "88",
    # The current list has no code for these two: they end as transfers.
    Reason.MOVED: "83",
    Reason.REFERRED_ON: "83",
    Reason.DIED: "89",
}
# What stood for a current code before; eight of each, so that three bits choose.
_OLD: Mapping[str, tuple[str, ...]] = {
    DRUG_FREE: ("90", "15", "16", "17", "18", "19", "20", "21"),
    ALCOHOL_FREE: ("92", "92", "92", "92", "15", "16", "20", "21"),
    OCCASIONAL: ("91", "22", "23", "24", "25", "26", "27", "28"),
    "83": ("93", "94", "95", "96", "97", "93", "94", "95"),
}
CODES = (
    *dict.fromkeys((*_CURRENT.values(), ALCOHOL_FREE, OCCASIONAL, MOVED_AWAY, REFERRED, OLD_NOT_KNOWN)),
    *sorted({code for old in _OLD.values() for code in old}),
)
NO_CODE = len(CODES)  # a discharge without a reason
_OURS = [*(national_list("discharge_reason")[code].more["ours"] for code in CODES), "unknown"]
END_REASONS = tuple(sorted(set(_OURS)))
END_REASON_OF = np.array([END_REASONS.index(word) for word in _OURS])
_CODE_OF_REASON = np.array([CODES.index(_CURRENT[reason]) if reason in _CURRENT else NO_CODE for reason in Reason])
_OLD_OF = np.array([[CODES.index(old) for old in _OLD.get(code, (code,) * 8)] for code in CODES] + [[NO_CODE] * 8])
_OLD_OF_REASON = {Reason.MOVED: MOVED_AWAY, Reason.REFERRED_ON: REFERRED, Reason.NOT_KNOWN: OLD_NOT_KNOWN}


def codes(reason: Array, pattern: Array, end: Array, bits: Array) -> Array:
    """The place among CODES of what was recorded at each end."""
    which = part(bits, 0, 10)
    code = _CODE_OF_REASON[reason]
    completed = reason == Reason.COMPLETED
    alcohol = completed & HAS_ALCOHOL[pattern] & (which < np.where(HAS_OPIATE_OR_CRACK[pattern], 200, 620))
    code = np.where(alcohol, CODES.index(ALCOHOL_FREE), code)
    now_and_then = completed & ~HAS_OPIATE_OR_CRACK[pattern] & (which > 760)
    code = np.where(now_and_then, CODES.index(OCCASIONAL), code)
    # Old codes fade away over the years in which they are used.
    old = part(bits, 16, 12) < (1 - (end - OLD_CODES_DAYS[0]) / np.diff(OLD_CODES_DAYS)) * 2800
    for gone, its_code in _OLD_OF_REASON.items():
        code = np.where(old & (reason == gone), CODES.index(its_code), code)
    result: Array = np.where(old, _OLD_OF[code, part(bits, 10, 3)], code)
    return result
