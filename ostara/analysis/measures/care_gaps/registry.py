"""Every gap in care, in the order of the reference."""

from ostara.analysis.measures.care_gaps.dangers import NO_ECG, NO_NALOXONE, SEDATIVE
from ostara.analysis.measures.care_gaps.doses import FORCED, LOW_WITH_NEED
from ostara.analysis.measures.care_gaps.endings import AFTERCARE, BACK_SOON
from ostara.analysis.measures.care_gaps.supervision import LATE_RESPONSE, LONG_WATCHED, NEVER_WATCHED
from ostara.analysis.measures.care_gaps.support import NO_KEYWORK, NO_MUTUAL_AID, PLAN_REVIEW
from ostara.analysis.measures.care_gaps.testing import OVERDUE, USE_UNTESTED
from ostara.analysis.measures.care_gaps.viruses import NO_HCV_TEST, NOT_REFERRED, VACCINE

CARE_GAPS = {
    gap.id: gap
    for gap in (
        LOW_WITH_NEED,
        USE_UNTESTED,
        OVERDUE,
        NEVER_WATCHED,
        LONG_WATCHED,
        NO_KEYWORK,
        NO_MUTUAL_AID,
        NO_HCV_TEST,
        NOT_REFERRED,
        NO_NALOXONE,
        FORCED,
        BACK_SOON,
        PLAN_REVIEW,
        NO_ECG,
        VACCINE,
        SEDATIVE,
        LATE_RESPONSE,
        AFTERCARE,
    )
}
