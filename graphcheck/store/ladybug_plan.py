"""What the embedded engine's own plan of a statement tells: whether it only answers, and whether the answer is right.

Ladybug 0.21 and 0.22 answer some patterns wrongly, without a word. Relationships that one stretch of a plan walks one
after another go wrong where a condition lies between two of them, and where the walk goes back to a node that is
neither the first one nor the one that it reached last. Of 5,952 random patterns on the sample 1,011 were answered
wrongly; all of them have one of these shapes, as have 1,545 that it answered rightly and that are refused with them.
``tests/store/test_ladybug_random.py`` holds what is not refused against plain loops.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

_OPERATOR = re.compile(r"(?<=│)\s*([A-Z_]+)\[(\d+)\]\s*(?=│)")  # the heading of a box
_DIRECTION = re.compile(r"Direction: \((.*?)\)<?-\[.*?\]->?\((.*?)\)")
_WALK, _CONDITION = "SCAN_REL_TABLE", "FILTER"
# The last step of a statement that returns rows, in the engine's own plan of it. Others copy to files, install
# extensions, change the connection or the transaction.
_ANSWERS = frozenset(
    {"PROJECTION", "ORDER_BY", "LIMIT", "DISTINCT", "UNION_ALL", "MULTIPLICITY_REDUCER", "EMPTY_RESULT"}
)
# Functions may also read files; these tell about the graph.
_CALLED = re.compile(r"(?<=│)\s*TABLE_FUNCTION_CALL\s*(?=│)")
_ABOUT_THE_GRAPH = re.compile(r"(?<=│)\s*(?:SHOW_TABLES|SHOW_CONNECTION|SHOW_FUNCTIONS|TABLE_INFO|DB_VERSION)\s*(?=│)")
Step = tuple[str, tuple[str, str] | None]  # operator, and the nodes that it walks from and to


def only_answers(logical: str) -> bool:
    """Tell whether the operator on top of a drawn logical plan, the first words below its heading, returns rows."""
    lines = [line.strip("│┌┐└┘─┬┴ ") for line in logical.splitlines()]
    words = [line for line in lines if line]
    called = len(_CALLED.findall(logical))
    return len(words) > 1 and words[1] in _ANSWERS and called == len(_ABOUT_THE_GRAPH.findall(logical))


def may_be_wrong(physical: str) -> bool:
    """Tell whether a drawn physical plan has a shape that the engine gets wrong."""
    return any(_condition_between(stretch) or _goes_back(stretch) for stretch in _stretches(_steps(physical)))


def _condition_between(stretch: list[Step]) -> bool:
    walks = [number for number, (operator, _) in enumerate(stretch) if operator == _WALK]
    return any(after - before > 1 for before, after in pairwise(walks))


def _goes_back(stretch: list[Step]) -> bool:
    walked = [nodes for operator, nodes in stretch if operator == _WALK]
    if len(walked) > 2 and None in walked:
        return True  # where a plan can't be read, it is not trusted
    known = [nodes for nodes in walked if nodes is not None]
    return any(after[0] not in (known[0][0], before[1]) for before, after in pairwise(known))


def _stretches(steps: list[Step]) -> Iterator[list[Step]]:
    """Yield the walks and conditions that follow one another with nothing between them."""
    stretch: list[Step] = []
    for step in steps:
        if step[0] in (_WALK, _CONDITION):
            stretch.append(step)
        else:
            yield stretch
            stretch = []
    yield stretch


def _steps(plan: str) -> list[Step]:
    """Read the operators of a drawn plan, from the source up: so they are numbered.

    Boxes stand below one another and side by side; what a walk's box says belongs to the operator above it.
    """
    operators: dict[int, str] = {}
    nodes: dict[int, tuple[str, str]] = {}
    above: list[tuple[int, float]] = []  # numbers of the boxes begun last, and where their middle is
    for line in plan.splitlines():
        found = [(int(box[2]), (box.start() + box.end()) / 2, box[1]) for box in _OPERATOR.finditer(line)]
        if found:
            operators.update((number, name) for number, _, name in found)
            above = [(number, middle) for number, middle, _ in found]
        for direction in _DIRECTION.finditer(line):
            middle = (direction.start() + direction.end()) / 2
            number, _ = min(above, key=lambda box, at=middle: abs(box[1] - at))  # type: ignore[misc]
            nodes[number] = (direction[1], direction[2])
    return [(operators[number], nodes.get(number)) for number in sorted(operators)]
