"""People in national figures, told as sentences: `somebody().in_treatment("2023-05-01", until="2023-08-31")`."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from pathlib import Path
from typing import Self

from ostara.tables.column import Clock
from ostara.tables.rows import Row, row, write_rows
from ostara.tables.store import Store

NUMBERS = {"episodes": "episode", "interventions": "intervention", "reviews": "review", "custody": "stay"}


@dataclass
class Somebody:
    """Somebody whose episodes, reviews and releases are told one after the other. Days are YYYY-MM-DD."""

    area: str = "A12B"
    sex: str = "female"
    age: int = 40
    ethnicity: str | None = "White British"
    substances: tuple[str, ...] = ("1011", "9996", "9997")
    _rows: list[tuple[str, Row]] = field(default_factory=list)

    def in_treatment(
        self,
        started: str,
        *,
        until: str | None = None,
        left: int | None = None,
        area: str | None = None,
        service: str = "N0001",
        substances: Iterable[str] | None = None,
        referred: str | None = None,
        offered: str | None = None,
        begun: bool = True,
        kind: str = "ost_prescribing",
        setting: str = "community",
        deprivation: int | None = None,
    ) -> Self:
        """An episode with one kind of help. `left` is the national code of why it ended."""
        codes = tuple(substances or self.substances)
        self._rows.append(
            (
                "episodes",
                row(
                    "episodes",
                    service=service,
                    area=area or self.area,
                    age=self.age,
                    deprivation=deprivation,
                    substance="unknown",
                    **{f"national_substance_{number}": code for number, code in enumerate(codes, start=1)},
                    referred=_day(referred),
                    started=_day(started),
                    ended=_day(until),
                    discharge_code=None if left is None else str(left),
                ),
            )
        )
        return self.helped(started if begun else None, kind=kind, setting=setting, offered=offered)

    def helped(
        self,
        started: str | None,
        *,
        kind: str = "psychosocial",
        setting: str = "community",
        referred: str | None = None,
        offered: str | None = None,
    ) -> Self:
        """Help within the latest episode."""
        one = row(
            "interventions",
            kind=kind,
            setting=setting,
            referred_on=_day(referred),
            offered_on=_day(offered),
            started=_day(started),
        )
        return self._within_episode("interventions", one)

    def reviewed(self, on: str, stage: str = "review", **answers: int | bool) -> Self:
        """A review within the latest episode; what is not named was not answered."""
        return self._within_episode("reviews", row("reviews", reviewed_on=_day(on), stage=stage, **answers))

    def released(self, on: str, *, referred: bool | None = True) -> Self:
        """A release from prison."""
        stay = row("custody", from_day=date(2020, 1, 1), to_day=_day(on), referred_on_release=referred)
        self._rows.append(("custody", stay))
        return self

    def _within_episode(self, table: str, one: Row) -> Self:
        episodes = sum(1 for name, _ in self._rows if name == "episodes")
        self._rows.append((table, one | {"episode": episodes - 1}))
        return self

    def rows(self, person: int, numbers: dict[str, count]) -> Iterable[tuple[str, Row]]:
        """The person's rows under this number."""
        born = 2020 - self.age
        yield "people", row("people", person=person, sex=self.sex, birth_year=born, ethnicity=self.ethnicity)
        episodes: list[int] = []
        for table, one in self._rows:
            number = next(numbers[table])
            if table == "episodes":
                episodes.append(number)
            within = {"episode": episodes[one["episode"]]} if table in ("interventions", "reviews") else {}
            yield table, one | within | {"person": person, NUMBERS[table]: number}


def somebody(**known) -> Somebody:
    return Somebody(**known)


def a_nation(folder: Path, *people: Somebody, until: str = "2026-03-31") -> Store:
    """A store of these people, observed until this day."""
    numbers = {table: count(1) for table in NUMBERS}
    tables: dict[str, list[Row]] = {}
    for number, one in enumerate(people, start=1):
        for table, made in one.rows(number, numbers):
            tables.setdefault(table, []).append(made)
    return write_rows(folder, tables, clock=Clock.CALENDAR, observed_until=until)


def _day(said: str | None) -> date | None:
    return None if said is None else date.fromisoformat(said)
