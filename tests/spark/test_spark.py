"""People judged by a real Spark with two workers: the same as on this machine alone, whatever happens to a worker."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from graphcheck.bibliography import Bibliography
from graphcheck.errors import GraphcheckError
from graphcheck.spark import closing
from graphcheck.spark.bucket import Orders, judged
from graphcheck.spark.closing import uri, written
from graphcheck.spark.judging import verdicts
from graphcheck.spark.session import Cluster, session
from tests.cli.conftest import PROJECT
from tests.neo4j_server import SHORT_LIVED

pytestmark = pytest.mark.skipif(
    shutil.which("java") is None and "JAVA_HOME" not in os.environ,
    reason="no Java: install 17 or 21, or set JAVA_HOME",
)
SAMPLE = PROJECT / "data" / "sample"
TIMED = {"summary.json", "summary.md"}  # they say how long the run took
EXECUTOR = "CoarseGrainedExecutorBackend"
SPARK = ("report", SAMPLE, "--quiet", "--engine", "spark")


@pytest.fixture(scope="module", autouse=True)
def _short_lived() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        options = " ".join(SHORT_LIVED)
        patch.setenv("SPARK_SUBMIT_OPTS", options)
        patch.setenv("PYSPARK_SUBMIT_ARGS", f'--conf "spark.executor.extraJavaOptions={options}" pyspark-shell')
        yield


def graphcheck(*args: str | Path, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "graphcheck", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, env={**os.environ, **env})


def said(ran: subprocess.CompletedProcess[str]) -> list[str]:
    """What stands on stderr, but for what Java says of its own modules."""
    return [line for line in ran.stderr.splitlines() if "incubator module" not in line]


def test_a_report_by_spark_is_the_report_byte_for_byte(tmp_path: Path) -> None:
    signed = ("--why", "she told us", "--who", "Ada", "--quiet")
    graphcheck("decide", "confirm", "yan-li", "2022.icol-main.7", *signed, cwd=tmp_path)
    graphcheck("decide", "distinct", "rahul-sharma", "rahul-sharma-oosterwijk", *signed, cwd=tmp_path)
    assert (tmp_path / "decisions.toml").read_text().count("she told us") == 2
    ran = graphcheck(*SPARK, "--out", "spark", "--scores", "--master", "local[2]", cwd=tmp_path)
    assert (ran.returncode, said(ran)) == (0, [])
    assert graphcheck("report", SAMPLE, "--out", "local", "--scores", "--quiet", cwd=tmp_path).returncode == 0
    here, there = (
        {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}
        for root in (tmp_path / "local", tmp_path / "spark")
    )
    assert here.keys() == there.keys()
    assert [name for name in here if here[name] != there[name] and name not in TIMED] == []
    one, other = (json.loads(files["summary.json"]) for files in (here, there))
    assert {**one, "timings": None} == {**other, "timings": None}
    assert b"yan-li" in here["scores.jsonl"]
    assert b"2022.icol-main.7" not in here["findings.csv"]


class Killer(threading.Thread):
    """Kills one of the workers when the first bucket is done and others are being judged."""

    def __init__(self, folder: Path) -> None:
        super().__init__(daemon=True)
        self.folder = folder
        self.killed = 0
        self.over = threading.Event()

    def run(self) -> None:
        while not self.over.is_set() and not list(self.folder.glob("*/verdicts/_temporary/0/task_*")):
            time.sleep(0.05)
        running = subprocess.run(
            ["ps", "-ww", "-e", "-o", "pid=", "-o", "args="], capture_output=True, text=True, check=True
        ).stdout
        workers = [int(line.split()[0]) for line in running.splitlines() if f"{EXECUTOR} " in line]
        if not self.over.is_set() and workers:
            os.kill(workers[0], signal.SIGKILL)
            self.killed = workers[0]


@pytest.mark.anthology
def test_the_whole_anthology_has_the_same_scores_though_a_worker_is_killed(whole: Bibliography, tmp_path: Path) -> None:
    people = whole.people_to_tell()
    killer = Killer(tmp_path)
    killer.start()
    cluster = Cluster("local-cluster[2,1,1024]", tmp_path)
    by_spark = list(verdicts(whole, people, cluster, evidence=False))
    killer.over.set()
    killer.join()
    assert killer.killed
    assert [verdict.row for verdict in by_spark] == people.tolist()
    here = list(whole.verdicts(people, evidence=False))
    for one, other in zip(here, by_spark, strict=True):
        mine, theirs = one.columns, other.columns
        assert mine.record[one.authorships] == theirs.record[other.authorships]
        assert mine.flagged[one.authorships] == theirs.flagged[other.authorships]
        assert mine.label[one.authorships] == theirs.label[other.authorships]
        assert (one.papers, one.groups, one.told) == (other.papers, other.groups, other.told)
        np.testing.assert_allclose(theirs.score[other.authorships], mine.score[one.authorships], rtol=0, atol=1e-9)
        np.testing.assert_allclose(other.doubt, one.doubt, rtol=0, atol=1e-9)
    told = [(one, other) for one, other in zip(here, by_spark, strict=True) if one.told]
    assert len(told) > 1000
    for one, other in told:
        assert one.page.codes == other.page.codes
        assert [a.evidence for a in one.page.authorships] == [a.evidence for a in other.page.authorships]
        # Probabilities of suggestions are sums over all cases of a batch at once: the last digit may differ.
        for mine, theirs in zip(one.page.authorships, other.page.authorships, strict=True):
            assert [(s.person, s.text) for s in mine.suggestions] == [(s.person, s.text) for s in theirs.suggestions]
            np.testing.assert_allclose(
                [s.probability for s in theirs.suggestions], [s.probability for s in mine.suggestions], atol=1e-9
            )


@pytest.mark.parametrize(
    ("options", "env", "code", "words"),
    [
        (["--master", "locl[2]"], {}, 2, "--master locl[2]: not an address of Spark; give local[2]"),
        (["--shared-folder", "/nowhere"], {}, 2, "Directory '/nowhere' does not exist"),
        (["--shared-folder", "/proc"], {}, 3, "/proc: can't be written: "),
        (["--shared-folder", "a[1]"], {}, 2, "a[1]: Spark takes * ? [ \\ ] { } for patterns; name another"),
        (["--master", "spark://x:7077"], {}, 2, "may be several machines; name a folder that all see: --shared-folder"),
        (
            [],
            {"JAVA_HOME": "", "PATH": "/nowhere"},
            3,
            "needs Java 17 or 21, and there is none on the PATH; install it",
        ),
        ([], {"JAVA_HOME": "/nowhere"}, 3, "needs Java 17 or 21, and there is none in JAVA_HOME, /nowhere; install it"),
    ],
)
def test_what_keeps_spark_from_starting_is_said_in_a_line(
    tmp_path: Path, options: list[str], env: dict[str, str], code: int, words: str
) -> None:
    (tmp_path / "a[1]").mkdir()
    ran = graphcheck(*SPARK, "--out", "report", *options, cwd=tmp_path, **env)
    assert ran.returncode == code
    assert words in said(ran)[-1]
    assert "Traceback" not in ran.stderr
    assert "Spark: " not in ran.stderr  # its own log repeats it
    assert not (tmp_path / "report").exists()


def test_java_that_dies_is_said_in_a_line(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "graphcheck", *map(str, SPARK), "--out", "report", "--shared-folder", "."]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as running:
        while running.poll() is None and not list(tmp_path.glob("*/papers")):
            time.sleep(0.05)
        for line in subprocess.run(
            ["ps", "-e", "-o", "pid=,ppid=,comm="], capture_output=True, text=True
        ).stdout.splitlines():
            pid, parent, name = line.split()
            if int(parent) == running.pid and name == "java":
                os.kill(int(pid), signal.SIGKILL)
        stderr = running.communicate(timeout=120)[1]
    lines = [line for line in stderr.splitlines() if "incubator module" not in line]
    assert running.returncode == 3
    assert lines == ["graphcheck: Spark at local[*] failed: its Java process ended, or does not answer"]
    assert [path.name for path in tmp_path.iterdir()] == []


def test_a_session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All that is asked of one is asked of the same: starting takes longest."""
    with pytest.raises(GraphcheckError) as told:
        use_a_session(tmp_path, monkeypatch)
    assert str(told.value) == "Spark at local[1] failed: this worker refuses"


def use_a_session(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with session("local[1]") as spark:
        # What another machine keeps for itself is missed.
        rows = spark.range(10, numPartitions=2)
        assert written(rows, folder / "seen")().count() == 10
        spark.range(5).write.parquet(uri(folder / "here"))
        places = iter(("elsewhere", "here"))  # where the path is written, and what is read under it
        monkeypatch.setattr(closing, "uri", lambda place: uri(folder / next(places)))
        with pytest.raises(GraphcheckError, match=r"of 10 rows that Spark wrote to .* 5 are there; name a --shared"):
            written(rows, folder / "lost")
        # A session that is there is used, and stays.
        with session("local[2]") as used:
            assert used is spark
        assert spark.range(3).count() == 3
        # What a worker says is passed on, alone.
        rows.mapInArrow(refuse, "id long").collect()


def refuse(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    raise GraphcheckError("this worker refuses")


def test_a_worker_with_another_version_stops_the_run(sample: Bibliography) -> None:
    graph = sample.graph
    orders = Orders(
        version="0.0",
        settings=sample.settings,
        model=sample.model,
        decisions=sample.decisions,
        institutions=graph.institutions,
        institution_share=graph.institution_share,
        language_share=graph.language_share,
        family_at=graph.family_at,
        family_size=graph.family_size,
        evidence=False,
    )
    with pytest.raises(GraphcheckError, match=r"a worker has graphcheck .*, not 0\.0; install the same on all"):
        judged(orders, pa.table({}), pa.table({}))


def test_options_of_spark_alone_are_a_mistake(tmp_path: Path) -> None:
    ran = graphcheck("report", SAMPLE, "--out", "report", "--master", "local[2]", cwd=tmp_path)
    assert (ran.returncode, said(ran)) == (2, ["graphcheck: --master is about Spark; add --engine spark"])


def test_without_pyspark_the_extra_is_named(tmp_path: Path) -> None:
    without = "import sys; sys.modules['pyspark'] = None; from graphcheck.cli import main; main(sys.argv[1:])"
    command = [sys.executable, "-c", without, *map(str, SPARK), "--out", "report"]
    ran = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert ran.returncode == 2
    assert said(ran) == ["graphcheck: --engine spark needs PySpark: pip install 'graphcheck[spark]'"]
