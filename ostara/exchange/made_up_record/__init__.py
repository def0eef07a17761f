"""A made-up area as a care record: the generator of the made-up service behind a second writer, staff in every role,
and ten people whose stories show the hard cases. Nothing here is about anyone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from django.db import transaction

from ostara.care.people import projecting as people
from ostara.care.rows.days import london_day
from ostara.care.treatment import projection as treatment
from ostara.exchange.made_up import make_up
from ostara.exchange.made_up.calendar import Calendar
from ostara.exchange.made_up.planted import Planted, Site
from ostara.exchange.made_up_record.area import Area, make_area
from ostara.exchange.made_up_record.gathering import Gathering
from ostara.exchange.made_up_record.healthy import write_health
from ostara.exchange.made_up_record.ink import Ink
from ostara.exchange.made_up_record.inside import give_inside
from ostara.exchange.made_up_record.listing import write_lists
from ostara.exchange.made_up_record.lives import Came, Life
from ostara.exchange.made_up_record.medicines import write_medicines
from ostara.exchange.made_up_record.pen import Pen
from ostara.exchange.made_up_record.places import make_places
from ostara.exchange.made_up_record.registering import agree, register
from ostara.exchange.made_up_record.shaping import shape
from ostara.exchange.made_up_record.stays import Written, write_stays
from ostara.exchange.made_up_record.stories import Days, lives
from ostara.exchange.made_up_record.story_medicines import give_medicines
from ostara.exchange.made_up_record.story_rows import write_story_rows
from ostara.exchange.made_up_record.testing import write_tests
from ostara.exchange.made_up_record.working import Work

YEARS = 5
WEEK = 7
STORIES_GO_BACK = 6  # years
SUPPLIES_GO_BACK = timedelta(days=365)
AT_ONCE = 500
_NAME = "Harbour House"
TRUTH = Planted(
    sites=(Site(_NAME, 1.0, 1.0, 90),),
    ost_share=0.62,
    poor_retention_site=_NAME,
    poor_retention_ratio=1.0,
    full_dose_restart_site=_NAME,
    full_dose_restart_site_ratio=1.0,
    hardly_tests_site=_NAME,
)


@dataclass(frozen=True)
class MadeUp:
    """What was made: how many people and rows, and the area."""

    people: int
    rows: int
    area: Area


def make_up_record(
    people_count: int,
    *,
    seed: int,
    now: datetime,
    years: int = YEARS,
    progress: Callable[[int], None] = lambda done: None,
) -> MadeUp:
    """Writes a made-up area into an empty record.

    Args:
        people_count: how many people, beside those of the stories.
        seed: the same seed, day and number of people make the same people, with the same keys; staff are made anew.
        now: the instant up to which it goes.
        years: how many years of history.
        progress: hears how many people are written.
    """
    today = london_day(now) - timedelta(days=1)
    moved = _moved(years, today)
    area = make_area(people_count, since=_first_day(today, years), on=today, chance=_chance(seed, "area"))
    make_places(area, people_count, since=_first_day(today, years), chance=_chance(seed, "places"))
    writer = _Writer(seed, now, today, area)

    def whole(some: list[Life]) -> None:
        writer.write([shape(one, _chance(seed, f"shape {one.number}"), until=today) for one in some])
        progress(writer.people)

    writer.stories()
    gathering = Gathering(moved, whole, supplied_since=today - SUPPLIES_GO_BACK)
    make_up(people_count, years, seed, gathering, planted=TRUTH, block_size=AT_ONCE)
    return MadeUp(writer.people, writer.rows, area)


class _Writer:
    """Writes lives, a block in a transaction, with the projections that go with them."""

    def __init__(self, seed: int, now: datetime, today: date, area: Area) -> None:
        self._seed, self._today, self._area, self._ink = seed, today, area, Ink(now)
        self.people, self.rows = 0, 0

    def write(self, some: list[Life]) -> None:
        """Writes some lives."""
        episodes, persons = [], []
        with transaction.atomic():
            for life in some:
                pen, written = self._life(life)
                persons.append(pen.person.pk)
                episodes += [one.episode.pk for one in written]
            self.rows += self._ink.written()
            people.rebuild(persons)
            treatment.rebuild(episodes)
        self.people += len(some)

    def stories(self) -> None:
        """Writes the ten people of the stories."""
        episodes, pens, days = [], {}, Days(self._today)
        with transaction.atomic():
            told = lives(self._today)
            give_medicines(told, days)
            for name, life in told.items():
                pens[name], written = self._life(life)
                episodes += [one.episode.pk for one in written]
            write_story_rows(pens, days, _chance(self._seed, "stories"))
            self.rows += self._ink.written()
            people.rebuild([pen.person.pk for pen in pens.values()])
            treatment.rebuild(episodes)

    def _life(self, life: Life) -> tuple[Pen, list[Written]]:
        chance = _chance(self._seed, f"life {life.number}")
        self._ink.person(chance)
        pen = register(life, self._ink, self._area, chance, self._today)
        give_inside(life, since=self._today - SUPPLIES_GO_BACK, until=self._today)
        written, work = write_stays(pen), Work(pen)
        for one in written:
            if one.stay.came is Came.REFERRED:
                agree(pen, one.stay)
            work.write(one)
        work.looked_at(written)
        write_medicines(pen)
        pen.chance = _chance(self._seed, f"health {life.number}")
        write_tests(pen, written)
        write_health(pen, written)
        write_lists(pen, written)
        return pen, written


def _chance(seed: int, what: str) -> Random:
    return Random(f"{seed} {what}")  # noqa: S311 - made-up people, the same again from the same seed


def _first_day(today: date, years: int) -> date:
    """Staff were there a year before anybody came, those of the stories included."""
    return today - timedelta(days=366 * (max(years, STORIES_GO_BACK) + 1))


def _moved(years: int, today: date) -> timedelta:
    """Whole weeks by which the generator's days are moved, so that its last one lies in the last week."""
    return timedelta(weeks=(today - Calendar(years).last_day).days // WEEK)
