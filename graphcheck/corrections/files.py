"""A plan → the files of the source that it changes, before and after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from graphcheck.corrections.change import EditError, FileChange, LinkEdit, Move, Plan
from graphcheck.corrections.mentions import Mentions
from graphcheck.corrections.people_edit import edit_people
from graphcheck.corrections.xml_edit import edit_collection
from graphcheck.sources.anthology_people import people_file
from graphcheck.sources.anthology_xml import MOST_XML_BYTES
from graphcheck.sources.files import read_bytes, shown


def changes_of(plan: Plan, mentions: Mentions, root: Path, data: Path) -> list[FileChange]:
    """Return the files that ``plan`` changes, the people file first.

    ``data`` is the source's data folder, in ``root`` or the same.

    Raises:
        EditError: a file does not hold what the plan was made from.
        BadInputError: a file can't be read any more.
    """
    changes = [_people_change(plan, root, data)] if plan.people else []
    for file, moves in _by_file(plan.moves, mentions).items():
        path = root / file
        before = read_bytes(path, MOST_XML_BYTES)
        after = edit_collection(before, path, [_edit(move, mentions) for move in moves])
        changes.append(FileChange(path.relative_to(root).as_posix(), before, after))
    return changes


def _people_change(plan: Plan, root: Path, data: Path) -> FileChange:
    path = people_file(data)
    if path is None:
        raise EditError(f"{shown(data)}: there is no people file any more; read the source anew")
    before = read_bytes(path, MOST_XML_BYTES)
    return FileChange(path.relative_to(root).as_posix(), before, edit_people(before, path, plan.people))


def _by_file(moves: Iterable[Move], mentions: Mentions) -> dict[str, list[Move]]:
    files: defaultdict[str, list[Move]] = defaultdict(list)
    for move in moves:
        if move.had != move.gets or move.orcid is not None:
            files[mentions.file(move.row)].append(move)
    return dict(sorted(files.items()))


def _edit(move: Move, mentions: Mentions) -> LinkEdit:
    attributes: dict[str, str | None] = {"id": move.gets or None} if move.gets != move.had else {}
    if move.orcid is not None:
        attributes["orcid"] = move.orcid or None
    return LinkEdit(mentions.paper[move.row], mentions.position[move.row], attributes)
