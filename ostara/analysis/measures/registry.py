"""Every measure of the quality report, in the order in which a manager should read them: what is unsafe first."""

from ostara.analysis.measures.attendance import ATTENDANCE
from ostara.analysis.measures.counts import COUNTS
from ostara.analysis.measures.gaps import GAPS_3, GAPS_5, RESTARTS
from ostara.analysis.measures.maximum_dose import MAXIMUM_DOSE
from ostara.analysis.measures.retention import RETAINED
from ostara.analysis.measures.starting import FIRST_DOSE, FIRST_WEEK, SINGLE_RISE
from ostara.analysis.measures.testing import POSITIVE
from ostara.analysis.measures.use_on_top import LOW_DOSE, UNTESTED

QUALITY = (
    RESTARTS,
    GAPS_5,
    GAPS_3,
    FIRST_DOSE,
    FIRST_WEEK,
    SINGLE_RISE,
    LOW_DOSE,
    UNTESTED,
    RETAINED,
    MAXIMUM_DOSE,
    POSITIVE,
    ATTENDANCE,
    *COUNTS,
)
