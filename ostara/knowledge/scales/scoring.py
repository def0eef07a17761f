"""Adding up the answers to a scale. A missing answer leaves the total unknown: nothing is filled in or scaled up."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ostara.knowledge.refusal import RefusalError
from ostara.knowledge.scales.scale import Band, Bands, Heed, Item, Scale


@dataclass(frozen=True)
class Reached:
    """The band that a total reaches, and which bands it is one of."""

    bands: Bands
    band: Band


@dataclass(frozen=True)
class Score:
    """What the answers come to.

    `total` is None while an item of `missing` has no answer. `reached` holds a band for each way to read the total,
    also without a total, where no answer that is still missing could change the band. `why` says, a sentence each, why
    there is no total or no band. `heeded` are answers to tell whatever the total.
    """

    scale: Scale
    about: str | None
    total: int | None
    missing: tuple[int, ...]
    reached: tuple[Reached, ...]
    why: tuple[str, ...]
    heeded: tuple[Heed, ...]


def score(scale: Scale, answers: Mapping[int, int | None], *, about: str | None = None) -> Score:
    """The score of these answers, by number of the item; None, or an item left out, is not answered.

    `about` is the substance that was asked about, for a scale whose bands depend on it. Raises RefusalError naming the
    item for an answer that it does not take.
    """
    _check(scale, answers)
    missing = tuple(item.number for item in scale.items if answers.get(item.number) is None)
    lowest, highest = (sum(_answer(item, answers, end) for item in scale.items) for end in (0, -1))
    bands = tuple(one for one in scale.bands if one.about in (None, about))
    reached = tuple(Reached(one, one.band_of(lowest)) for one in bands if one.band_of(lowest) is one.band_of(highest))
    return Score(
        scale=scale,
        about=about,
        total=None if missing else lowest,
        missing=missing,
        reached=reached,
        why=tuple(_why(scale, missing, bands, reached, about)),
        heeded=tuple(one for one in scale.heeds if (answers.get(one.item) or 0) >= one.begins),
    )


def _check(scale: Scale, answers: Mapping[int, int | None]) -> None:
    takes = {item.number: item for item in scale.items}
    for number, answer in answers.items():
        if number not in takes:
            raise RefusalError(f"{scale.name} item {number}", f"there is no such item; it has {len(scale.items)}")
        if answer is not None and (isinstance(answer, bool) or answer not in takes[number].answers):
            raise RefusalError(f"{scale.name} item {number}", f"takes {takes[number].takes}")


def _answer(item: Item, answers: Mapping[int, int | None], end: int) -> int:
    """The answer, or the lowest (0) or highest (-1) that there could have been."""
    answer = answers.get(item.number)
    return item.answers[end] if answer is None else answer


def _why(
    scale: Scale, missing: tuple[int, ...], bands: tuple[Bands, ...], reached: tuple[Reached, ...], about: str | None
) -> Iterator[str]:
    if missing:
        items, were = ("items", "were") if len(missing) > 1 else ("item", "was")
        yield f"There is no total: {items} {', '.join(map(str, missing))} {were} not answered."
    if not bands:
        known = ", ".join(scale.abouts)
        said = f"bands for {about} are not known here" if about else "which substance this is about was not said"
        yield f"There is no band: {said}; there are some for {known}."
    elif len(reached) < len(bands):
        yield "There is no band: the answers that are missing could change it."
