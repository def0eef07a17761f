"""How good is the OST that people really receive? Every quality measure of one store, with its curves."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import duckdb

from ostara.analysis.measures.answer import Answer, Share, share
from ostara.analysis.measures.care_gaps.flags import gap_answers, make_flags
from ostara.analysis.measures.cultures.profile import Told, profile
from ostara.analysis.measures.gaps import RESTARTS
from ostara.analysis.measures.interval import z_of
from ostara.analysis.measures.maximum_dose import MAXIMA, MAXIMA_BARS, MAXIMUM_DOSE
from ostara.analysis.measures.prepare import prepare
from ostara.analysis.measures.registry import QUALITY
from ostara.analysis.measures.retention import CURVE, LENGTHS
from ostara.analysis.measures.run import run
from ostara.analysis.measures.testing import POSITIVE
from ostara.knowledge.parameters import parameter
from ostara.tables.engine import engine
from ostara.tables.store import Store


@dataclass(frozen=True)
class Step:
    """One step of a retention curve: the share still in treatment after this day from the start, and who was left."""

    day: int
    at_risk: int
    gone: int
    kept: float
    low: float
    high: float


@dataclass(frozen=True)
class Bar:
    """People whose highest daily methadone dose lies from `from_mg` up to, not including, `to_mg`."""

    from_mg: int
    to_mg: int
    people: int | None


@dataclass(frozen=True)
class QualityReport:
    """The report as data. `curves` by medicine, `bars` of the highest doses, `months` of positive tests by month.

    `gaps` in care by name and `cultures` are empty where the store has no last complete day by the calendar.
    """

    store: Store
    answers: Mapping[str, Answer]
    curves: Mapping[str, tuple[Step, ...]]
    bars: tuple[Bar, ...]
    months: Mapping[int, Share]
    gaps: Mapping[str, Answer] = field(default_factory=dict)
    cultures: tuple[Told, ...] = ()
    published: bool = False

    @property
    def every_answer(self) -> Mapping[str, Answer]:
        """Returns the answers of measures, gaps in care and indicators, under their names."""
        return {**self.answers, **self.gaps, **{told.indicator.measure.name: told.share for told in self.cultures}}

    @property
    def unverified(self) -> tuple[str, ...]:
        """Every parameter without verification that some answer rests on."""
        return tuple(sorted({name for answer in self.every_answer.values() for name in answer.unverified}))


def quality(store: Store, progress: Callable[[str], None] = lambda _: None) -> QualityReport:
    """Work out the report. `progress` is told the title of each part as it begins."""
    with engine(store.folder) as connection:
        progress("reading doses")
        prepare(connection, store)
        answers: dict[str, Answer] = {}
        months: dict[int, Share] = {}
        for measure in QUALITY:
            progress(measure.title)
            answer = run(connection, measure)
            if measure is RESTARTS:
                answer = _with_dose_before(connection, answer)
            if measure is MAXIMUM_DOSE:
                answer = _with_quartiles(connection, answer)
            if measure is POSITIVE:
                months = _months(connection)
            answers[measure.name] = answer
        progress("gaps in care")
        asked = make_flags(connection, store)
        return QualityReport(
            *(store, answers, _curves(connection), _bars(connection), months),
            gaps=gap_answers(connection) if asked else {},
            cultures=profile(connection) if asked else (),
        )


def _with_dose_before(connection: duckdb.DuckDBPyConnection, answer: Answer) -> Answer:
    hits, of = connection.execute("SELECT count(*) FILTER (at_or_above), count(*) FROM members").fetchone() or (0, 0)
    return replace(answer, more={"at_or_above_dose_before": share(hits, of)})


def _with_quartiles(connection: duckdb.DuckDBPyConnection, answer: Answer) -> Answer:
    found = connection.execute(MAXIMA).fetchone() or (None, None, None)
    return replace(answer, numbers=dict(zip(("median", "lower_quartile", "upper_quartile"), found, strict=True)))


def _months(connection: duckdb.DuckDBPyConnection) -> dict[int, Share]:
    rows = connection.execute("SELECT month, count(*) FILTER (hit), count(hit) FROM members GROUP BY 1 ORDER BY 1")
    return {month: share(hits, of) for month, hits, of in rows.fetchall()}


def _curves(connection: duckdb.DuckDBPyConnection) -> dict[str, tuple[Step, ...]]:
    last_day = parameter("retention.weeks_24_last_dose_day").whole
    late = parameter("retention.late_report_days").whole
    connection.execute(LENGTHS, {"last_day": last_day, "late": late})
    z = z_of(float(parameter("measures.confidence_level").value))
    curves: dict[str, list[Step]] = {}
    for medicine, *step in connection.execute(CURVE, {"z": z}).fetchall():
        curves.setdefault(medicine, []).append(Step(*step))
    return {medicine: tuple(steps) for medicine, steps in curves.items()}


def _bars(connection: duckdb.DuckDBPyConnection) -> tuple[Bar, ...]:
    return tuple(Bar(low, low + 10, people) for low, people in connection.execute(MAXIMA_BARS).fetchall())
