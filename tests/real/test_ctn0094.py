"""The public CTN-0094 tables themselves, where they have been put beside the repository."""

import json
import warnings
from pathlib import Path

import pyarrow.parquet as pq

from ostara.analysis.measures.prepare import prepare
from ostara.analysis.reports.quality import quality
from ostara.exchange.ctn0094 import import_ctn0094
from ostara.tables.engine import engine
from ostara.tables.store import open_store

HERE = Path(__file__).parents[2]
DATA = HERE / "../shared/data/ctn0094"

PEOPLE = 2_225
DOSES = 136_908

# Worked out from the same 2,225 people by somebody else, with other code: numerator and denominator.
KNOWN = {
    "people": (PEOPLE, None),
    "dose_rows": (DOSES, None),
    "maximum_dose_60_plus": (312, 355),
    "restart_above_30_after_5": (28, 50),
}
RETAINED = {"methadone": (275, 361), "buprenorphine": (231, 499)}
GAPS_5 = 50

# Where our figure differs, the same question asked of other first days tells which definition the other one used.
OTHER_STARTS = """
SELECT medicine, count(*) AS people,
       count(*) FILTER (last_covered - started >= 154) AS from_randomisation,
       count(*) FILTER (last_covered >= 154) AS from_consent,
       count(*) FILTER (last_covered - first_dose >= 154) AS from_first_dose
FROM stays LEFT JOIN (SELECT person, min(day) AS first_dose FROM dose_days GROUP BY person) USING (person)
GROUP BY medicine ORDER BY medicine
"""


def test_the_real_tables(tmp_path):
    if not DATA.is_dir():
        warnings.warn("../shared/data/ctn0094 is not here: real patients were not imported", stacklevel=1)
        return
    result = import_ctn0094(DATA, tmp_path / "store")
    parts = open_store(result.store).manifest.parts
    said = json.dumps(result.as_dict(), indent=2)  # shown when something below fails
    assert parts["people"].rows == PEOPLE, said
    assert parts["supplies"].rows == DOSES, said
    _adds_up(result, said)
    _is_plausible(result.store, said)


def test_the_figures_that_others_worked_out(tmp_path):
    if not DATA.is_dir():
        warnings.warn("../shared/data/ctn0094 is not here: known figures were not compared", stacklevel=1)
        return
    import_ctn0094(DATA, tmp_path / "store")
    store = open_store(tmp_path / "store")
    answers = quality(store).answers
    found = {name: (answers[name].overall.numerator, answers[name].overall.denominator) for name in KNOWN}
    by = answers["retained_24_weeks"].by["medicine"]
    kept = {medicine: (part.numerator, part.denominator) for medicine, part in by.items()}
    with engine(store.folder) as connection:
        prepare(connection, store)
        said = str(connection.execute(OTHER_STARTS).fetchall())
    assert found == KNOWN
    assert kept == RETAINED, said
    assert answers["gaps_5_plus"].overall.numerator == GAPS_5


def _adds_up(result, said):
    for source, account in result.accounts.items():
        assert account.read == account.kept + account.set_aside, said
        assert account.set_aside == sum(result.reasons[source].values()), said
    assert result.written["supplies"] == result.accounts["treatment"].kept, said
    assert result.written["set_aside"] == sum(account.set_aside for account in result.accounts.values()), said


def _is_plausible(store, said):
    supplies = pq.read_table(store / "supplies.parquet", columns=["person", "medicine"])
    assert set(supplies.column("medicine").to_pylist()) <= {"methadone", "buprenorphine", "naltrexone", "unknown"}, said
    people = pq.read_table(store / "people.parquet", columns=["person", "cohort"])
    assert set(people.column("cohort").to_pylist()) <= {"CTN-0027", "CTN-0030", "CTN-0051"}, said
