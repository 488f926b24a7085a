"""Which papers came or changed since a commit or a day: a paper has, where its own element in the XML is another.

Who the authors are may change without the paper, by the people file alone: that is told, not followed.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha1, sha256
from pathlib import Path

from lxml import etree

from graphcheck.errors import BadInputError, UsageError, one_line
from graphcheck.sources.anthology_ids import build_paper_id
from graphcheck.sources.anthology_people import people_file
from graphcheck.sources.anthology_xml import MOST_XML_BYTES, parse_xml
from graphcheck.sources.checkout import find_data
from graphcheck.sources.files import folder_files, read_bytes
from graphcheck.sources.git import Git, git_of
from graphcheck.sources.lined import MOST_JSON_BYTES
from graphcheck.sources.revision import git_folder

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def changed_since(root: Path, wanted: str) -> frozenset[str]:
    """Return the ids of the papers in the checkout at ``root`` that are new or another since ``wanted``.

    ``wanted`` is a revision as git takes it, or a day (2025-09-01, from its beginning in UTC): then what counts is the
    last commit before it on the line that is checked out. Files that can't be read are left to the reader to tell.

    Raises:
        SourceNotFoundError: there is no bibliography at ``root``.
        UsageError: it is no git checkout, there is no such commit, or its files were not fetched.
    """
    data = find_data(root)
    changed: set[str] = set()
    with _then(root, data / "xml", wanted) as (git, folder, before):
        for path in folder_files(data / "xml", ".xml"):
            changed |= _changed(git, path, before.get(f"{folder}/{path.name}"), wanted)
    return frozenset(changed)


def people_changed_since(root: Path, wanted: str) -> bool:
    """Tell whether the people file at ``root`` is another than at ``wanted``; raises what ``changed_since`` raises."""
    place = people_file(find_data(root))
    if place is None:
        return False
    with _then(root, place.parent, wanted) as (_, folder, before):
        blob = before.get(f"{folder}/{place.name}")
        try:
            return blob is None or blob != _digest(read_bytes(place, MOST_JSON_BYTES), len(blob))
        except BadInputError:
            return False  # reading the source tells


@contextmanager
def _then(root: Path, folder: Path, wanted: str) -> Iterator[tuple[Git, str, dict[str, str]]]:
    """Give git, a folder as from the checkout, and the files (path → blob) that were in it at ``wanted``."""
    data = find_data(root)
    top = root if git_folder(root) is not None or data != root else root.resolve().parent
    with git_of(top, "--since") as git:
        commit = _commit(git, wanted)
        try:
            below = folder.resolve().relative_to(top.resolve()).as_posix()
        except ValueError as error:
            raise UsageError(one_line(f"--since: {folder} is not in the checkout {top}")) from error
        before = git.files(commit, below) if commit else {}
        if before is None:
            raise UsageError(one_line(f"--since {wanted}: the files of that commit were not fetched; fetch them"))
        yield git, below, before


def _commit(git: Git, wanted: str) -> str:
    """Return the commit that is meant, "" for "before the first one"."""
    if not _DAY.fullmatch(wanted):
        found = git.commit(wanted)
        if found is None:
            hint = "name a commit, branch or tag that was fetched, or a day such as 2025-09-01"
            raise UsageError(one_line(f"--since {wanted}: there is no such revision in the checkout; {hint}"))
        return found
    try:
        day = datetime.datetime.fromisoformat(wanted).replace(tzinfo=datetime.UTC)
    except ValueError as error:
        raise UsageError(one_line(f"--since {wanted}: is no day; write e.g. 2025-09-01")) from error
    found = git.before(int(day.timestamp()))
    if found is None and git.shallow:
        hint = "fetch older commits (git fetch --unshallow; fetch-depth: 0)"
        raise UsageError(f"--since {wanted}: the checkout's history does not go back to that day; {hint}")
    return found or ""


def _changed(git: Git, path: Path, blob: str | None, wanted: str) -> set[str]:
    try:
        now = read_bytes(path, MOST_XML_BYTES)
        if blob is not None and blob == _digest(now, len(blob)):
            return set()
        papers = _papers(now, path)
    except BadInputError:
        return set()  # reading the source tells
    was: dict[str, bytes] = {}
    if blob is not None:
        content = git.content(blob)
        if content is None:
            raise UsageError(one_line(f"--since {wanted}: {path.name} of that commit was not fetched; fetch it"))
        try:
            was = _papers(content, path)
        except BadInputError:
            was = {}  # it was broken then; all papers of it count as changed
    return {paper for paper, content in papers.items() if was.get(paper) != content}


def _digest(content: bytes, digits: int) -> str:
    """Return git's name for a file's content."""
    made = sha256 if digits > 2 * sha1(usedforsecurity=False).digest_size else sha1
    return made(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def _papers(content: bytes, path: Path) -> dict[str, bytes]:
    """Return paper id → digest of its element."""
    root = parse_xml(content, path)
    found: dict[str, bytes] = {}
    for volume in root.iterchildren("volume"):
        for paper in volume.iterchildren("paper"):
            try:
                full_id = build_paper_id(root.get("id", ""), volume.get("id", ""), paper.get("id", ""))
            except (ValueError, IndexError):
                continue
            told = etree.tostring(paper, method="c14n", with_tail=False)
            found[full_id] = sha256(told).digest()
    return found
