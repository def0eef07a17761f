"""Whether the progress measure may be shown: only where the progress of enough people can be told (ndtms-s8)."""

from ostara.analysis.packs.told import Measured, Place
from ostara.drawing.words import number, percent
from ostara.knowledge.parameters import parameter


def told_of(progress: Measured, place: Place = Place.HERE) -> float | None:
    """The share of people whose progress can be told; None where that is withheld, or there is nobody."""
    one = progress.told(place)
    known, unknown = one.share.denominator, one.unknown
    if known is None or unknown is None or known + unknown == 0:
        return None
    return known / (known + unknown)


def good_enough(progress: Measured) -> bool:
    """Whether enough of it can be told here and where it is compared with."""
    least = parameter("national.progress_classified_percent").whole / 100
    beside = Place.SIMILAR if Place.SIMILAR in progress.by else Place.NATION
    return all((told_of(progress, place) or 0) >= least for place in (Place.HERE, beside))


def incomplete(progress: Measured) -> str:
    """Why the measure is not shown."""
    least = parameter("national.progress_classified_percent").whole
    here = told_of(progress)
    beside = Place.SIMILAR if Place.SIMILAR in progress.by else Place.NATION
    there = told_of(progress, beside)
    said = "similar areas" if beside is Place.SIMILAR else "the nation"
    among = (
        "a share of people here that is withheld or not known" if here is None else f"{percent(here)} of people here"
    )
    return (
        f"Progress can be told of {among} and of {percent(there)} in {said}; "
        f"below {number(least)}% the figure is not good enough, and is not shown. The classes under Outcomes say why."
    )
