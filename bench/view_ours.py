"""The national questions in Ostara, as `ostara view` answers them: what is timed beside the programs in `peers`.

Run as: python -m bench.view_ours plain|prepared STORE GIVEN.json OUT.json ROUNDS.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from bench.peers.view_program import Given, Rows, in_rounds, write
from ostara.analysis.journeys.prepared import prepared
from ostara.analysis.view.answer import View, answered
from ostara.analysis.view.question import observed_until, question
from ostara.tables.store import Store, open_store

PLAIN = ("treated", "completed", "changed", "journeys")
WHOM = "substance_group = opiate and treated_before = yes"
BEGUN = """
SELECT period, reason, count(*), CAST(sum(episodes) AS BIGINT)
FROM journeys JOIN financial_years ON started BETWEEN first_day AND last_day GROUP BY ALL
"""


@dataclass(frozen=True)
class Nation:
    """A prepared store that is asked."""

    store: Store
    connection: duckdb.DuckDBPyConnection
    given: Given

    def view(self, measure: str, by: str, *, where: str | None = None, period: str | None = None) -> View:
        """What `ostara view` counts; every year of the store unless another period is given."""
        names = [name for name, *_ in self.given["years"]]
        until = observed_until(self.connection)
        every = f"{names[0]}..{names[-1]}"
        asked = question(measure=measure, by=by, where=where, period=period or every, until=until)
        return answered(self.connection, self.store, asked)

    def treated(self) -> Rows:
        """People in treatment by year, area, substance group and age band."""
        return list(_counts(self.view("in_treatment", "year,area,substance_group,age_band")))

    def completed(self) -> Rows:
        """Completions of all in treatment, and coming back, by year."""
        asked = {"completed": "completed_of_treated", "re-presented": "re_presented"}
        return [
            [line.period, word, line.share.numerator, line.share.denominator, line.unknown]
            for word, measure in asked.items()
            for line in self.view(measure, "year").lines
            if line.share.denominator or line.unknown
        ]

    def changed(self) -> Rows:
        """Change in the use of opiates by year and class."""
        lines = self.view("change_in_opiates", "year").lines
        unknown = {line.period: line.unknown for line in lines}
        told: Rows = [[line.period, line.class_, line.share.numerator] for line in lines if line.share.numerator]
        return told + [[period, None, number] for period, number in unknown.items() if number]

    def journeys(self) -> Rows:
        """Journeys begun by year and reason of their end, and the episodes in them."""
        return [list(row) for row in self.connection.execute(BEGUN).fetchall()]

    def national(self) -> Rows:
        """People in treatment in the country by year and substance group."""
        return list(_counts(self.view("in_treatment", "year,substance_group")))

    def one_area(self) -> Rows:
        """People in treatment in one area by year and age band."""
        area = self.given["area"]
        return list(_counts(self.view("in_treatment", "year,age_band", where=f"area = '{area}'")))

    def ad_hoc(self) -> Rows:
        """People of some kinds in treatment in twelve months that are no financial year, by sex and age band."""
        period = "..".join(self.given["ad_hoc"])
        return [row[1:] for row in _counts(self.view("in_treatment", "sex,age_band", where=WHOM, period=period))]

    def questions(self) -> dict[str, Callable[[], Rows]]:
        """Every question by its name."""
        four = (self.treated, self.completed, self.changed, self.journeys)
        return {
            **dict(zip(PLAIN, four, strict=True)),
            **{"national": self.national, "one area": self.one_area, "ad hoc": self.ad_hoc},
        }


def _counts(view: View) -> Iterator[list[object]]:
    return ([line.period, *line.cut, line.share.numerator] for line in view.lines if not line.total)


def main(mode: str, folder: str, given_in: str, out: str, rounds: str) -> None:
    """Prepare and answer the four questions once; or answer all in rounds from what is prepared."""
    given = json.loads(Path(given_in).read_text(encoding="utf-8"))
    store, began = open_store(Path(folder)), time.perf_counter()
    with prepared(store) as connection:
        ready = time.perf_counter() - began
        asked = Nation(store, connection, given).questions()
        if mode == "plain":
            write(Path(out), {name: asked[name]() for name in PLAIN}, {}, preparing=ready)
        else:
            write(Path(out), *in_rounds(asked, rounds))


if __name__ == "__main__":
    main(*sys.argv[1:])
