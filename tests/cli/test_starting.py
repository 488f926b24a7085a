"""What a command that answers at once leaves out."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

from tests.cli.conftest import PROJECT, Start

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


def test_one_name_of_what_was_read_is_shown_without_the_tables_libraries(start: Start) -> None:
    args = ["check", "yan-li", "--source", str(PROJECT / "data" / "sample"), "--quiet"]
    cold = start(*args)
    assert cold.returncode == 0
    ran = subprocess.run([sys.executable, "-c", CODE.format(args=args)], capture_output=True, text=True, check=True)
    assert ran.stdout == cold.stdout
    heavy = {"pandas", "pyarrow", "matplotlib", "networkx", "lxml", "yaml", "rapidfuzz", "ladybug", "texttable"}
    assert heavy.isdisjoint(ran.stderr.split())


def test_what_was_left_out_can_be_imported_afterwards() -> None:
    code = """
        from graphcheck.cli.starting import start_lightly
        start_lightly()
        import sys, igraph, numpy as np
        import scipy.sparse as sp, scipy.sparse.csgraph as csgraph, scipy.sparse.linalg as linalg
        assert "texttable" not in sys.modules and "igraph.clustering" not in sys.modules
        assert csgraph.connected_components(sp.eye(3, format="csr"))[0] == 3
        assert linalg.LinearOperator((1, 1), matvec=lambda x: x).shape == (1, 1)
        assert np.ma.array([1], mask=[1]).mask.all() and np.polynomial.Polynomial([0, 1])(2) == 2
        assert np.random.default_rng(0).integers(1) == 0 and np.testing.assert_equal(1, 1) is None
        assert np.f2py.__name__ == "numpy.f2py" and np.ctypeslib.__name__ == "numpy.ctypeslib"
        assert igraph.Graph(n=2, edges=[(0, 1)]).ecount() == 1 and sys.modules["igraph"].__spec__ is not None
        import texttable
        assert texttable.Texttable().draw() is None
    """
    subprocess.run([sys.executable, "-c", textwrap.dedent(code)], check=True, cwd=PROJECT)


def test_libraries_that_cannot_do_without_are_imported_whole() -> None:
    code = """
        import sys, types
        class Refusing(types.ModuleType):
            def __getattr__(self, name):
                raise ImportError(name)
        from graphcheck.cli import starting
        starting._Without = Refusing
        starting.start_lightly()
        import scipy.sparse.csgraph, scipy.sparse.linalg
        assert scipy.sparse.csgraph._laplacian.LinearOperator is scipy.sparse.linalg.LinearOperator
    """
    subprocess.run([sys.executable, "-c", textwrap.dedent(code)], check=True, cwd=PROJECT)
