"""A session of Spark: started, and stopped, with errors that say what to do."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

from graphcheck.errors import GraphcheckError, UsageError, one_line

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_MASTER = re.compile(r"local(\[(\d+|\*)(, *\d+)?\])?|local-cluster\[\d+, *\d+, *\d+\]|yarn|(spark|k8s)://.+")
# All others, memory above all, are the user's: spark-defaults.conf, PYSPARK_SUBMIT_ARGS.
_CONF = {
    "spark.app.name": "graphcheck",
    "spark.ui.showConsoleProgress": "false",
    # No table is sent to all machines whole: a large one fits into none (300,000 papers: Spark's driver gave up).
    "spark.sql.autoBroadcastJoinThreshold": "-1",
    "spark.sql.adaptive.autoBroadcastJoinThreshold": "-1",
}


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where Spark runs: its ``master``, and a ``folder`` that all its machines see, None for this machine's own."""

    master: str
    folder: Path | None = None


def check(cluster: Cluster) -> None:
    """Look whether Spark can be started at all, before anything is read.

    Raises:
        UsageError: PySpark is not installed, or ``master`` is nothing that Spark knows.
        GraphcheckError: there is no Java.
    """
    if importlib.util.find_spec("pyspark") is None:
        raise UsageError("--engine spark needs PySpark: pip install 'graphcheck[spark]'")
    if not _MASTER.fullmatch(cluster.master):
        where = one_line(cluster.master, 100)
        raise UsageError(f"--master {where}: not an address of Spark; give local[2], spark://host:7077 or yarn")
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java", path=None if home is None else str(Path(home) / "bin")) is None:
        where = f"in JAVA_HOME, {one_line(home, 100)}" if home else "on the PATH"
        raise GraphcheckError(f"Spark needs Java 17 or 21, and there is none {where}; install it, or set JAVA_HOME")


@contextmanager
def session(master: str) -> Iterator[SparkSession]:
    """Start Spark at ``master`` (``local[2]``, ``spark://host:7077``, ``yarn``), stop it when the block ends.

    Raises:
        GraphcheckError: Spark can't start, or fails while the block uses it.
    """
    from py4j.protocol import Py4JError  # only here: few runs have Spark at all
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # else workers may run another Python than this one
    where = one_line(master, 100)
    with as_file(files("graphcheck.spark") / "log4j2.properties") as quiet:
        builder = SparkSession.builder.master(master)
        for name, value in _CONF.items():
            builder = builder.config(name, value)
        if "SPARK_CONF_DIR" not in os.environ:
            builder = builder.config("spark.driver.extraJavaOptions", f"-Dlog4j2.configurationFile={quiet}")
        # It is Arrow's tables that go between Spark and us, no pandas.
        warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas", category=FutureWarning)
        try:
            spark = builder.getOrCreate()
        except (PySparkException, Py4JError, OSError) as error:
            told = f"{_reason(error)}; is it running, on Java 17 or 21?"
            raise GraphcheckError(f"Spark can't start at {where}: {told}") from error
        try:
            yield spark
        except (PySparkException, Py4JError) as error:
            raise GraphcheckError(f"Spark at {where} failed: {_reason(error)}; its own log says more") from error
        finally:
            spark.stop()


def _reason(error: Exception) -> str:
    """Return the line that says what was wrong: where a worker's traceback names its error, else the first."""
    thrown = getattr(error, "java_exception", None)
    text = str(error) if thrown is None else str(thrown.getMessage())
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    raised = [line for line in lines if line.partition(":")[0].endswith(("Error", "Exception")) and "  at " not in line]
    return one_line(next(iter(raised or lines), type(error).__name__), 300)
