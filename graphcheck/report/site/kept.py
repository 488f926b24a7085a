"""Pages of people that the report before holds as they would be written again: taken over, not made.

A report holds ``digests.json``: two digests of each page, and the checksum of the page. One is of all that the page
rests on, which is known without looking anything up: where it is the same, so is the page. It takes in more than the
page shows; where it is another one, what the page is made of is looked up, of which the second one is. What differs
from night to night without anything new about the person is in neither, but told anew (``states.py``).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from hashlib import blake2b, sha256
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import orjson

import graphcheck
from graphcheck.model import Finding, Page, State
from graphcheck.report.site.states import marked_state, renewed

KEPT = "digests.json"
# Libraries that a page's bytes come from.
_LIBRARIES = ("igraph", "Jinja2", "MarkupSafe", "numpy", "orjson")
_MADE = (".py", ".j2", ".js", ".css", ".json")
_OPTIONS = orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_SORT_KEYS


class Digests(NamedTuple):
    """Of what a page rests on, and of what it was made of; "" where there is none, or it was not looked up."""

    rests: str
    made: str = ""


class Pages:
    """The pages of a report that is being written into ``folder``, beside those of the report ``before``."""

    def __init__(self, folder: Path, before: Path, revision: str) -> None:
        self._folder, self._before, self._revision = folder, before, revision
        self._was, self._known = _read(before / KEPT)
        self._record: dict[str, tuple[str, str, str]] = {}

    def take_over(self, name: str, digests: Digests, findings: Iterable[Finding]) -> bool:
        """Put the page ``name`` of the report before into the report, if it was made of the same; tell whether it was.

        ``findings``: those that the page tells the states of.
        """
        rests, made, checksum = self._known.get(name, ("", "", ""))
        if not (digests.rests and rests == digests.rests) and not (digests.made and made == digests.made):
            return False
        digests = Digests(digests.rests, made)
        path = self._before / name
        try:
            was = b"" if path.is_symlink() else path.read_bytes()
        except OSError:
            return False
        if sha256(was).hexdigest() != checksum:
            return False  # somebody has changed it, or put something else there
        states = {finding.id: marked_state(finding).encode("utf-8", "replace") for finding in findings}
        now = renewed(was, states, self._was, self._revision)
        if now is None:
            return False
        if now != was or not _linked(path, self._folder / name):
            self.write(name, digests, now)
        else:
            self._record[name] = *digests, checksum
        return True

    def write(self, name: str, digests: Digests, content: bytes) -> None:
        """Write a page; without digests it is not taken over by the next report."""
        (self._folder / name).write_bytes(content)
        if all(digests):
            self._record[name] = *digests, sha256(content).hexdigest()

    def finish(self) -> None:
        """Write down what the pages were made of."""
        pages = dict(sorted(self._record.items()))
        told = {"program": _program(), "revision": self._revision, "pages": pages}
        (self._folder / KEPT).write_bytes(orjson.dumps(told) + b"\n")


def digest_of(page: Page, findings: Sequence[Finding], *others: object) -> str:
    """Return a digest of all that a page is made of but states and revision; "" where there is none (odd letters).

    ``others``: what it shows besides judgements and findings, or what that rests on.
    """
    steady = [
        replace(one, state=one.state if one.state is State.DISMISSED else State.NEW, since="", note="")
        for one in findings
    ]
    try:
        return blake2b(orjson.dumps([page, steady, others], option=_OPTIONS), digest_size=20).hexdigest()
    except orjson.JSONEncodeError:
        return ""  # half a surrogate pair


def _linked(path: Path, place: Path) -> bool:
    """Make ``place`` another name of the file ``path``, which nobody ever writes to: a new page is a new file."""
    try:
        os.link(path, place)
    except OSError:
        return False
    return True


def _read(path: Path) -> tuple[str, dict[str, tuple[str, str, str]]]:
    """Return the revision of a report and its pages' digests and checksums; nothing where another program wrote it."""
    try:
        told = orjson.loads(path.read_bytes())
        if told["program"] != _program():
            return "", {}
        known = {name: (str(rests), str(made), str(of)) for name, (rests, made, of) in told["pages"].items()}
        return str(told["revision"]), known
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return "", {}


@cache
def _program() -> str:
    """Return a digest of what makes pages: this package's files, and the libraries that matter."""
    package = Path(graphcheck.__file__).parent
    digest = sha256(" ".join(f"{library} {version(library)}" for library in _LIBRARIES).encode())
    for path in sorted(path for path in package.rglob("*") if path.suffix in _MADE):
        digest.update(f"{path.relative_to(package).as_posix()}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
