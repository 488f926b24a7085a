"""A correction that is killed while it is written leaves whole files, and the next run finishes it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import PROJECT
from tests.corrections.checkouts import sample_checkout

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills are POSIX's here")


def test_killed_runs_leave_whole_files_and_the_next_one_finishes(tmp_path: Path) -> None:
    checkout = sample_checkout(tmp_path / "checkout")
    command = [sys.executable, "-m", "tests.corrections.killing", str(checkout)]
    environment = {**os.environ, "GRAPHCHECK_STATE": str(tmp_path / "state")}
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    outcomes = [json.loads(line) for line in done.stdout.splitlines()]
    died = [outcome for outcome in outcomes if outcome["died"]]
    assert len(died) >= 35
    for one in died:
        assert all(one[what] for what in ("whole", "git", "done")), one
        assert (one["faults"], one["leftovers"]) == (0, []), one
        assert all("yan-li-elsewhere" in people for people in one["who"].values()), one
        if one["code"]:  # killed when all was done, before it could say so: the next run says that it is
            assert one["new"] == one["files"], one
            assert "is not on the page of yan-li; perhaps it was moved already: it is by" in one["said"], one
        else:
            assert one["undo"], one
            assert ("A run that was killed" in one["said"]) == (one["new"] > 0), one
    assert {one["new"] for one in died} == set(range(7))  # of the people file and five collections
