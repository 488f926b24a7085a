"""Which server is taken, who is let in, and what is said when not: one line, and never a password."""

from __future__ import annotations

import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graphcheck.cli import main
from graphcheck.errors import StoreError, UsageError
from graphcheck.store.neo4j import open_neo4j
from graphcheck.store.neo4j_server import check_version, checked_address
from tests.store.altered import SAMPLE
from tests.store.served import told

SECRET = "correct-horse-battery"


@pytest.mark.parametrize(
    "uri", ["bolt://localhost", "bolt://127.0.0.1:7687", "neo4j+s://graph.example.org", "bolt+ssc://[::1]:7687/"]
)
def test_addresses(uri: str) -> None:
    assert checked_address(uri) == uri


@pytest.mark.parametrize(
    "uri",
    [
        "",
        "localhost:7687",
        "http://localhost:7474",
        "bolt://",
        "bolt://localhost:port",
        "bolt://localhost:0",
        "bolt://localhost:70000",
        "bolt://localhost/neo4j",
        "bolt://[::1",
        "bolt://local\x1b[2Jhost:x",
    ],
)
def test_no_addresses(uri: str) -> None:
    with pytest.raises(
        UsageError, match=r"is no address of a Neo4j server; write e\.g\. bolt://localhost:7687"
    ) as caught:
        checked_address(uri)
    assert "\x1b" not in str(caught.value)


@pytest.mark.parametrize("uri", ["bolt://localhost?policy=x", "neo4j://localhost?password=secret"])
def test_what_an_address_asks_for_is_not_repeated(uri: str) -> None:
    with pytest.raises(UsageError, match="graphcheck takes none of") as caught:
        checked_address(uri)
    assert uri.partition("?")[2] not in str(caught.value)


@pytest.mark.parametrize(
    "uri", [f"bolt://neo4j:{SECRET}@localhost:7687", f"bolt://{SECRET}@localhost", f"http://x:{SECRET}@[", f"{SECRET}@"]
)
def test_an_address_with_a_password_is_not_repeated(uri: str) -> None:
    with pytest.raises(UsageError, match=r"holds a user or a password; .* NEO4J_USERNAME and NEO4J_PASSWORD") as caught:
        open_neo4j(uri)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("agent", ["Neo4j/5.0.0", "Neo4j/5.26.12", "Neo4j/2025.10.1"])
def test_versions(agent: str) -> None:
    check_version("bolt://here", agent)


@pytest.mark.parametrize("agent", ["Neo4j/4.4.38", "Neo4j/3.5.0", "Memgraph/2.0", "", "Neo4j/", "Neo4j/4.4\x1b[2J"])
def test_versions_that_are_too_old(agent: str) -> None:
    with pytest.raises(StoreError, match=r"^bolt://here: is .*; graphcheck needs Neo4j 5 or newer$") as caught:
        check_version("bolt://here", agent)
    assert "\x1b" not in str(caught.value)


@contextmanager
def answering(answer: bytes) -> Iterator[str]:
    """Give the address of a server that gives one answer to whatever it hears, then hangs up."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.recv(4096)
            self.request.sendall(answer)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"bolt://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()


def test_nobody_listens() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        uri = f"bolt://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(
            StoreError, match=rf"^{uri}: can't be reached \(Connection refused\); is the server running"
        ):
            open_neo4j(uri)


def test_a_host_that_is_not() -> None:
    with pytest.raises(
        StoreError, match=r"^bolt://nowhere\.invalid:7687: can't be reached \(.*\); is the server running"
    ):
        open_neo4j("bolt://nowhere.invalid:7687")


def test_a_server_that_hangs_up() -> None:
    with answering(b"") as uri, pytest.raises(StoreError, match=f"^{uri}: can't be reached .*; is the server running"):
        open_neo4j(uri)


def test_the_browsers_port() -> None:
    with answering(b"HTTP/1.1 200 OK\r\n\r\n") as uri, pytest.raises(StoreError, match=f"^{uri}: .*its Bolt address"):
        open_neo4j(uri)


def test_a_server_whose_protocol_is_too_old() -> None:
    with answering(b"\x00\x00\x00\x00") as uri, pytest.raises(StoreError, match=r"graphcheck needs Neo4j 5 or newer$"):
        open_neo4j(uri)


def test_a_wrong_password(neo4j_uri: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_USERNAME", "nobody")  # not one whose failed attempts would keep other tests out
    monkeypatch.setenv("NEO4J_PASSWORD", SECRET)
    with pytest.raises(
        StoreError, match=rf"^{neo4j_uri}: refuses this user and password; check NEO4J_USERNAME"
    ) as caught:
        open_neo4j(neo4j_uri)
    assert SECRET not in str(caught.value)


def test_no_password(neo4j_uri: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEO4J_PASSWORD")
    with pytest.raises(StoreError, match="wants a password; put it into NEO4J_PASSWORD"):
        open_neo4j(neo4j_uri)


def graphcheck(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def test_the_commands(neo4j_empty: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GRAPHCHECK_STATE", str(tmp_path / "state"))
    asked = (
        "query",
        "--cypher",
        "MATCH (p:Paper) RETURN count(p) AS papers",
        "--format",
        "csv",
        "--neo4j",
        neo4j_empty,
    )
    nothing = graphcheck(*asked)
    assert nothing.exit_code == 3
    assert nothing.stderr == (
        f"graphcheck: {neo4j_empty}: there is no graph yet; run: graphcheck load SOURCE --neo4j {neo4j_empty}\n"
    )
    loaded = graphcheck("load", str(SAMPLE), "--neo4j", neo4j_empty, "--quiet")
    assert (loaded.exit_code, loaded.output) == (0, "")
    assert graphcheck(*asked).stdout.splitlines() == ["papers", "233"]
    told(neo4j_empty, "CREATE (:Customer)")
    refused = graphcheck("load", str(SAMPLE), "--neo4j", neo4j_empty, "--quiet")
    assert refused.exit_code == 3
    assert refused.stderr.count("\n") == 1
    assert "holds 1 nodes that graphcheck did not write; nothing was changed" in refused.stderr


def test_no_command_tells_the_password(neo4j_empty: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHCHECK_DEBUG", "1")
    monkeypatch.setenv("NEO4J_USERNAME", "nobody")
    monkeypatch.setenv("NEO4J_PASSWORD", SECRET)
    for arguments in (
        ("load", str(SAMPLE), "--neo4j", neo4j_empty),
        ("query", "--cypher", "RETURN 1", "--neo4j", neo4j_empty),
        ("query", "--cypher", "RETURN 1", "--neo4j", f"bolt://nobody:{SECRET}@127.0.0.1:7687"),
    ):
        result = graphcheck(*arguments)
        assert result.exit_code in (2, 3)
        assert SECRET not in result.output
        assert SECRET not in str(result.exc_info)
