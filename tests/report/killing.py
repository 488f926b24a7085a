"""Writes outputs in processes that kill themselves (SIGKILL) at many moments, and tells what was left each time.

Run as ``python -m tests.report.killing WAY FOLDER``; prints one JSON object a moment. A moment is the n-th call or
return of a function, Python's or C's, so between any two of them there is one.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

from graphcheck.report import folder
from graphcheck.report.data import ReportWriter
from tests.report.factories import finding, page, run

T = TypeVar("T")
SPREAD = 15  # moments over the whole of a run
AROUND = 8  # moments before and after each change of what is at the place: each one


def write_report(out: Path, version: str) -> None:
    with ReportWriter(out, version=version, scores=True) as writer:
        for person in range(20):
            writer.add(page(person=f"p{person}", name=version), [finding(title=version, id=str(person))])
        writer.finish(run())


def write_one(out: Path, version: str) -> None:
    with folder.write_file(out) as file:
        for _ in range(20):
            file.write(version.encode() * 20_000)


def content(out: Path) -> dict[str, str] | None:
    """Return what is at ``out``, None for nothing."""
    if not out.exists():
        return None
    files = [out] if out.is_file() else sorted(p for p in out.rglob("*") if p.is_file())
    return {p.relative_to(out).as_posix(): p.read_bytes().decode("utf-8") for p in files}


def watched(write: Callable[[], None], at: Callable[[int], None]) -> int:
    """Run ``write``, call ``at`` with the number of each call and return in it, and return how many there were."""
    seen = 0

    def count(*_: object) -> None:
        nonlocal seen
        seen += 1
        at(seen)

    sys.setprofile(count)
    try:
        write()
    finally:
        sys.setprofile(None)
    return seen


def moments(write: Callable[[], None], out: Path) -> list[int]:
    """Run ``write`` and return the moments to kill it at: some all over it, and all where ``out`` changes."""
    changes: list[int] = []
    was = identity(out)

    def look(now: int) -> None:
        nonlocal was
        if identity(out) != was:
            was = identity(out)
            changes.append(now)

    total = watched(write, look)
    near = {at for change in changes for at in range(change - AROUND, change + AROUND)}
    return sorted({*range(1, total, total // SPREAD), *near} & set(range(1, total + 1)))


def identity(out: Path) -> int:
    try:
        return out.stat().st_ino
    except FileNotFoundError:
        return 0


def killed(follow: Callable[[Callable[[T], None]], object], deadly: T) -> bool:
    """Call ``follow`` in a process of its own, which ends when it is told the moment ``deadly``; True if it was."""
    child = os.fork()
    if child == 0:
        follow(lambda now: os.kill(os.getpid(), signal.SIGKILL) if now == deadly else None)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def outcomes(way: str, place: Path) -> Iterator[dict[str, object]]:
    write = write_one if way == "file" else write_report
    if way == "two-steps":
        folder.exchange = lambda *_: False  # type: ignore[assignment]  # as where the system can't
    write(place / "old", "old")
    write(place / "new", "new")
    names = {json.dumps(content(place / name)): name for name in ("old", "new", "nothing")}
    out = place / "sub" / "out"
    out.parent.mkdir()
    write(out, "old")
    for deadly in moments(lambda: write(out, "new"), out):
        write(out, "old")
        left = sorted(p.name for p in out.parent.iterdir())
        died = killed(partial(watched, lambda: write(out, "new")), deadly)
        at_once = content(out)
        folder.recover(out)
        found = [names.get(json.dumps(state), "broken") for state in (at_once, content(out))]
        yield {"moment": deadly, "died": died, "at_once": found[0], "later": found[1], "left_before": left}


if __name__ == "__main__":
    for outcome in outcomes(sys.argv[1], Path(sys.argv[2])):
        print(json.dumps(outcome))
