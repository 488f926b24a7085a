"""For all tests: how processes share them, and the whole Anthology, read once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graphcheck.bibliography import Bibliography, load
from graphcheck.sources import Source, read
from tests.sharing import Sharing, long_ones_first

if TYPE_CHECKING:
    from xdist.remote import Producer

CHECKOUT = Path(__file__).resolve().parents[1]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Sharing:
    """Share the tests among processes, whatever ``--dist`` says: those on Neo4j have one database."""
    return Sharing(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest."""
    long_ones_first(items)


@pytest.fixture(scope="session", autouse=True)
def named_neo4j() -> Iterator[str]:
    """The Neo4j server that the tests are told to use, or ""; commands that they run are not told."""
    with pytest.MonkeyPatch.context() as patch:
        named = os.environ.get("GRAPHCHECK_NEO4J_URI", "")
        patch.delenv("GRAPHCHECK_NEO4J_URI", raising=False)
        yield named


@pytest.fixture(scope="session")
def anthology() -> Path:
    """The root of a checkout of the whole Anthology."""
    root = Path(os.environ.get("GRAPHCHECK_ANTHOLOGY") or CHECKOUT.parent / "shared" / "anthology")
    if not (root / "data" / "xml").is_dir():
        pytest.skip("needs the whole Anthology: set GRAPHCHECK_ANTHOLOGY to its checkout")
    return root


@pytest.fixture(scope="session")
def anthology_source(anthology: Path) -> Source:
    """The whole Anthology as it is read."""
    return read(anthology)


@pytest.fixture(scope="session")
def sample() -> Bibliography:
    """The sample bibliography."""
    return load(CHECKOUT / "data" / "sample")
