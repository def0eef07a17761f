"""What a national file says comes back from a store, and what a store says comes back from a file, whatever it is."""

from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from ostara.exchange.ndtms_files.places import PARTS, places
from ostara.ndtms.field import Kind
from ostara.ndtms.lists import national_list
from tests.ndtms_rows import K, Texts
from tests.ndtms_stores import PART_HEADERS, content, given_out, rows_of, said, taken_in

PLACES = {place.header: place for place in places(K) if place.table}
FIRST = date(2012, 1, 1)
TEXTS = ("x", 'a "b"\n,c', "é", "=1", "two words", "0")
IDS = {"interventions": "MODID", "sub_interventions": "SUBMID", "weekly_hours": "TITID", "reviews": "TOPID"}


class Chance:
    """Made-up rows that nothing is wrong with: about nobody, and as different from each other as rows can be."""

    def __init__(self, seed: int) -> None:
        self.draw = Random(seed)  # noqa: S311  nothing here is secret

    def rows(self) -> list[Texts]:
        """Rows of a few people, in any order."""
        found = [row for number in range(self.draw.randrange(1, 16)) for row in self.person(number)]
        self.draw.shuffle(found)
        return found

    def person(self, number: int) -> list[Texts]:
        sex = self.draw.choice("MF")
        own = {
            "FINITIAL": self.draw.choice("JÖß"),
            "SINITIAL": "ABCDEFGHIJKLMNO"[number],
            "DOB": "1980-02-29",
            "SEX": sex,
        }
        own |= {header: self.text(header) for header in ("ETHNIC", "NATION")}
        agencies = self.draw.sample(("N0852", "N0001", "Leeds"), self.draw.randrange(1, 4))
        return [
            row
            for agency in agencies
            for episode in range(self.draw.randrange(1, 3))
            for row in self.episode({**own, "AGNCY": agency, "CLIENTID": f"c{number}", "EPISODID": f"e{episode}"})
        ]

    def episode(self, own: Texts) -> list[Texts]:
        """One row or several that say the same of the episode and different things of its parts."""
        held = [header for header, place in PLACES.items() if place.table in {"episodes", "presentations"}]
        episode = {header: self.text(header) for header in held if header not in own} | own
        referred = FIRST + timedelta(self.draw.randrange(300))
        triaged = referred + timedelta(self.draw.randrange(30))
        left = triaged + timedelta(self.draw.randrange(200))
        episode |= {
            "REFLD": str(referred),
            "TRIAGED": str(triaged),
            "DRUG1": self.draw.choice(("1011", "5000", "3998")),
        }
        episode |= {"CONSENT": "Y", "DRUG2": "9996", "DISD": self.draw.choice((str(left), "")), "LA": self.text("PC")}
        episode |= {"DISRSN": self.draw.choice(("80", "89", "9", "16", ""))}
        parts = {table: [self.part(table, number) for number in range(self.draw.randrange(4))] for table in PARTS}
        rows = []
        for number in range(max(1, *map(len, parts.values()))):
            row = dict(episode)
            for of_kind in parts.values():
                row |= of_kind[number] if number < len(of_kind) else {}
            rows.append({header: row.get(header, "") for header in K.headers})
        return rows + rows[: self.draw.randrange(2)]

    def part(self, table: str, number: int) -> Texts:
        """A part of an episode, with an id or without."""
        said = {header: self.text(header) for header, place in PLACES.items() if place.table == table}
        said[IDS[table]] = self.draw.choice((f"p{number}", f"p{number}", ""))
        days = sorted(self.day() for _ in range(4))
        given = {
            "interventions": dict(zip(("REFMODDT", "FAOMODDT", "MODST", "MODEND"), days, strict=True)),
            "sub_interventions": {"SUBMODDT": days[0]},
            "weekly_hours": {"TITDATE": days[0]},
            "reviews": {"TOPDATE": days[0], "TRSTAGE": self.draw.choice("SREP")},
        }[table]
        if table == "interventions":
            given = {header: self.draw.choice((day, "")) for header, day in given.items()} | {"MODAL": "94"}
            given["MODAL"] = self.draw.choice(("94", "95", "2", "") if said["MODID"] else ("94", "11"))
        return said | given

    def text(self, header: str) -> str:
        """Something that may stand in a field, or nothing."""
        field = PLACES[header].field
        if self.draw.random() < 0.3:
            return self.draw.choice(("", field.not_answered or ""))
        if field.codes:
            codes = national_list(field.codes)
            return self.draw.choice([code for code, one in codes.items() if one.more.get("use") != "derived"])
        if field.kind is Kind.DATE:
            return self.day()
        if field.kind is not Kind.TEXT:
            return str(self.draw.randrange((field.high or 90) + 1))
        return "GBR" if header == "NATION" else self.draw.choice(TEXTS)

    def day(self) -> str:
        """A day of some year."""
        return str(FIRST + timedelta(self.draw.randrange(700)))


def without_given_ids(found, first):
    """The content of a file, without the ids that only the store gave to parts that had none."""
    for key, part, texts in found:
        if part in PARTS and (key, part, texts) not in first:
            place = PART_HEADERS[part].index(IDS[part])
            yield key, part, (*texts[:place], "", *texts[place + 1 :])
        else:
            yield key, part, texts


@settings(max_examples=5)
@given(seed=st.integers(0, 2**32))
def test_files_and_tables_say_the_same(seed):
    rows = Chance(seed).rows()
    with TemporaryDirectory() as folder:
        imported, store = taken_in(Path(folder) / "first", rows)
        assert set(imported.reasons) <= {"K-FILE-REPEATED: the whole row is the same as an earlier one"}
        assert list(imported.accounts) == ["file.csv"]
        exported, path = given_out(store, Path(folder))
        assert exported.left_out == ()
        again = rows_of(path)
        _, store_again = taken_in(Path(folder) / "again", again)
        first = content(rows)
        assert set(without_given_ids(content(again), first)) == first
        assert said(store_again) == said(store)
