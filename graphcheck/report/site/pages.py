"""Pages of people → files in the report's folder, one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from graphcheck.model import Finding, Page
from graphcheck.progress import Progress
from graphcheck.report.fixing import fixing_view
from graphcheck.report.links import PEOPLE, person_page
from graphcheck.report.site.kept import Digests, Pages, digest_of
from graphcheck.report.site.person import near_pages, person_html
from graphcheck.report.site.surroundings import GroupTopics, Library


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
    work = _write(chosen, by_person, library, written, made)
    for _ in progress.stage("writing pages", work, len(chosen)):
        pass
    made.finish()
    return written


def _write(
    chosen: Sequence[Page], by_person: Mapping[str, Sequence[Finding]], library: Library, written: set[str], made: Pages
) -> Iterator[Page]:
    """Yield each page when it is there: first those that are taken over, for which little is looked up."""
    others: list[tuple[Page, GroupTopics, str]] = []
    for page in chosen:
        about, rests = by_person[page.person], library.rests_on(page)
        digest = digest_of(page, about, rests, near_pages(page, rests.owners, about, written))
        if made.take_over(person_page(page.person), Digests(digest), about):
            yield page
        else:
            others.append((page, rests.topics, digest))
    around_all = library.around([page for page, _, _ in others], [topics for _, topics, _ in others])
    for (page, _, digest), around in zip(others, around_all, strict=True):
        about, namesakes = by_person[page.person], library.namesakes.of(page)
        near = near_pages(page, [claim.page for claim in around.claims], about, written)
        name, digests = person_page(page.person), Digests(digest, digest_of(page, about, around, namesakes, near))
        if not made.take_over(name, digests, about):
            view = fixing_view(page, around.papers, about, namesakes=namesakes, revision=library.revision)
            text = person_html(page, around, about, written, view)
            made.write(name, digests, text.encode("utf-8", errors="replace"))
        yield page
