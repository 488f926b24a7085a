"""All sure findings → one patch for each person, in a folder, for review."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import orjson

from graphcheck.corrections.asked import Asked, selection_of_asked
from graphcheck.corrections.change import EditError
from graphcheck.corrections.cleaning import plain
from graphcheck.corrections.correction import Correction, Corrector
from graphcheck.corrections.diff import unified_diff
from graphcheck.corrections.proposed import merging, moving
from graphcheck.corrections.telling import told
from graphcheck.person import Person
from graphcheck.progress import Progress
from graphcheck.report.folder import SUMMARY, TOOL, write_folder
from graphcheck.report.links import person_file
from graphcheck.sources.revision import checkout_of

FORMAT = "graphcheck-fixes"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Batch:
    """How many patches were made, and for how many people none could be."""

    made: int
    failed: int


def write_batch(corrector: Corrector, out: Path, *, least: float, progress: Progress) -> Batch:
    """Write a patch for each person with a finding of at least the score ``least`` that was not dismissed.

    Each patch stands for itself: two that change the same entry of the people file may have to be made one after
    the other. ``out`` is replaced if it holds such patches.

    Raises:
        GraphcheckError: ``out`` can't be written, or holds something else.
    """
    made: list[tuple[str, list[str]]] = []
    failed: list[tuple[str, str]] = []
    below = checkout_of(corrector.root)[1]
    with write_folder(out) as folder:
        for person in _judged(corrector, least, progress):
            try:
                correction = _corrected(corrector, person, least)
            except EditError as error:
                failed.append((person.id, str(error)))
                continue
            name = f"{person_file(person.id)}.patch"
            (folder / name).write_bytes(unified_diff(correction.changes, below))
            made.append((name, list(told(correction, corrector.mentions))))
        (folder / "README.md").write_text(_readme(made, failed), encoding="utf-8")
        summary = {
            "tool": TOOL,
            "format": FORMAT,
            "version": VERSION,
            "min_score": least,
            "patches": [name for name, _ in made],
            "not_possible": [{"person": person, "why": why} for person, why in failed],
            "files": ["README.md", *(name for name, _ in made)],
        }
        (folder / SUMMARY).write_bytes(orjson.dumps(summary, option=orjson.OPT_INDENT_2))
    return Batch(len(made), len(failed))


def _judged(corrector: Corrector, least: float, progress: Progress) -> Iterator[Person]:
    bibliography = corrector.bibliography
    people = bibliography.people_to_tell()
    verdicts = bibliography.verdicts(people, evidence=False)
    for verdict in progress.stage("judging people", verdicts, len(people)):
        if bibliography.has_findings(verdict) or bibliography.is_concerned(verdict.row):
            person = Person(bibliography, verdict.row)
            person.page = bibliography.page_of(verdict)  # it is judged already
            if moving(person.findings, person.id, least) or merging(person.findings, person.id, least):
                yield person


def _corrected(corrector: Corrector, person: Person, least: float) -> Correction:
    revision = corrector.bibliography.source.revision
    asked = [Asked(findings=True)]
    return corrector.correct_what_can_be(*selection_of_asked(person, asked, revision=revision, least=least))


def _readme(made: list[tuple[str, list[str]]], failed: list[tuple[str, str]]) -> str:
    lines = ["# Corrections for review", "", "Each patch stands for itself: `git apply FILE` in the checkout.", ""]
    lines += ["Two that change one entry of the people file may conflict: apply one, and make the other anew.", ""]
    for name, sentences in made:
        lines += [f"## {plain(name)}", "", *(f"- {plain(sentence.strip())}" for sentence in sentences), ""]
    if failed:
        lines += ["## Not possible", "", *(f"- {plain(person)}: {plain(why)}" for person, why in failed), ""]
    return "\n".join(lines)
