"""The compose file, as far as it can be tried without Docker: its form, and its settings on a real server."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.neo4j_server import VERSION, NoServerError, Server, serving
from tests.store.served import told

PROJECT = Path(__file__).resolve().parents[2]
COMPOSE = PROJECT / "docker-compose.yml"
SETTING = "NEO4J_"


@pytest.fixture(scope="module")
def service() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))
    (only,) = read["services"].values()
    assert isinstance(only, dict)
    return only


def settings(service: dict[str, Any]) -> dict[str, str]:
    """Return the settings that the image writes into neo4j.conf: `_` stands for a dot, `__` for `_`."""
    names = {name: name.removeprefix(SETTING) for name in service["environment"] if name != "NEO4J_AUTH"}
    return {
        name.replace("__", "\0").replace("_", ".").replace("\0", "_"): service["environment"][variable]
        for variable, name in names.items()
    }


@pytest.fixture(scope="module")
def as_composed(
    service: dict[str, Any], neo4j_jars: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A server with the settings of the compose file, which ends at once where one of them isn't known."""
    strict = {**settings(service), "server.config.strict_validation.enabled": "true"}
    with pytest.MonkeyPatch.context() as patch, serving(tmp_path_factory.mktemp("composed"), settings=strict) as server:
        patch.setenv("NEO4J_USERNAME", "neo4j")
        patch.setenv("NEO4J_PASSWORD", server.password)
        yield server


def test_it_is_a_compose_file() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(COMPOSE)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stdout) == (0, "ok -- validation done\n")


def test_the_image_is_the_version_that_is_tested(service: dict[str, Any]) -> None:
    assert re.fullmatch(r"neo4j:5\.26\.\d+-community", service["image"])
    assert service["image"] == f"neo4j:{VERSION}-community"


def test_ports_are_open_to_this_machine_only(service: dict[str, Any]) -> None:
    assert service["ports"] == ["127.0.0.1:7474:7474", "127.0.0.1:7687:7687"]


def test_there_is_no_default_password(service: dict[str, Any]) -> None:
    assert re.fullmatch(r"neo4j/\$\{NEO4J_PASSWORD:\?[^}]+\}", service["environment"]["NEO4J_AUTH"])
    assert re.findall(r"^\w+=(.*)$", (PROJECT / ".env.example").read_text(), re.MULTILINE) == [""]
    assert ".env" in (PROJECT / ".gitignore").read_text().splitlines()


def test_data_and_logs_outlive_the_container(service: dict[str, Any]) -> None:
    named = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))["volumes"]
    assert service["volumes"] == [f"{name}:/{name.removeprefix('neo4j-')}" for name in named]


def test_every_setting_is_known_and_taken(service: dict[str, Any], as_composed: Server) -> None:
    asked = "SHOW SETTINGS YIELD name, value, isExplicitlySet WHERE isExplicitlySet RETURN name, value"
    taken = dict(told(as_composed.uri, asked))
    chosen = settings(service)
    assert chosen
    assert {name: _bytes(taken[name]) for name in chosen} == {name: _bytes(value) for name, value in chosen.items()}


def test_an_unknown_setting_would_be_noticed(neo4j_jars: None, tmp_path: Path) -> None:
    unknown = {"server.memory.heap.maxsize": "1g", "server.config.strict_validation.enabled": "true"}
    with pytest.raises(NoServerError, match=r"server\.memory\.heap\.maxsize"), serving(tmp_path, settings=unknown):
        pass


def test_the_health_check_tells_a_server_from_none(service: dict[str, Any], as_composed: Server) -> None:
    kind, *command = service["healthcheck"]["test"]
    assert kind == "CMD"
    assert command[-1].endswith("/7687")
    for port, healthy in ((as_composed.uri.rsplit(":", 1)[1], True), ("1", False)):
        tried = [*command[:-1], command[-1].replace("7687", port)]
        assert (subprocess.run(tried, capture_output=True, check=False).returncode == 0) is healthy


def _bytes(value: str) -> str | int:
    """Return a size in bytes, however it is written: `512m`, `512.00MiB`."""
    size = re.fullmatch(r"([\d.]+)([kmg])(i?b)?", value.lower())
    return value if size is None else int(float(size[1]) * 1024 ** ("kmg".index(size[2]) + 1))
