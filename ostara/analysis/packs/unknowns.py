"""What a pack does not know, gathered in one finding: missing files, missing answers, missing thresholds."""

from collections.abc import Iterator

from ostara.analysis.packs.needs import NeedsPack
from ostara.analysis.packs.phrases import PHRASES
from ostara.analysis.packs.progress_told import good_enough, incomplete
from ostara.analysis.packs.told import Place
from ostara.drawing.blocks import Bullets, Finding, Level
from ostara.drawing.words import percent, plural

MUCH = 0.2  # share of people without an answer from which it is said first


def not_known(pack: NeedsPack) -> Finding:
    """The finding; there is always something that figures of people in treatment cannot tell."""
    lines = tuple(_lines(pack))
    return Finding(
        Level.UNKNOWN,
        f"What these figures cannot tell: {plural(len(lines), 'thing', 'things')} to know before using them",
        (Bullets(lines),),
    )


def _lines(pack: NeedsPack) -> Iterator[str]:
    if not pack.needs:
        why = "the file of estimates does not name this area" if pack.estimates_given else "no estimate was given"
        yield f"How many people here need treatment and are not in it: {why}."
    if not good_enough(pack.figures["showing_progress"]):
        yield incomplete(pack.figures["showing_progress"])
    for name in PHRASES:
        told = pack.figures[name].told(Place.HERE)
        known, unknown = told.share.denominator, told.unknown
        if name == "showing_progress" or not known or not unknown:
            continue
        if unknown / (known + unknown) >= MUCH:
            yield f"{pack.figures[name].measure.title}: not known of {percent(unknown / (known + unknown))}."
    yield (
        "People who use drugs or drink and do not come, deaths after leaving, and what becomes of people who move away "
        "are not seen in these records."
    )
