"""The whole Anthology's people, judged once for the tests of the site."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphcheck.bibliography import Bibliography, load


@pytest.fixture(scope="session")
def whole(anthology: Path) -> Bibliography:
    """The whole Anthology, read."""
    return load(anthology)
