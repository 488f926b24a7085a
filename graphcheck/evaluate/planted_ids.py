"""Ids planted on the wrong person, to see whether they are noticed, and what else is called wrong.

Two kinds. *Swapped ORCIDs*: two co-authors of a paper get each other's; both ORCIDs stand on other papers, too, else
nothing in the bibliography could tell. *Swapped ids*: of two verified people who bear one name each loses a paper to
the other, by id. At most one of a person's papers is touched. Ids are swapped in the bibliography as it would be if
every identity that is known in it were a listed person with explicit links (``as_listed``): a source of before ids
were common has too few people of one name with ids.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from graphcheck.evaluate.identities import Strings, refiled
from graphcheck.graph import Graph, Ints, build_graph
from graphcheck.identity.conflicts import Conflicts, conflicts
from graphcheck.identity.uses import ORCID, alike, ids_of
from graphcheck.identity.wrong_ids import WrongId, wrong_ids
from graphcheck.model import Link
from graphcheck.names import slug
from graphcheck.settings import Settings
from graphcheck.sources import Source
from graphcheck.suggest import Candidates
from graphcheck.tables import Tables
from graphcheck.weighing import Model

MOST = 200  # swapped ids of each kind, a round


@dataclass(frozen=True)
class Swapped:
    """Tables with errors, k of them; ``record``: shape (k,), rows of authorships that carry a wrong id.

    ``right``: shape (k,), whose the ids are: rows of authorships for ORCIDs, of people for ids.
    """

    tables: Tables
    record: Ints
    right: Ints


@dataclass(frozen=True)
class Noticed:
    """What became of k swapped ids of one kind, and of right ones.

    ``name``, ``found``, ``right``: shape (k,), slugs of the names; whether the error is told; whether it is told with
    the person whose the id is. ``alarms``: name → right ids that are called wrong; ``links``: right ids looked at, in
    all rounds. ``beside``: the same as ``alarms`` for people of whom, or to whom, an id was swapped.
    """

    name: Strings
    found: Ints
    right: Ints
    alarms: Counter[str]
    links: int
    beside: int


def swapped_orcids(source: Source, settings: Settings, model: Model, seeds: Iterable[int]) -> Noticed:
    """Swap ORCIDs, a round for each seed, and see what is told; right ones that are told without it don't count."""
    before: set[int] | None = None
    parts = []
    for seed in seeds:
        if before is None:
            found = _conflicts(source.tables, settings, model)
            before = {told.record for told in found.mixed_up}
        parts.append(_orcid_round(source.tables, swap_orcids(source.tables, seed), before, settings, model))
    return _together(parts)


def swapped_ids(source: Source, labels: Strings, settings: Settings, model: Model, seeds: Iterable[int]) -> Noticed:
    """Swap ids, a round for each seed; the alarms are those that there are with nothing swapped.

    ``labels``: shape (authorships,), as ``identities`` gives them.
    """
    tables = as_listed(source.tables, labels)
    explicit = int((tables.authorships["link"] == Link.EXPLICIT.value).sum())
    graph = build_graph(tables)
    names = tables.authorships["name"].tolist()
    alarms = Counter(slug(names[graph.record[told.row]]) for told in _wrong(tables, graph, settings, model))
    parts = [_id_round(swap_ids(tables, seed), settings, model) for seed in seeds]
    return replace(_together(parts), alarms=alarms, links=explicit)


def _conflicts(tables: Tables, settings: Settings, model: Model) -> Conflicts:
    # Who is verified here may have an ORCID that was read off the papers: it is no second witness.
    return conflicts(tables, build_graph(tables), settings, model, by_file=False)[0]


def _orcid_round(tables: Tables, swapped: Swapped, before: set[int], settings: Settings, model: Model) -> Noticed:
    found = _conflicts(swapped.tables, settings, model)
    named = {told.record: told.coauthor for told in found.mixed_up}
    told = {*named, *(use for one in found.several for uses in one.papers.values() for use in uses)}
    told |= {use for one in found.shared for uses in one.uses.values() for use in uses}
    records = swapped.record.tolist()
    names = tables.authorships["name"].tolist()
    wrongly = sorted(named.keys() - set(records) - before)
    return Noticed(
        np.array([slug(names[record]) for record in records], dtype=object),
        np.array([record in told for record in records], dtype=np.int64),
        np.array([named.get(r) == c for r, c in zip(records, swapped.right.tolist(), strict=True)], dtype=np.int64),
        Counter(slug(names[record]) for record in wrongly),
        int((tables.authorships["orcid"] != "").sum()) - len(records),
        0,
    )


def _id_round(swapped: Swapped, settings: Settings, model: Model) -> Noticed:
    tables, graph = swapped.tables, build_graph(swapped.tables)
    found = {int(graph.record[told.row]): told.other for told in _wrong(tables, graph, settings, model)}
    records = swapped.record.tolist()
    names = tables.authorships["name"].tolist()
    return Noticed(
        np.array([slug(names[record]) for record in records], dtype=object),
        np.array([record in found for record in records], dtype=np.int64),
        np.array([found.get(r) == who for r, who in zip(records, swapped.right.tolist(), strict=True)], dtype=np.int64),
        Counter(),
        0,
        len(found.keys() - set(records)),
    )


def _wrong(tables: Tables, graph: Graph, settings: Settings, model: Model) -> list[WrongId]:
    return wrong_ids(tables, graph, Candidates(tables, graph, settings), settings, model)


def _together(parts: list[Noticed]) -> Noticed:
    name, found, right = (np.concatenate([getattr(part, key) for part in parts]) for key in ("name", "found", "right"))
    alarms = sum((part.alarms for part in parts), start=Counter[str]())
    links, beside = (sum(getattr(part, key) for part in parts) for key in ("links", "beside"))
    return Noticed(name, found, right, alarms, links, beside)


def as_listed(tables: Tables, labels: Strings) -> Tables:
    """Return ``tables`` as if every identity in it were a verified person, whose labelled papers name it by id.

    ``labels``: shape (authorships,), as ``identities`` gives them. Papers without a label are with the one identity
    that is on their page, as names resolve, else they stay where they are.
    """
    filed = tables.people["id"].to_numpy(dtype=object)[tables.authorships["person"].to_numpy()]
    catch_all = set(tables.people.loc[tables.people["catch_all"], "id"])
    on_page: defaultdict[str, set[str]] = defaultdict(set)
    for page, label in zip(filed, labels, strict=True):
        if label:
            on_page[page].add(label)
    only = {page: min(found) for page, found in on_page.items() if len(found) == 1 and page not in catch_all}
    page = np.array([label or only.get(at, at) for at, label in zip(filed, labels, strict=True)], dtype=object)
    listed = refiled(tables, page)
    explicit = labels != ""
    links = np.where(explicit, Link.EXPLICIT.value, Link.INFERRED.value)
    changed = _with(listed, link=links, id=np.where(explicit, page, ""))
    return replace(changed, people=listed.people.assign(verified=listed.people["id"].isin(set(labels[explicit]))))


def swap_orcids(tables: Tables, seed: int, most: int = MOST) -> Swapped:
    """Swap the ORCIDs of co-authors whose names can't be one person's, on at most ``most`` / 2 papers."""
    generator = np.random.default_rng([seed, 11])
    uses = ids_of(tables, ORCID).uses
    of_paper = tables.authorships["paper"].tolist()
    person, names = tables.authorships["person"].tolist(), tables.authorships["name"].tolist()
    value = {use: orcid for orcid, found in uses.items() for use in found}
    known: defaultdict[int, list[int]] = defaultdict(list)  # paper → authorships whose ORCID is known elsewhere
    for found in uses.values():
        if len({of_paper[use] for use in found}) > 1:
            for use in found:
                known[of_paper[use]].append(use)
    touched: set[int] = set()
    swapped: list[tuple[int, int]] = []
    for paper in generator.permutation(sorted(paper for paper, found in known.items() if len(found) > 1)).tolist():
        one, other = (int(use) for use in generator.choice(known[paper], 2, replace=False))
        people = {person[one], person[other]}
        if len(people) == 2 and not people & touched and not alike(names[one], names[other]):
            touched |= people
            swapped.append((one, other))
        if 2 * len(swapped) >= most:
            break
    pairs = np.array(swapped, dtype=np.int64).reshape(-1, 2)
    record, right = np.concatenate((pairs, pairs[:, ::-1])).T
    orcids = tables.authorships["orcid"].to_numpy(dtype=object, copy=True)
    orcids[record] = [value[use] for use in right.tolist()]
    return Swapped(_with(tables, orcid=orcids), record, right)


def swap_ids(tables: Tables, seed: int, most: int = MOST) -> Swapped:
    """Swap the ids of people of one name, on at most ``most`` papers; each has two papers at least."""
    generator = np.random.default_rng([seed, 12])
    authorships = tables.authorships
    person, names = authorships["person"].tolist(), authorships["name"].tolist()
    verified = tables.people["verified"].tolist()
    papers = np.bincount(authorships["person"], minlength=len(verified)).tolist()
    named: defaultdict[str, defaultdict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for record in np.flatnonzero(authorships["link"] == Link.EXPLICIT.value).tolist():
        if verified[person[record]] and papers[person[record]] > 1:
            named[slug(names[record])][person[record]].append(record)
    touched: set[int] = set()
    rows: list[int] = []
    owners: list[int] = []
    shared = sorted(name for name, people in named.items() if len(people) > 1)
    for name in generator.permutation(shared).tolist():
        people = [int(who) for who in generator.permutation(sorted(named[name])) if who not in touched]
        for one, other in zip(people[::2], people[1::2], strict=False):
            touched |= {one, other}
            rows += [int(generator.choice(named[name][who])) for who in (one, other)]
            owners += [one, other]
    records, right = np.array(rows[:most], dtype=np.int64), np.array(owners[:most], dtype=np.int64)
    now = right.reshape(-1, 2)[:, ::-1].reshape(-1)
    people_now = authorships["person"].to_numpy(copy=True)
    ids_now = authorships["id"].to_numpy(dtype=object, copy=True)
    people_now[records], ids_now[records] = now, tables.people["id"].to_numpy(dtype=object)[now]
    return Swapped(_with(tables, person=people_now, id=ids_now), records, right)


def _with(tables: Tables, **columns: np.ndarray) -> Tables:
    changed = tables.authorships.assign(**columns).astype(tables.authorships.dtypes.to_dict())
    return replace(tables, authorships=changed)
