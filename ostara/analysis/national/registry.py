"""Every national measure, in the order in which a commissioner should meet them."""

from collections.abc import Mapping
from types import MappingProxyType

from ostara.analysis.national.change import CHANGES, HEROIN_STOPPED
from ostara.analysis.national.continuity import CONTINUITY
from ostara.analysis.national.exits import COMPLETED_OF_EXITS, COMPLETED_OF_TREATED, DIED_IN_TREATMENT, HOW_LEFT
from ostara.analysis.national.measure import NationalMeasure
from ostara.analysis.national.progress import PROGRESS, SHOWING_PROGRESS
from ostara.analysis.national.retention import EARLY_EXIT, EFFECTIVE
from ostara.analysis.national.returns import COMPLETED_AND_STAYED, REPRESENTED
from ostara.analysis.national.treated import IN_TREATMENT, NEW_PRESENTATIONS
from ostara.analysis.national.waits import NEVER_STARTED, WAITED_IN_TIME
from ostara.knowledge.refusal import RefusalError

NATIONAL: Mapping[str, NationalMeasure] = MappingProxyType(
    {
        measure.name: measure
        for measure in (
            IN_TREATMENT,
            NEW_PRESENTATIONS,
            WAITED_IN_TIME,
            NEVER_STARTED,
            EFFECTIVE,
            EARLY_EXIT,
            COMPLETED_OF_TREATED,
            COMPLETED_OF_EXITS,
            COMPLETED_AND_STAYED,
            REPRESENTED,
            DIED_IN_TREATMENT,
            HOW_LEFT,
            SHOWING_PROGRESS,
            PROGRESS,
            HEROIN_STOPPED,
            *CHANGES,
            CONTINUITY,
        )
    }
)


def national_measure(name: str) -> NationalMeasure:
    """The measure of this name. Raises RefusalError that lists the names."""
    if name not in NATIONAL:
        raise RefusalError(f"measure {name}", f"there is none of that name; there are {', '.join(NATIONAL)}")
    return NATIONAL[name]
