"""What somebody asks for on the command line → a selection, as the dialog would write it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from graphcheck.corrections.change import EditError
from graphcheck.corrections.merging import merge_of
from graphcheck.corrections.proposed import moving, proposed_sets, reason_to_merge
from graphcheck.corrections.selection import Selection, Target, TargetKind
from graphcheck.errors import UsageError, one_line
from graphcheck.findings.stated import stating
from graphcheck.model import Finding, Page
from graphcheck.names import UNVERIFIED
from graphcheck.person import Person
from graphcheck.sources.orcid import has_valid_checksum, normalise

NEW, UNKNOWN = "new", "unknown"


@dataclass(frozen=True, slots=True)
class Asked:
    """Papers, by id, by the group that they are in, all or the flagged ones; and whose they are to be.

    ``to`` is a person's id, ``new``, ``unknown``, or "" for whom graphcheck suggests. ``name``, ``orcid``, ``degree``
    and ``suffix`` describe a new person.
    """

    papers: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    every: bool = False
    findings: bool = False
    to: str = ""
    name: str = ""
    orcid: str = ""
    degree: str = ""
    suffix: str = ""
    why: str = ""


def selection_of_asked(
    person: Person, asked: Sequence[Asked], *, revision: str, least: float
) -> tuple[Selection, dict[int, str]]:
    """Return the selection, and by target the suffixes that new ids are to have.

    Findings about the person that were dismissed, or are below the score ``least``, propose nothing.

    Raises:
        UsageError: what was asked for makes no sense.
        EditError: there is nothing to correct.
    """
    page = person.page
    found = moving(person.findings, page.person, least)
    asked = [_told(person, one, least) if one.findings and not found else one for one in asked]
    targets, wanted = _joined([(target, one.suffix) for one in asked for target in _targets(page, found, one)])
    suffixes = {at: suffix for at, suffix in enumerate(wanted) if suffix}
    moved = {paper for target in targets for paper in target.papers}
    keeps = tuple(dict.fromkeys(judged.paper for judged in page.authorships if judged.paper not in moved))
    merge = any(one.every for one in asked)
    selection = Selection(page.person, page.name, page.orcid or "", revision, keeps, tuple(targets), merge)
    return selection.leaving_orcid(stating(page)), suffixes


def _told(person: Person, asked: Asked, least: float) -> Asked:
    """Return what is asked for where no paper is told to be somebody else's: the whole page may be.

    Papers that are named beside the findings are all that is asked for then.

    Raises:
        UsageError: the papers are to go to another one than the finding names.
        EditError: as in ``merge_of``.
    """
    if asked.papers or asked.groups or asked.every:
        return replace(asked, findings=False)
    whole = merge_of(person, least)
    if asked.to not in ("", whole.person):
        raise UsageError(
            f"--to {asked.to}: {whole.code} says that all papers of {person.page.person} are those of {whole.person}; "
            "leave --to out, or name the papers: --papers, --from-group, --all-papers"
        )
    return replace(asked, findings=False, every=True, to=whole.person, why=asked.why or reason_to_merge(whole))


def _targets(page: Page, found: Mapping[str, Finding], asked: Asked) -> list[Target]:
    papers = _papers(page, found, asked)
    why = asked.why or "\n".join(f"{paper}: {found[paper].text}" for paper in papers if paper in found)
    if asked.to == NEW:
        if not asked.name:
            raise UsageError('--to new needs --name, e.g. --name "Ji Liu"')
        orcid, name = _orcid(asked.orcid), _name(asked.name)
        return [Target(TargetKind.NEW, papers, name=name, orcid=orcid, institution=asked.degree, why=why)]
    suffix = asked.suffix and not asked.to.endswith(UNVERIFIED)  # whose person gets an id
    if asked.name or asked.orcid or asked.degree or suffix:
        raise UsageError("--name, --orcid, --degree and --suffix describe a new person; use them with --to new")
    if asked.to and asked.to == page.person:
        raise UsageError(f"--to {asked.to}: is the person whose papers these are; name another one")
    if asked.to:
        return [_to("" if asked.to == UNKNOWN else asked.to, papers, why)]
    sets = proposed_sets(page, papers, found)
    return [
        _to(person, some, asked.why or "\n".join(f"{p}: {found[p].text}" for p in some if p in found))
        for person, some in sets
    ]


def _to(person: str, papers: tuple[str, ...], why: str) -> Target:
    return Target(TargetKind.PERSON if person else TargetKind.UNKNOWN, papers, person=person, why=why)


def _papers(page: Page, found: Mapping[str, Finding], asked: Asked) -> tuple[str, ...]:
    groups = {group.label: group.papers for group in page.groups}
    if absent := next((label for label in asked.groups if label not in groups), None):
        raise UsageError(f"--from-group {absent}: {page.person} has the groups {', '.join(groups)}; name one of them")
    named = [judged.paper for judged in page.authorships] if asked.every else []
    named += [*asked.papers, *(paper for label in asked.groups for paper in groups[label])]
    named += [paper for paper in found if paper] if asked.findings else []
    papers = tuple(dict.fromkeys(named))
    # Who says whose the papers are hears of wrong ones from the plan, which knows where they are.
    there = {judged.paper for judged in page.authorships} if not asked.to else set(papers)
    if absent := next((paper for paper in papers if paper not in there), None):
        raise EditError(f"{absent} is not on the page of {page.person}; look the id up, or read the source anew")
    return papers


def _name(text: str) -> str:
    """Return a name as papers print it, "Last, First" turned round."""
    if not text.isprintable():
        raise UsageError(f"--name {one_line(text, 100)}: holds something else than letters; type it anew")
    last, comma, first = text.partition(",")
    if comma and not (first.strip() and last.strip() and "," not in first):
        raise UsageError(f'--name {one_line(text, 100)}: write it as papers do, e.g. --name "Ji Liu"')
    return " ".join(f"{first} {last}".split())


def _orcid(text: str) -> str:
    normal = normalise(text) if text else ""
    if normal is None or (normal and not has_valid_checksum(normal)):
        raise UsageError(f"--orcid {text}: its form or checksum is wrong; look it up again")
    return normal


def _joined(targets: Sequence[tuple[Target, str]]) -> tuple[list[Target], list[str]]:
    """Return targets such that each person is one, and so is nobody known; and the suffix of each.

    Raises:
        UsageError: a paper goes to two of them.
    """
    joined: dict[object, tuple[Target, str]] = {}
    for at, (target, suffix) in enumerate(targets):
        key = at if target.kind is TargetKind.NEW else target.person
        there, said = joined.get(key, (None, ""))
        papers = (*there.papers, *target.papers) if there else target.papers
        why = "\n".join(dict.fromkeys(filter(None, (there.why if there else "", target.why))))
        joined[key] = replace(target, papers=tuple(dict.fromkeys(papers)), why=why), suffix or said
    seen: set[str] = set()
    for target, _ in joined.values():
        if twice := seen.intersection(target.papers):
            raise UsageError(f"{min(twice)} goes to two people; name it once")
        seen.update(target.papers)
    return [target for target, _ in joined.values()], [suffix for _, suffix in joined.values()]
