"""What a command that answers at once leaves out."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.cli.conftest import PROJECT

CODE = """
import atexit, sys
from graphcheck.cli import main
atexit.register(lambda: print(*{{name.partition(".")[0] for name in sys.modules}}, file=sys.stderr))
main({args!r})
"""


def test_check_draws_only_where_a_picture_is_asked_for(tmp_path: Path) -> None:
    for picture in (False, True):
        args = ["check", "yan-li", "--source", str(PROJECT / "data" / "sample"), "--quiet"]
        args += ["--picture", str(tmp_path / "yan-li.svg")] if picture else []
        ran = subprocess.run([sys.executable, "-c", CODE.format(args=args)], capture_output=True, text=True, check=True)
        modules = ran.stderr.split()
        assert "igraph" in modules
        assert ("matplotlib" in modules) == picture
    assert (tmp_path / "yan-li.svg").read_bytes().startswith(b"<?xml")
