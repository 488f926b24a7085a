"""How several processes share the tests: file by file, those first that take longest.

xdist's own ``--dist loadgroup`` passes a test's group on in the test's id, which pytest 9.2 does not let it change: it
gives tests of one group to any process. Here the group is told from the id alone. All tests of a file run in one
process, so that what a module's fixtures make is not made twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from xdist.scheduler import LoadScopeScheduling

if TYPE_CHECKING:
    from xdist.remote import Producer

NEO4J = "neo4j"
# In the ids of all tests that use a server, and share its one database; and of the one that takes what is loaded there.
SERVED = (NEO4J, "store/test_rows.py")
# In the names of groups that take minutes, longest first; then come files with tests on the whole Anthology. What is
# short comes last, so that no process waits long for another.
LONG = (NEO4J, "spark", "kills")


class Sharing(LoadScopeScheduling):
    """Gives whole groups of tests to the processes, in the order in which they were collected."""

    def __init__(self, config: pytest.Config, log: Producer | None = None) -> None:
        super().__init__(config, log)
        config.option.loadscopereorder = False  # by how many tests there are: few of them may take longest

    def _split_scope(self, nodeid: str) -> str:
        return group(nodeid)


def group(nodeid: str) -> str:
    """Return the name of the tests that must run in one process with the one whose id is given."""
    return NEO4J if any(word in nodeid for word in SERVED) else nodeid.partition("::")[0]


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
