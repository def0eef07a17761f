"""A Spark session: one that is there already, a cluster's, or one on this machine that keeps to itself.

Which cluster: a master URL (`spark://host:7077`, `yarn`, `k8s://…`, `local[4]`); or what SPARK_REMOTE names (Spark
Connect; needs the packages of `pyspark[connect]` too); or the settings in SPARK_CONF_DIR or SPARK_HOME. Without any of
them Spark runs on all cores of this machine. On a cluster every machine must see the store under the same path.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ostara.analysis.spark.words import MISSING
from ostara.knowledge.refusal import RefusalError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

ELSEWHERE = ("SPARK_REMOTE", "SPARK_CONF_DIR", "SPARK_HOME")
JAVA = ("17", "21")
HOW_TO_GET_JAVA = "put one into PATH or JAVA_HOME (on Debian: sudo apt-get install openjdk-17-jre-headless)"
# As strict as DuckDB: a sum that does not fit, or a date that does not exist, is an error and not an empty value.
STRICT = {"spark.sql.ansi.enabled": "true", "spark.sql.session.timeZone": "UTC"}


@contextmanager
def spark_session(master: str | None = None, settings: Mapping[str, str] | None = None) -> Iterator[SparkSession]:
    """A Spark session, stopped afterwards. `settings` are Spark's own.

    Where there is one already, a second one beside it that shares its machines; what is set and named here stays here.

    Raises RefusalError where Spark or Java is missing, and where Spark cannot do what it is asked.
    """
    try:
        from py4j.protocol import Py4JError  # noqa: PLC0415 - only who asks for Spark needs it
        from pyspark.errors import PySparkException  # noqa: PLC0415 - the same
        from pyspark.sql import SparkSession  # noqa: PLC0415 - the same
    except ImportError:
        raise RefusalError("Spark", MISSING) from None
    _quiet()
    present = SparkSession.getActiveSession()
    with tempfile.TemporaryDirectory(prefix="ostara-") as spill:
        spark: SparkSession | None = None
        try:
            spark = present.newSession() if present else _started(_master(master), settings or {}, Path(spill))
            for name, value in STRICT.items():
                spark.conf.set(name, value)
            yield spark
        except (PySparkException, Py4JError) as error:
            # Only what kind of error: the rest of the message may hold values of a person's rows.
            kind = (error.getCondition() if isinstance(error, PySparkException) else None) or type(error).__name__
            raise RefusalError("Spark", f"could not do it ({kind})") from None
        finally:
            if spark is not None and present is None:
                spark.stop()


def _master(said: str | None) -> str | None:
    """Where Spark is to run; None where its own settings say."""
    return said or (None if any(os.environ.get(name) for name in ELSEWHERE) else "local[*]")


def _started(master: str | None, settings: Mapping[str, str], spill: Path) -> SparkSession:
    from pyspark.sql import SparkSession  # noqa: PLC0415 - only who asks for Spark needs it

    if not os.environ.get("SPARK_REMOTE"):
        require_java()
    builder = SparkSession.builder.appName("ostara")
    if master is not None:
        builder = builder.master(master)
        if master.startswith("local"):
            # Else Spark's workers would be whatever `python3` the PATH holds, maybe of another version.
            os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
            settings = {**_on_this_machine(spill), **settings}
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def _on_this_machine(spill: Path) -> dict[str, str]:
    """No page and no door to others, nothing logged, and what does not fit in memory in a private folder."""
    return {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.local.dir": str(spill),
        "spark.sql.warehouse.dir": str(spill),
        "spark.log.level": "OFF",
    }


def _quiet() -> None:
    """A question that fails is not logged by Spark's Python side: its message may hold values of a person's rows."""
    for name in ("SQLQueryContextLogger", "DataFrameQueryContextLogger"):
        logging.getLogger(name).disabled = True
    warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)  # we use none of it


def require_java() -> None:
    """Raise RefusalError where there is no Java that Spark runs on."""
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=str(Path(home, "bin")) if home else None)
    if java is None:
        raise RefusalError("Spark", f"needs Java 17 or 21, and there is none here; {HOW_TO_GET_JAVA}")
    asked = [java, "-version"]
    said = subprocess.run(asked, capture_output=True, text=True, check=False)  # noqa: S603 - the Java that Spark takes
    found = re.search(r'version "(\d+)', said.stderr)
    if found is None or found[1] not in JAVA:
        other = f"Java {found[1]}" if found else "no Java"
        raise RefusalError("Spark", f"needs Java 17 or 21; {java} is {other}; {HOW_TO_GET_JAVA}")
