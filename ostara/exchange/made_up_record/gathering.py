"""The second writer behind the generator of the made-up service: its tables, gathered into lives, person by person.

The generator knows one service; here everyone on OST comes to one place, everyone else to another, and who goes to
prison with OST is treated there too.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import pyarrow as pa

from ostara.care.treatment.states import Way
from ostara.exchange.made_up.arrays import Array
from ostara.exchange.made_up.spells import Rows
from ostara.exchange.made_up_record.gathering_medicines import medicines_of
from ostara.exchange.made_up_record.lives import Came, Help, Life, Place, Prison, Review, Stay, Tested

ETHNIC_CODES = {
    "White British": "A",
    "Irish": "B",
    "Asian British": "L",
    "Black British": "P",
    "Mixed": "G",
    "Other White": "C",
}
WAYS = {"alcohol": Way.ALCOHOL}
_NOT_ANSWERS = {"review", "person", "service", "episode", "reviewed_on", "stage"}
_TAKEN = {"people", "episodes", "interventions", "reviews", "custody", "deaths", "contacts", "specimens", "findings"}
SAME_DAY = timedelta(days=1)
TESTS_APART = timedelta(days=40)


class Gathering:
    """Takes the generator's tables and hands on lives, block by block; every day is `moved` by so much.

    What became of each dose is kept from `supplied_since` on: older days would be too many rows.
    """

    def __init__(self, moved: timedelta, whole: Callable[[list[Life]], None], *, supplied_since: date) -> None:
        self._moved, self._whole, self._since = moved, whole, supplied_since
        self._tables: dict[str, Rows] = {}

    def write(self, table: str, rows: Rows, /) -> None:
        """Takes the rows of a table; custody is the last of a block, which is then whole."""
        if table in _TAKEN or table in ("orders", "supplies"):
            self._tables[table] = rows
        if table == "custody":
            self._whole(self._block())
            self._tables = {}

    def _block(self) -> list[Life]:
        lives = {row["person"]: self._life(row) for row in self._rows("people")}
        stays: dict[int, Stay] = {}
        for row in self._rows("episodes"):
            life = lives[row["person"]]
            life.substance = row["substance"]
            stays[row["episode"]] = stay = _stay(row)
            life.stays.append(stay)
        for row in self._rows("interventions"):
            stays[row["episode"]].helps.append(_help(row))
        for row in self._rows("reviews"):
            stays[row["episode"]].reviews.append(_review(row))
        for row in self._rows("deaths"):
            lives[row["person"]].died = row["on"]
        for row in self._rows("contacts"):
            if row["kind"] == "keywork" and row["attendance"] == "attended":
                lives[row["person"]].seen.append(row["on"])
        self._tests(lives)
        for row in self._rows("custody"):
            inside = {True: "Y", False: "N"}.get(row["ost_in_custody"], "")
            lives[row["person"]].prisons.append(Prison(row["from_day"], row["to_day"], inside))
        medicines = medicines_of(self._tables["orders"], self._tables["supplies"], self._moved, since=self._since)
        for person, given in medicines.items():
            lives[person].medicines = given
        known = [life for life in lives.values() if life.stays]  # the others died before anybody met them
        for life in known:
            _put_in_places(life)
        return known

    def _tests(self, lives: Mapping[int, Life]) -> None:
        """Drug tests, as far apart as a record of a few years needs them."""
        kept: dict[int, Tested] = {}
        for row in self._rows("specimens"):
            tests = lives[row["person"]].tests
            if not tests or row["taken_on"] - tests[-1].on >= TESTS_APART:
                tests.append(Tested(row["taken_on"], row["kind"], row["trusted"]))
                kept[row["specimen"]] = tests[-1]
        for row in self._rows("findings"):
            if row["specimen"] in kept:
                kept[row["specimen"]].found[row["substance"]] = row["result"]

    def _life(self, row: Mapping[str, Any]) -> Life:
        sex = {"male": "M", "female": "F"}[row["sex"]]
        ethnicity = ETHNIC_CODES[row["ethnicity"]]
        return Life(row["person"], sex, row["birth_year"], ethnicity, row["area"], "heroin")

    def _rows(self, table: str) -> Iterator[dict[str, Any]]:
        columns = {name: _listed(column, self._moved) for name, column in self._tables[table].items()}
        for values in zip(*columns.values(), strict=True):
            yield dict(zip(columns, values, strict=True))


def _listed(column: pa.Array | Array, moved: timedelta) -> list[Any]:
    values: list[Any] = column.to_pylist() if isinstance(column, pa.Array) else column.tolist()
    return [value + moved if isinstance(value, date) else value for value in values]


def _stay(row: Mapping[str, Any]) -> Stay:
    way = WAYS.get(row["substance"], Way.OTHER_DRUGS)
    reason = row["end_reason"] or ""
    return Stay(Place.ORCHARD, row["referred"], row["started"], row["ended"], reason, way)


def _help(row: Mapping[str, Any]) -> Help:
    return Help(
        row["kind"], row["started"], row["ended"], row["end_reason"] or "", row["medicine"] or "", row["setting"]
    )


def _review(row: Mapping[str, Any]) -> Review:
    answers = {name: value for name, value in row.items() if name not in _NOT_ANSWERS}
    return Review(row["reviewed_on"], row["stage"], answers)


def _put_in_places(life: Life) -> None:
    """Sends each stay to its place, joins those that go on from one another, and adds the stays in prison."""
    if life.ost:
        for stay in life.stays:
            stay.at, stay.way = Place.HARBOUR, Way.OST
    stays: list[Stay] = []
    for stay in life.stays:
        before = stays[-1] if stays else None
        inside = _inside(before, life.prisons)
        if before and inside:
            before = _into_prison(life, before, inside, stays)
        if before:
            stay.came = Came.BACK
        stays.append(stay)
        if before and inside and inside.to_on and stay.started and stay.started - inside.to_on <= SAME_DAY:
            _met_at_the_gate(before, stay, inside)
    if stays and (inside := _inside(stays[-1], life.prisons)):
        _into_prison(life, stays[-1], inside, stays)
    life.stays = list(_with_those_elsewhere(stays, life.died))


def _with_those_elsewhere(stays: list[Stay], died: date | None) -> Iterator[Stay]:
    """Whoever moves away is taken over by the next area's service, and handed back if they return."""
    for place, stay in enumerate(stays):
        yield stay
        if stay.reason not in ("moved", "transferred") or stay.passes_to or stay.ended is None:
            continue
        stay.passes_to = Place.FARMOOR
        back = stays[place + 1] if place + 1 < len(stays) else None
        day, until = stay.ended, back.started if back else died
        helps = [Help(one.kind, day, until, "completed" if back else "", one.medicine) for one in stay.helps[:1]]
        there = Stay(Place.FARMOOR, day, day, until, "", stay.way, Came.TRANSFERRED, source="1", helps=helps)
        if back:
            there.reason, there.passes_to = "transferred", back.at
            back.came, back.referred, back.source = Came.TRANSFERRED, until or back.referred, "1"
        elif died:
            there.reason = "died"
        yield there


def _inside(stay: Stay | None, prisons: list[Prison]) -> Prison | None:
    """The stay in prison, with OST there, in which a stay ended."""
    if stay is None or stay.reason != "prison" or stay.ended is None or stay.at != Place.HARBOUR:
        return None
    begun = (one for one in prisons if one.ost_inside == "Y" and abs(one.from_on - stay.ended) <= SAME_DAY)
    return next(begun, None)


def _into_prison(life: Life, stay: Stay, inside: Prison, stays: list[Stay]) -> Stay:
    """Care passes to the prison on the day they go there, OST with it."""
    day = inside.from_on
    for one in stay.helps:
        if one.ended == stay.ended:
            one.ended, one.how = day, "completed"
    stay.ended, stay.reason, stay.passes_to = day, "transferred", Place.PRISON
    medicines = [one.medicine for one in stay.helps if one.kind == "ost_prescribing"]
    ost = Help("ost_prescribing", day, inside.to_on, "ended_by_service", medicines[-1] if medicines else "", "prison")
    ended = "dropped_out" if inside.to_on else ""
    words = "Released. Nobody met them at the gate." if inside.to_on else ""
    if inside.to_on and inside.to_on == life.died:
        ended = ost.how = "died"
        words = ""
    there = Stay(
        Place.PRISON, day, day, inside.to_on, ended, Way.PRISON, Came.TRANSFERRED, source="1", helps=[ost], words=words
    )
    inside.referred = "N" if ended == "dropped_out" else ""
    stays.append(there)
    return there


def _met_at_the_gate(there: Stay, after: Stay, inside: Prison) -> None:
    there.reason, there.passes_to, there.words, inside.referred = "transferred", after.at, "", "Y"
    for one in there.helps:
        one.how = "completed"
    after.came, after.referred, after.source = Came.TRANSFERRED, there.ended or after.referred, "13"
    after.started = there.ended
