"""How several processes share the tests: file by file, those first that take longest.

xdist's own ``--dist loadgroup`` passes a test's group on in the test's id, which pytest 9.2 does not let it change: it
gives tests of one group to any process. Here the group is told from the id alone. All tests of a file run in one
process, so that what a module's fixtures make is not made twice; so do files that share a server, or much work.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from xdist.scheduler import LoadScopeScheduling

if TYPE_CHECKING:
    from xdist.remote import Producer

NEO4J = "neo4j"  # in the ids of all tests that use a server, and share its one database
GRAPH = "graph of the whole Anthology"  # on a server of its own, unless one is named: then all share that one
REPORT = "report on the whole Anthology"
# Files that share what takes long to make.
SHARED = {
    "store/queries/test_anthology.py": GRAPH,
    "store/test_rows.py": GRAPH,
    "report/test_outputs.py": REPORT,
    "report/site/test_site_in_browser.py": REPORT,
}
# In the names of groups that take minutes, longest first; then come files with tests on the whole Anthology. What is
# short comes last, so that no process waits long for another.
LONG = (NEO4J, "spark", REPORT, "evaluate/test_result", GRAPH, "corrections/test_whole", "kills")


class Sharing(LoadScopeScheduling):
    """Gives whole groups of tests to the processes, in the order in which they were collected."""

    def __init__(self, config: pytest.Config, log: Producer | None = None) -> None:
        super().__init__(config, log)
        config.option.loadscopereorder = False  # by how many tests there are: few of them may take longest

    def _split_scope(self, nodeid: str) -> str:
        return group(nodeid)


def group(nodeid: str) -> str:
    """Return the name of the tests that must run in one process with the one whose id is given."""
    file = nodeid.partition("::")[0]
    shared = next((name for path, name in SHARED.items() if file.endswith(path)), None)
    if shared == GRAPH and os.environ.get("GRAPHCHECK_NEO4J_URI"):
        return NEO4J
    return shared or (NEO4J if NEO4J in nodeid else file)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Sharing:
    """Share the tests this way whatever ``--dist`` says."""
    return Sharing(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put those first that take longest; groups stay together."""
    whole = {group(item.nodeid) for item in items if item.get_closest_marker("anthology")}

    def place(item: pytest.Item) -> int:
        waited = [at for at, word in enumerate(LONG) if word in group(item.nodeid)]
        return min(waited, default=len(LONG) + (group(item.nodeid) not in whole))

    items.sort(key=place)
