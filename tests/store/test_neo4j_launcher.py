"""The server that the tests start ends with them, however they end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.neo4j_server import NoServerError, serving
from tests.store.served import told

PROJECT = Path(__file__).resolve().parents[2]
START = """
import sys
from pathlib import Path
from tests.neo4j_server import serving
with serving(Path(sys.argv[1])) as server:
    print(server.process, flush=True)
    sys.stdin.read()
"""


def alive(process: int) -> bool:
    status = Path(f"/proc/{process}/stat")
    return status.exists() and status.read_text().rsplit(")", 1)[1].split()[0] != "Z"


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_it_ends_when_who_started_it_is_killed(neo4j_jars: None, tmp_path: Path) -> None:
    command = [sys.executable, "-c", START, str(tmp_path / "neo4j")]
    with subprocess.Popen(command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as starter:
        assert starter.stdout is not None
        server = int(starter.stdout.readline())
        assert alive(server)
        arguments = Path(f"/proc/{server}/cmdline").read_text().split("\0")
        assert arguments[1:4] == ["-m", "tests.neo4j_server", str(tmp_path / "neo4j")]  # and no password
        os.kill(starter.pid, signal.SIGKILL)
    until = time.monotonic() + 60
    while alive(server):
        assert time.monotonic() < until
        time.sleep(0.1)


def test_it_answers_and_leaves_its_logs(neo4j_jars: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(tmp_path / "neo4j") as server:
        monkeypatch.setenv("NEO4J_USERNAME", "neo4j")
        monkeypatch.setenv("NEO4J_PASSWORD", server.password)
        ((name, version, edition),) = told(
            server.uri, "CALL dbms.components() YIELD name, versions, edition RETURN name, versions[0], edition"
        )
        assert (name, version.rsplit(".", 1)[0], edition) == ("Neo4j Kernel", "5.26", "community")
    assert (tmp_path / "neo4j" / "logs" / "debug.log").stat().st_size
    assert not (tmp_path / "neo4j" / "data").exists()


def test_why_it_did_not_start_is_told(neo4j_jars: None, tmp_path: Path) -> None:
    why = r"did not start.*server\.log ends with(.|\n)*Traceback"
    with pytest.raises(NoServerError, match=why), serving(tmp_path, heap="much"):
        pass
