"""The version of a library is the one that Python's own way of asking tells."""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from graphcheck.installed import version_of


@pytest.mark.parametrize("library", ["numpy", "pandas", "python-slugify", "ladybug", "acl-anthology"])
def test_it_is_the_installed_one(library: str) -> None:
    assert version_of(library) == version(library)


def test_a_library_without_a_folder_of_its_own_is_asked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    egg = tmp_path / "seldom_seen.egg-info"
    egg.mkdir()
    (egg / "PKG-INFO").write_text("Metadata-Version: 2.1\nName: seldom-seen\nVersion: 1.2\n")
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    assert version_of("seldom-seen") == "1.2"


def test_what_is_not_installed_has_no_version() -> None:
    with pytest.raises(PackageNotFoundError):
        version_of("graphcheck-nowhere")
