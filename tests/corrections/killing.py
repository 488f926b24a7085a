"""Applies a correction in processes that kill themselves (SIGKILL) at many moments, and tells what was left each time.

Run as ``python -m tests.corrections.killing CHECKOUT``, a git checkout of the sample; prints one JSON object a moment.
"""

from __future__ import annotations

import contextlib
import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from click.testing import CliRunner

import graphcheck
from graphcheck.bibliography import Bibliography
from graphcheck.cli import main
from graphcheck.cli.corrected import apply
from graphcheck.corrections.correction import Corrector
from tests.report.killing import identity, killed, watched

PAPERS = ("2022.icol-main.7", "W15-1402")
COMMAND = ["yan-li", "--papers", ",".join(PAPERS), "--to", "new", "--name", "Yan Li", "--degree", "Oosterwijk College"]
COMMAND += ["--suffix", "elsewhere", "--as", "apply", "--quiet"]
SPREAD = 20  # moments before the first file changes
AROUND = 4  # moments before and after each change of a file in the checkout: each one

# How many changes of files there were, and how many calls and returns since the last one. Counted from the start they
# would differ from run to run: while git is waited for, there are more or fewer of them.
Moment = tuple[int, int]


def followed(write: Callable[[], None], files: list[Path], at: Callable[[Moment], None]) -> None:
    """Run ``write`` and call ``at`` with each moment."""
    changes = since = 0
    was = [identity(file) for file in files]

    def look(_: int) -> None:
        nonlocal changes, since, was
        if (found := [identity(file) for file in files]) != was:
            was, changes, since = found, changes + 1, 0
        since += 1
        at((changes, since))

    watched(write, look)


def moments(follow: Callable[[Callable[[Moment], None]], object]) -> list[Moment]:
    """Return the moments to kill a run at: some before the first change, and all where a file changes."""
    lasts: dict[int, int] = {}
    follow(lambda now: lasts.update([now]))
    near = {(0, at) for at in range(1, lasts[0], lasts[0] // SPREAD)}
    for changes, last in lasts.items():
        near |= {(changes, at) for at in range(1, last + 1) if at > last - AROUND or (changes and at <= AROUND)}
    return sorted(near)


def who_has(bibliography: Bibliography) -> dict[str, list[str]]:
    """Return the people on each of the papers that move."""
    tables = bibliography.source.tables
    people, papers = tables.people["id"], tables.papers["id"]
    rows = zip(tables.authorships["paper"], tables.authorships["person"], strict=True)
    told = [(papers.iat[paper], people.iat[person]) for paper, person in rows]
    return {wanted: sorted(person for paper, person in told if paper == wanted) for wanted in PAPERS}


def outcomes(checkout: Path) -> Iterator[dict[str, object]]:
    source = str(checkout)
    corrector = Corrector(graphcheck.load(checkout))
    correction = corrector.correct(*_asked(corrector))
    old = {checkout / change.path: change.before for change in correction.changes}
    new = {checkout / change.path: change.after for change in correction.changes}
    faults = len(corrector.bibliography.source.faults)

    def write() -> None:
        with contextlib.redirect_stdout(io.StringIO()):
            apply(corrector, correction, force=False, quiet=True)

    def put_back() -> None:
        for file, content in old.items():
            file.write_bytes(content)

    write()  # what is imported on the way is there from here on, so that all runs are of one length
    put_back()
    follow = partial(followed, write, list(old))
    for moment in moments(follow):
        put_back()
        died = killed(follow, moment)
        left = {file: file.read_bytes() for file in old}
        between = graphcheck.load(checkout)
        changed = git(checkout, "diff", "--name-only")
        again = CliRunner().invoke(main, ["fix", *COMMAND, "--source", source])
        yield {
            "died": died,
            "whole": all(content in (old[file], new[file]) for file, content in left.items()),
            "new": sum(left[file] == new[file] for file in left),
            "files": len(left),
            "faults": len(between.source.faults) - faults,
            "git": changed == sorted(f.relative_to(checkout).as_posix() for f in left if left[f] == new[f]),
            "code": again.exit_code,
            "undo": again.stdout.startswith("undo: git -C "),
            "said": again.stderr,
            "done": all(file.read_bytes() == content for file, content in new.items()),
            "leftovers": git(checkout, "ls-files", "--others"),
            "who": who_has(graphcheck.load(checkout)),
        }


def _asked(corrector: Corrector) -> tuple[object, ...]:
    from graphcheck.corrections.asked import Asked, selection_of_asked

    person = corrector.bibliography.person("yan-li")
    asked = Asked(PAPERS, to="new", name="Yan Li", degree="Oosterwijk College", suffix="elsewhere")
    return selection_of_asked(person, [asked], revision="", least=0.0)


def git(checkout: Path, *words: str) -> list[str]:
    done = subprocess.run(["git", *words], cwd=checkout, capture_output=True, text=True, check=True)
    return sorted(done.stdout.splitlines())


if __name__ == "__main__":
    for outcome in outcomes(Path(sys.argv[1])):
        print(json.dumps(outcome))
