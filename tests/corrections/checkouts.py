"""The sample as a git checkout."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample"


def sample_checkout(root: Path) -> Path:
    """Write the sample to ``root`` and commit it there; return ``root``."""
    shutil.copytree(SAMPLE / "data", root / "data")
    commit(root)
    return root


def commit(root: Path) -> None:
    """Make a git checkout of the files in ``root``."""
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    for words in (["init", "-q"], ["add", "."], [*who, "commit", "-qm", "all"]):
        subprocess.run(["git", *words], cwd=root, check=True)
