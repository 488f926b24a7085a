"""A selection → the author-page issue that the Anthology's maintainers ask for.

They want the complete list of papers of each person, as ids and links, the ORCID and the degree institution where
these are known, and the reason. The dialog's script writes the same text; tests hold both against each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from graphcheck.corrections.cleaning import lines, one_line, plain
from graphcheck.corrections.selection import Selection, Target, TargetKind
from graphcheck.report.links import ANTHOLOGY, paper_url, person_url

# GitHub refuses addresses from about 8,200 characters on; browsers and proxies between take 8,000.
LONGEST_URL = 8000


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue on GitHub: its title, and its body in Markdown."""

    title: str
    body: str


def issue_of(selection: Selection) -> Issue:
    """Return the issue that asks for what was selected."""
    return Issue(f"Author Page: {one_line(selection.person)}", "\n".join(_body(selection)) + "\n")


def issue_url(issue: Issue) -> str | None:
    """Return the address that opens the issue ready to be sent, None where it would be too long."""
    url = f"{ANTHOLOGY.issues}?title={_encoded(issue.title)}&body={_encoded(issue.body)}"
    return url if len(url) <= LONGEST_URL else None


def _encoded(text: str) -> str:
    return quote(text, safe="", errors="replace")


def _body(selection: Selection) -> Iterator[str]:
    moved = sum(len(target.papers) for target in selection.targets)
    page = _person(selection.person)
    yield f"**Type:** {'Merge' if selection.is_merge else 'Split/disambiguate'}"
    yield f"**Page:** {page}{_described(selection.name, selection.orcid)}"
    yield ""
    if selection.is_merge:
        yield f"This page and another one are one person's; all that is on this one, {_papers(moved)}, goes there."
    else:
        yield f"{_papers(moved)} on this page {'is' if moved == 1 else 'are'} not this person's."
        yield from _listed(f"Stay with {page}", selection.keeps)
    for target in selection.targets:
        yield from _told(target)
    yield ""
    source = f", data of revision {plain(selection.revision)}" if selection.revision else ""
    yield f"Selected in a report of graphcheck{source}."


def _told(target: Target) -> Iterator[str]:
    if target.kind is TargetKind.PERSON:
        yield from _listed(f"Belong to {_person(target.person)}{_named(target.name)}", target.papers)
        yield from _already(target)
    elif target.kind is TargetKind.NEW:
        yield from _listed(f"Belong to a new person, {plain(target.name)}", target.papers)
        yield ""
        yield f"ORCID: {f'https://orcid.org/{target.orcid}' if target.orcid else 'not known'}"
        yield f"Degree institution: {plain(target.institution) or 'not known'}"
    else:
        yield from _listed("Belong to somebody else; it is not known to whom", target.papers)
    if why := lines(target.why):
        yield ""
        yield f"Why: {why}"


def _already(target: Target) -> Iterator[str]:
    yield ""
    if target.has is None:
        yield "In addition to all papers that are on that page."
    elif not target.has:
        yield "No papers are on that page so far."
    else:
        yield f"In addition to what is on that page, {_papers(len(target.has))}:"
        yield ""
        yield from map(_paper, target.has)


def _listed(title: str, papers: Sequence[str]) -> Iterator[str]:
    yield ""
    yield f"### {title}: {_papers(len(papers))}"
    yield ""
    yield from map(_paper, papers)


def _papers(count: int) -> str:
    return "1 paper" if count == 1 else f"{count} papers"


def _paper(paper: str) -> str:
    return f"- {_linked(paper, paper_url(paper))}"


def _person(person: str) -> str:
    return _linked(person, person_url(person))


def _linked(text: str, url: str) -> str:
    return f"[{plain(text)}]({url})" if url else plain(text)


def _named(name: str) -> str:
    return f" ({plain(name)})" if name else ""


def _described(name: str, orcid: str) -> str:
    said = [plain(name)] if name else []
    said += [f"ORCID {plain(orcid)}"] if orcid else []
    return f" ({', '.join(said)})" if said else ""
