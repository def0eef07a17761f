"""The three to six things to know first: what differs beyond chance, what changed, what is not met, what is not known.

Each is one sentence; under it whom it is about, beside whom and when, how often with how sure, what may lie behind it,
and what it cannot say.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ostara.analysis.measures.answer import Share
from ostara.analysis.packs.needs import NeedsPack
from ostara.analysis.packs.phrases import PHRASES, level_of
from ostara.analysis.packs.progress_told import good_enough
from ostara.analysis.packs.told import Measured, Place
from ostara.analysis.packs.unknowns import not_known
from ostara.analysis.packs.verdict import Verdict, trend, verdict
from ostara.analysis.packs.words import counted, first_small, per_thousand, resting, share_said, sure
from ostara.drawing.blocks import Block, Bullets, Finding, Level, Note, Paragraph
from ostara.drawing.words import number, percent, plural

FEWEST, MOST = 3, 6
MOST_WORSE, MOST_BETTER, MOST_CHANGED = 3, 2, 2
NOT_WHY = "It says that figures differ, not why: this is a description, not a trial."


@dataclass(frozen=True)
class _Candidate:
    """A finding with how far it stands out among those of its kind."""

    measure: str
    weight: float
    finding: Finding


def beside(pack: NeedsPack) -> str:
    """What the area is held against."""
    return "similar areas" if pack.area.similar else "the nation"


def findings(pack: NeedsPack) -> tuple[Finding, ...]:
    """What to know first, the most urgent before the rest."""
    judged = [(told, found) for told in _compared(pack) if (found := verdict(told)) is not None and found.told]
    worse = _first(_apart(pack, judged, sure_of_it=True, better=(False, None)), MOST_WORSE)
    better = _first(_apart(pack, judged, sure_of_it=True, better=(True,)), MOST_BETTER)
    named = {one.measure for one in (*worse, *better)}
    changed = _first((one for one in _changes(pack) if one.measure not in named), MOST_CHANGED)
    last: list[Finding] = [*_unmet(pack), not_known(pack)]
    told = [one.finding for one in (*worse, *changed, *better)][: MOST - len(last)]
    if not worse and not better:
        last = [_nothing_differs(pack, judged), *last]
        told = told[: MOST - len(last)]
    if len(told) + len(last) < FEWEST:
        perhaps = _first(_apart(pack, judged, sure_of_it=False, better=(True, False, None)), FEWEST)
        told += [one.finding for one in perhaps][: FEWEST - len(told) - len(last)]
    told.sort(key=lambda one: list(Level).index(one.level))
    return (*told, *last)


def _compared(pack: NeedsPack) -> Iterator[Measured]:
    """Shares on which the area is compared; progress only where enough of it can be told."""
    for name in PHRASES:
        if name != "showing_progress" or good_enough(pack.figures[name]):
            yield pack.figures[name]


def _first(candidates: Iterator[_Candidate], most: int) -> list[_Candidate]:
    return sorted(candidates, key=lambda one: -one.weight)[:most]


def _apart(
    pack: NeedsPack, judged: list[tuple[Measured, Verdict]], *, sure_of_it: bool, better: tuple[bool | None, ...]
) -> Iterator[_Candidate]:
    for told, found in judged:
        if not (found.differs if sure_of_it else found.may_differ) or found.better not in better:
            continue
        here = told.told(Place.HERE).share
        name = told.measure.name
        held = f"{found.word} than {found.where} ({share_said(found.other)})"
        title = f"{share_said(here.value)} {PHRASES[name]}: {held}"
        level = level_of(name, found.better)
        if not sure_of_it and level is Level.ACT:
            level = Level.WATCH  # what may be chance is no reason to act
        yield _Candidate(name, _weight(here, found.apart), Finding(level, title, tuple(_under(pack, told))))


def _weight(here: Share, apart: float) -> float:
    """How far apart, in widths of the interval: so that a rare thing counts as much as a common one."""
    return abs(apart) / max((here.high or 0) - (here.low or 0), 1e-9)


def _changes(pack: NeedsPack) -> Iterator[_Candidate]:
    for told in _compared(pack):
        found, here = trend(told), told.told(Place.HERE).share
        if found is None or not found.changed or found.apart.value is None:
            continue
        name = told.measure.name
        way = "up" if found.apart.value > 0 else "down"
        side = "" if found.better is None else f", which is {'better' if found.better else 'worse'}"
        then = f"{way} from {share_said(found.before)} in the years before{side}"
        title = f"{share_said(here.value)} {PHRASES[name]}: {then}"
        finding = Finding(level_of(name, found.better), title, tuple(_under(pack, told)))
        yield _Candidate(name, _weight(here, found.apart.value), finding)


def _under(pack: NeedsPack, told: Measured) -> Iterator[Block]:
    """Whom it is about, how often and how sure, who walks in, and what it cannot say."""
    here = told.told(Place.HERE).share
    others = f", beside {plural(len(pack.area.similar), 'similar area', 'similar areas')}" if pack.area.similar else ""
    rate = per_thousand(here)
    yield Paragraph(
        f"{told.measure.population[:1].upper()}{told.measure.population[1:]} ({_when(told)}{others}): "
        f"{counted(here)}, {sure(here)}" + (f"; {rate}." if rate else ".")
    )
    if told.measure.name == "completed_of_treated" and pack.case_mix is not None:
        yield Bullets(pack.case_mix.says[1:3])
    rests = f" Rests on unverified: {resting(told.measure.unverified)}." if told.measure.unverified else ""
    yield Note(NOT_WHY + rests)


def _when(told: Measured) -> str:
    return f"year {told.latest.name}" if told.set_back else told.latest.name


def _nothing_differs(pack: NeedsPack, judged: list[tuple[Measured, Verdict]]) -> Finding:
    perhaps = [told.measure.title for told, found in judged if found.may_differ]
    if not judged:
        none = Paragraph("Too little is known here, or elsewhere, to hold them against each other.")
        return Finding(Level.UNKNOWN, f"No figure can be compared with {beside(pack)}", (none,))
    more = f" Nearest to it: {'; '.join(map(first_small, perhaps))}." if perhaps else ""
    return Finding(
        Level.UNKNOWN,
        f"None of {number(len(judged))} figures is better or worse than in {beside(pack)} by more than chance allows",
        (Paragraph(f"That does not show that they are equal: with few people, real differences stay unseen.{more}"),),
    )


def _unmet(pack: NeedsPack) -> Iterator[Finding]:
    """The largest need that is not met, where the file tells of any; only one, as methods do not mix."""
    told = [(one, one.need) for one in pack.needs if one.need is not None]
    if not told:
        return
    one, need = max(told, key=lambda each: each[0].estimate.people)
    estimate = one.estimate
    words = Paragraph(
        f"Estimated {number(estimate.people)} ({number(estimate.low)} to {number(estimate.high)}) by "
        f"{estimate.method}, {estimate.period}; in treatment {number(one.in_treatment)} in {pack.period.name}. "
        "The interval is that of the estimate."
    )
    if need.share < 0:
        title = f"More people are in treatment than the estimate of {estimate.group} holds"
        yield Finding(Level.UNKNOWN, f"{title} ({percent(need.share)} unmet)", (words,))
        return
    share = f"{percent(need.share)} ({percent(need.low)} to {percent(need.high)})"
    yield Finding(Level.WATCH, f"{share} of people estimated ({estimate.group}) are not in treatment", (words,))
