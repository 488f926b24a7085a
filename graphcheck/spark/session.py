"""A session of Spark: started, and stopped, with errors that say what to do."""

from __future__ import annotations

import importlib.util
import logging
import os
import re
import shutil
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

from graphcheck.errors import GraphcheckError, UsageError, one_line

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_HERE = re.compile(r"local(\[(\d+|\*)(, *\d+)?\])?|local-cluster\[\d+, *\d+, *\d+\]")  # on this machine alone
_ELSEWHERE = re.compile(r"yarn|(spark|k8s)://.+")
_LOST_TASK = re.compile(r".*most recent failure: Lost task \S+ in stage \S+ \(TID \d+\) \(.*?\): ")
_PATTERN = set("*?[]{}\\")  # where Spark meets one of these in a path, it looks for all files that fit
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

    @property
    def place(self) -> Path:
        """The folder that all machines see."""
        return (self.folder or Path(tempfile.gettempdir())).resolve()

    def not_written(self, error: OSError) -> GraphcheckError:
        """Return what is said where nothing can be written to the folder."""
        why = error.strerror or type(error).__name__
        return GraphcheckError(
            f"{one_line(str(self.place), 100)}: can't be written: {why}; name another --shared-folder"
        )


def check(cluster: Cluster) -> None:
    """Look whether Spark can be started at all, before anything is read.

    Raises:
        UsageError: PySpark is not installed, ``master`` is nothing that Spark knows, or lacks a folder to share.
        GraphcheckError: there is no Java, or the folder can't be written.
    """
    if importlib.util.find_spec("pyspark") is None:
        raise UsageError("--engine spark needs PySpark: pip install 'graphcheck[spark]'")
    where, elsewhere = one_line(cluster.master, 100), _ELSEWHERE.fullmatch(cluster.master)
    if not elsewhere and not _HERE.fullmatch(cluster.master):
        raise UsageError(f"--master {where}: not an address of Spark; give local[2], spark://host:7077 or yarn")
    if elsewhere and cluster.folder is None:
        raise UsageError(f"--master {where}: may be several machines; name a folder that all see: --shared-folder DIR")
    _check_folder(cluster)
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java", path=str(Path(home) / "bin") if home else None) is None:
        where = f"in JAVA_HOME, {one_line(home, 100)}" if home else "on the PATH"
        raise GraphcheckError(f"Spark needs Java 17 or 21, and there is none {where}; install it, or set JAVA_HOME")


def _check_folder(cluster: Cluster) -> None:
    if _PATTERN.intersection(str(cluster.place)):
        folder = one_line(str(cluster.place), 100)
        raise UsageError(
            f"--shared-folder {folder}: Spark takes {' '.join(sorted(_PATTERN))} for patterns; name another"
        )
    try:
        with tempfile.TemporaryDirectory(dir=cluster.place, prefix="graphcheck-"):
            pass
    except OSError as error:
        raise cluster.not_written(error) from error


@contextmanager
def session(master: str) -> Iterator[SparkSession]:
    """Start Spark at ``master`` (``local[2]``, ``spark://host:7077``, ``yarn``), stop it when the block ends.

    A session that this process has already is used as it is, and not stopped.

    Raises:
        GraphcheckError: Spark can't start, or fails while the block uses it.
    """
    from py4j.protocol import Py4JError  # only here: few runs have Spark at all
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    where = one_line(master, 100)
    with ExitStack() as stack:
        stack.enter_context(_own_python())
        stack.enter_context(_quiet())
        builder = SparkSession.builder.master(master)
        for name, value in _CONF.items():
            builder = builder.config(name, value)
        if "SPARK_CONF_DIR" not in os.environ:
            log = stack.enter_context(as_file(files("graphcheck.spark") / "log4j2.properties"))
            builder = builder.config("spark.driver.defaultJavaOptions", f'"-Dlog4j2.configurationFile={log}"')
        there = SparkSession.getActiveSession()
        try:
            spark = there or builder.getOrCreate()
        except (PySparkException, Py4JError, OSError) as error:
            told = f"{_reason(error)}; is it running, on Java 17 or 21?"
            raise GraphcheckError(f"Spark can't start at {where}: {told}") from error
        try:
            yield spark
        except (PySparkException, Py4JError, OSError, EOFError) as error:
            raise GraphcheckError(f"Spark at {where} failed: {_reason(error)}") from error
        finally:
            if there is None:
                with suppress(Py4JError, OSError):  # its Java may be gone
                    spark.stop()


@contextmanager
def _own_python() -> Iterator[None]:
    """Let workers run this Python, unless it is said which."""
    if "PYSPARK_PYTHON" in os.environ:
        yield
        return
    os.environ["PYSPARK_PYTHON"] = sys.executable
    try:
        yield
    finally:
        del os.environ["PYSPARK_PYTHON"]


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep PySpark from printing: what goes wrong is raised, too."""
    # It is Arrow's tables that go between Spark and us, no pandas.
    warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas", category=FutureWarning)
    log = logging.getLogger("py4j")
    before = log.level
    log.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        log.setLevel(before)


def _reason(error: Exception) -> str:
    """Return the line that says what was wrong: where a worker's traceback names its error, else the first."""
    from py4j.protocol import Py4JNetworkError

    if isinstance(error, OSError | EOFError | Py4JNetworkError):
        return "its Java process ended, or does not answer"
    thrown = getattr(error, "java_exception", None)
    text = str(error) if thrown is None else str(thrown.getMessage())
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    raised = [line for line in lines if line.partition(":")[0].endswith(("Error", "Exception")) and "  at " not in line]
    said = next(iter(raised or lines), type(error).__name__)
    if "FAILED_READ_FILE" in said:
        said = f"{one_line(said, 200)}; do all its machines see --shared-folder under this path?"
    said = _LOST_TASK.sub("", said)
    ours = f"{GraphcheckError.__module__}.{GraphcheckError.__name__}: "
    return one_line(said.rpartition(ours)[2].rstrip("."), 300)
