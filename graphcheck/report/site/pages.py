"""Pages of people → files in the report's folder, one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from graphcheck.model import Finding, Page
from graphcheck.progress import Progress
from graphcheck.report.fixing import fixing_view
from graphcheck.report.links import PEOPLE, person_page
from graphcheck.report.site.kept import Pages, digest_of
from graphcheck.report.site.person import near_pages, person_html
from graphcheck.report.site.surroundings import Library


def write_people(
    folder: Path,
    pages: Iterable[Page],
    findings: Sequence[Finding],
    library: Library,
    progress: Progress,
    before: Path,
) -> set[str]:
    """Write a file for each of ``pages`` that a finding concerns, and return the ids of these people.

    ``findings`` are those of all pages, as they are reported. ``before``: where the report before is, if there is one;
    pages that it holds as they would be written are taken from there. One page at a time is in memory.
    """
    by_person: dict[str, list[Finding]] = {}
    for finding in findings:
        for person in finding.concerned:
            by_person.setdefault(person, []).append(finding)
    chosen = sorted((page for page in pages if page.person in by_person), key=lambda page: page.person)
    written = {page.person for page in chosen}
    if chosen:
        (folder / PEOPLE).mkdir()
    made = Pages(folder, before, library.revision)
    told = zip(chosen, library.around(chosen), strict=True)
    for page, around in progress.stage("writing pages", told, len(chosen)):
        about = by_person[page.person]
        namesakes, near = library.namesakes.of(page), near_pages(page, around, about, written)
        name, digest = person_page(page.person), digest_of(page, around, about, namesakes, near)
        if made.take_over(name, digest, about):
            continue
        view = fixing_view(page, around.papers, about, namesakes=namesakes, revision=library.revision)
        text = person_html(page, around, about, written, view)
        made.write(name, digest, text.encode("utf-8", errors="replace"))
    made.finish()
    return written
