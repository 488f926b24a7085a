"""Is a correction right? The changed files are read as a source is read, and everybody's person is looked up again.

Who a mention means rests on its id and name and on the people file, on nothing else. So the mentions that can have
changed are those in changed files, those with the id of somebody whose entry changed, and those whose name has the
slug of such a person's name, before or after. All of them are asked.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from graphcheck.corrections.change import EditError, FileChange, Plan
from graphcheck.corrections.mentions import Mentions
from graphcheck.corrections.people_edit import parsed
from graphcheck.corrections.registry import text
from graphcheck.names import slug
from graphcheck.sources.anthology_people import ListedPerson, People
from graphcheck.sources.anthology_resolve import Resolver, by_printed_name, by_slug
from graphcheck.sources.anthology_xml import Collection, Mention, read_collection
from graphcheck.sources.files import Complaints
from graphcheck.tables import Tables
from graphcheck.wording import listing, number

MOST_NAMED = 3
SHOWN_AUTHORS = 10


def prove(
    plan: Plan, changes: Sequence[FileChange], mentions: Mentions, tables: Tables, people: People, root: Path
) -> tuple[str, ...]:
    """Return sentences: what was checked, and what else is to be known.

    ``people`` is what the people file says now; ``root`` is the source's, which the changes' paths start from.

    Raises:
        EditError: the changed files would not say what was asked for.
        BadInputError: they could not be read.
    """
    with tempfile.TemporaryDirectory(prefix="graphcheck-proof-") as made:
        read = {change.path: _read(change, Path(made)) for change in changes if change.path.endswith(".xml")}
    after = _people_after(changes, root, people)
    changed = {
        (paper.id, position): mention
        for collection in read.values()
        for volume in collection.volumes
        for paper in volume.papers
        for position, mention in enumerate(paper.authors)
    }
    slugs, ids = _touched(people, after)
    rows = {*mentions.of_files(read), *mentions.of_ids(ids), *mentions.of_slugs(slugs)}
    _check_faults(plan, changed, mentions, people, after)
    said = _check_people(plan, rows, changed, mentions, after)
    return said, *_editors(tables, slugs, people, after), *_emptied(plan, mentions, after)


def _read(change: FileChange, folder: Path) -> Collection:
    place = folder / change.path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(change.after)
    return read_collection(place)


def _people_after(changes: Sequence[FileChange], root: Path, before: People) -> People:
    changed = next((change for change in changes if not change.path.endswith(".xml")), None)
    if changed is None:
        return before
    after = parsed(changed.after, root / changed.path)
    if len(after.problems) > len(before.problems) or len(after.faults) > len(before.faults):
        known = {(one.what, one.hint) for one in (*before.problems, *before.faults)}
        found = [one for one in (*after.problems, *after.faults) if (one.what, one.hint) not in known]
        raise EditError(
            f"{before.file}: the correction would bring in a fault: {found[0].what if found else 'unknown'}"
        )
    return after


def _touched(before: People, after: People) -> tuple[set[str], set[str]]:
    """Return slugs of names, and ids, whose people can have changed."""
    ids = {person for person in before.listed.keys() | after.listed.keys() if _differs(person, before, after)}
    entries = [people.listed[person] for people in (before, after) for person in ids if person in people.listed]
    return {slug(text(name)) for entry in entries for name in entry.names}, ids


def _differs(person: str, before: People, after: People) -> bool:
    return _without_line(before.listed.get(person)) != _without_line(after.listed.get(person))


def _without_line(person: ListedPerson | None) -> ListedPerson | None:
    return replace(person, line=0) if person else None


def _check_people(
    plan: Plan, rows: set[int], changed: dict[tuple[str, int], Mention], mentions: Mentions, after: People
) -> str:
    """Check that the mentions of the plan change person as it says, and no others."""
    resolver, said = Resolver(after), Complaints("")
    wanted = {move.row: move.person for move in plan.moves}
    moved = 0
    for row in sorted(rows | wanted.keys()):
        place = (mentions.paper[row], mentions.position[row])
        mention = changed.get(place) or _as_it_is(mentions, row)
        if resolver.is_undefined(mention):
            raise EditError(f"{place[0]} would name the id {mention.id}, which is not listed")
        now = resolver.ids[resolver.resolve(mention, said).person]
        was = mentions.person[row]
        if now != wanted.get(row, was):
            instead = f"to {wanted[row]}" if row in wanted else "staying"
            raise EditError(f"{place[0]} would go from {was} to {now} instead of {instead}; correct it by hand")
        moved += now != was
    _check_asked(plan, mentions, after)
    _check_once(plan, changed, mentions, resolver)
    changes = "changes" if moved == 1 else "change"
    return (
        f"Checked by reading the changed files: of {number(len(rows), 'authorship')} that could be touched, {moved:,} "
        f"{changes} person as asked for, and no other."
    )


def _check_once(plan: Plan, changed: dict[tuple[str, int], Mention], mentions: Mentions, resolver: Resolver) -> None:
    """Check that nobody stands twice on a paper who did not before."""
    for paper in {mentions.paper[move.row] for move in plan.moves if not move.stays}:
        rows = mentions.of_paper(paper)
        asked = [changed.get((paper, mentions.position[row])) or _as_it_is(mentions, row) for row in rows]
        now = Counter(resolver.ids[resolver.resolve(mention, Complaints("")).person] for mention in asked)
        was = Counter(mentions.person[row] for row in rows)
        for person, times in now.items():
            if times > max(was[person], 1):
                names = listing([mentions.printed[row] for row in rows][:SHOWN_AUTHORS])
                raise EditError(
                    f"{paper} would have {person} as an author twice (its authors: {names}); name somebody else"
                )


def _check_asked(plan: Plan, mentions: Mentions, after: People) -> None:
    """Check that what was asked for is in the plan, all of it and nothing else."""
    got = {
        (mentions.paper[move.row], move.person)
        for move in plan.moves
        if not move.stays and plan.named.get(move.before) != move.person
    }
    page = plan.selection.person
    for target, person in zip(plan.selection.targets, plan.targets, strict=True):
        for paper in target.papers:
            fits = [
                (at, now) for at, now in got if at == paper and (now == person if person else _is_nobody(now, after))
            ]
            if not fits:
                raise EditError(f"{paper} would stay on the page of {page}; correct it by hand")
            got.difference_update(fits)
    if got:
        papers = ", ".join(sorted(paper for paper, _ in got)[:MOST_NAMED])
        raise EditError(f"{papers} would leave {page}, too, though nobody asked for it; correct this by hand")


def _is_nobody(person: str, people: People) -> bool:
    """Whether a page is that of nobody known: one by name alone, or of several people."""
    listed = people.listed.get(person)
    return listed is None or listed.catch_all


def _check_faults(
    plan: Plan, changed: dict[tuple[str, int], Mention], mentions: Mentions, before: People, after: People
) -> None:
    """Check that no changed mention breaks a rule that it kept: that ids list its name, that ORCIDs agree."""
    resolver, resolver_before = Resolver(after), Resolver(before)
    for move in plan.moves:
        mention = changed.get((mentions.paper[move.row], mentions.position[move.row]))
        if mention is None:
            continue
        said, said_before = Complaints(""), Complaints("")
        resolver.resolve(mention, said)
        resolver_before.resolve(_as_it_is(mentions, move.row), said_before)
        known = {fault.about.kind or fault.what for fault in said_before.faults}
        for fault in said.faults:
            if (fault.about.kind or fault.what) not in known:
                raise EditError(f"{mentions.paper[move.row]}: {fault.what}; {fault.hint}")


def _editors(tables: Tables, slugs: set[str], before: People, after: People) -> Iterator[str]:
    """Yield a sentence for each editor who may move along: which id an editor has is not in the tables."""
    was, now = (by_printed_name(p) if p.by_printed_name else by_slug(p) for p in (before, after))
    ids, table = tables.people["id"], tables.editorships
    seen = set()
    for person, name, volume in zip(table["person"].tolist(), table["name"], table["volume"], strict=True):
        if slug(name) in slugs and ids.iat[person] == was("", name) != now("", name):
            seen.add((volume, name, was("", name), now("", name)))
    for volume, name, old, new in sorted(seen):
        yield f"{name}, editor of {volume}, goes from {old} to {new}, too, unless an id says who that is; give it one."


def _emptied(plan: Plan, mentions: Mentions, after: People) -> Iterator[str]:
    """Yield a sentence where all papers leave somebody who stays listed."""
    page = plan.selection.person
    left = {row for rows in mentions.of_person(page).values() for row in rows}
    if page in after.listed and left <= {move.row for move in plan.moves if not move.stays}:
        yield (
            f"{page} keeps its entry in the people file, without papers: an editor or “similar” may name it, somebody "
            "else have its name, or it says more than its names; take it out by hand where none of it is needed."
        )


def _as_it_is(mentions: Mentions, row: int) -> Mention:
    name = mentions.name(row)
    return Mention(name.first, name.last, mentions.id[row] or None, mentions.orcid[row], "", "", (), 0)
