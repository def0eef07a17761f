"""What a scale is: its items, the answers they take, how its total is read, and whose words it may show."""

from dataclasses import dataclass
from enum import StrEnum

from ostara.knowledge.parameters.number import Number, Status


@dataclass(frozen=True)
class Grounds:
    """What something said about a scale rests on. `place` says where in the source."""

    source: str
    place: str
    status: Status

    @property
    def unverified(self) -> bool:
        """Whether a person must be told so wherever this is shown."""
        return self.status is Status.UNVERIFIED


class Direction(StrEnum):
    """What a higher total means for the person."""

    WORSE = "worse"
    BETTER = "better"


@dataclass(frozen=True)
class Item:
    """One question. `label` is our own short name; `wording` is its own words, only where the licence allows them."""

    number: int
    label: str
    answers: tuple[int, ...]
    wording: str | None

    @property
    def takes(self) -> str:
        """The answers it takes, in words: `0, 2 or 4`."""
        *others, last = map(str, self.answers)
        return f"{', '.join(others)} or {last}"


@dataclass(frozen=True)
class Band:
    """Totals from `begins` up to the next band, in words `totals`; `says` is what the source calls them, if it does."""

    begins: Number
    totals: str
    says: str | None


@dataclass(frozen=True)
class Bands:
    """One way to read a total: bands from low to high. `about` names the substance they were made for, if one."""

    name: str
    steps: tuple[Band, ...]
    about: str | None
    grounds: Grounds

    def band_of(self, total: int) -> Band:
        """The band in which a total lies."""
        return next(band for band in reversed(self.steps) if total >= band.begins)


@dataclass(frozen=True)
class Heed:
    """An answer to `item`, from `begins` on, that is told by itself whatever the total."""

    item: int
    begins: int
    says: str
    grounds: Grounds


@dataclass(frozen=True)
class Licence:
    """On what terms the scale may be used, and whether its wording may be shown."""

    says: str
    wording_free: bool
    grounds: Grounds


@dataclass(frozen=True)
class Notable:
    """From how many points a change between two totals counts."""

    points: int
    grounds: Grounds


@dataclass(frozen=True)
class Scale:
    """One version of a scale. Records keep `id` and `version` beside the answers, so an old score can be read again."""

    id: str
    version: int
    name: str
    title: str
    higher_is: Direction
    items: tuple[Item, ...]
    bands: tuple[Bands, ...]
    heeds: tuple[Heed, ...]
    notable: Notable | None
    licence: Licence
    answers_grounds: Grounds
    labels_grounds: Grounds

    @property
    def lowest(self) -> int:
        """The lowest total there can be."""
        return sum(item.answers[0] for item in self.items)

    @property
    def highest(self) -> int:
        """The highest total there can be."""
        return sum(item.answers[-1] for item in self.items)

    @property
    def abouts(self) -> tuple[str, ...]:
        """The substances that have bands of their own; none where the bands hold for everybody."""
        return tuple(dict.fromkeys(bands.about for bands in self.bands if bands.about))

    @property
    def doubts(self) -> tuple[str, ...]:
        """What about this scale is unverified, in words for whoever reads a score of it."""
        said = {
            "the terms of use": self.licence.grounds,
            "which answers each item takes": self.answers_grounds,
            "our short names of the items": self.labels_grounds,
            **{bands.name: bands.grounds for bands in self.bands},
        }
        return tuple(words for words, grounds in said.items() if grounds.unverified)
