"""Ids that contradict each other: on one page two of them, or one on several pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from graphcheck.evidence import measure
from graphcheck.graph import Floats, Graph, Ints
from graphcheck.identity.mix_ups import MixUp, mix_ups
from graphcheck.identity.uses import OPENREVIEW, ORCID, Ids, alike, ids_of, share_family
from graphcheck.linking import BEST
from graphcheck.model import Evidence, Link
from graphcheck.neighbourhood import neighbourhoods
from graphcheck.pairs import pairs_among
from graphcheck.settings import Settings
from graphcheck.tables import Tables
from graphcheck.weighing import Model

SEVERAL, SHARED, COAUTHOR, CHECKSUM = "several-people", "shared", "co-author", "checksum"
ONE_PERSON = "one-person"  # shared, and nothing says that the pages are two people's: they can be filed together


@dataclass(frozen=True, slots=True)
class SeveralIds:
    """A page (row in people) on which several ids stand; ``papers``: id → rows of authorships, most papers first.

    ``probability``: that it holds several people. The weights of ``evidence`` sum to the log-odds of the contrary, and
    are those of the two ids that are least likely one person's.
    """

    noun: str
    person: int
    papers: dict[str, tuple[int, ...]]
    probability: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class SharedId:
    """An id that stands on several people's pages.

    ``uses``: row in people → rows of authorships, verified people first, then most uses.
    ``one_person``: the pages are more likely one person's than the id is wrong. ``probability``: that of the likelier.
    """

    noun: str
    value: str
    uses: dict[int, tuple[int, ...]]
    one_person: bool
    probability: float


@dataclass(frozen=True, slots=True)
class Conflicts:
    """What is wrong with the ids of one kind."""

    noun: str
    mixed_up: list[MixUp]
    several: list[SeveralIds]
    shared: list[SharedId]


def conflicts(
    tables: Tables, graph: Graph, settings: Settings, model: Model, *, by_file: bool = True
) -> list[Conflicts]:
    """Return the conflicts between ORCIDs, and those between OpenReview ids; ``by_file`` as for ``ids_of``."""
    found = []
    for noun in (ORCID, OPENREVIEW):
        ids = ids_of(tables, noun, by_file=by_file)
        mixed_up = mix_ups(tables, ids, settings)
        left = _without(ids, {told.record for told in mixed_up})
        several = list(_several(tables, graph, left, settings, model))
        found.append(Conflicts(noun, mixed_up, several, list(_shared(tables, left, settings))))
    return found


def _without(ids: Ids, records: set[int]) -> Ids:
    uses = {value: [use for use in found if use not in records] for value, found in ids.uses.items()}
    return Ids(ids.noun, {value: found for value, found in uses.items() if found}, ids.owners)


def _shared(tables: Tables, ids: Ids, settings: Settings) -> Iterator[SharedId]:
    person, printed = tables.numbers("authorships", "person").data, tables.texts("authorships", "name")
    catch_all, verified = (tables.numbers("people", column).data for column in ("catch_all", "verified"))
    names = tables.texts("people", "name")
    for value in sorted(ids.uses.keys() | ids.owners.keys()):
        uses: defaultdict[int, list[int]] = defaultdict(list)
        for owner in ids.owners.get(value, ()):
            uses[owner] = []
        for use in ids.uses.get(value, ()):
            uses[person[use]].append(use)
        if len(uses) < 2:
            continue
        order = sorted(uses, key=lambda who: (catch_all[who], not verified[who], -len(uses[who]), who))
        called = [{printed[use] for use in uses[who]} or {names[who]} for who in order]
        main, rest = called[0], called[1:]
        same = all(any(alike(one, other) for one in main for other in others) for others in rest)
        family = all(any(share_family(one, other) for one in main for other in others) for others in rest)
        chance = (
            settings.shared_id_alike if same else settings.shared_id_family if family else settings.shared_id_unlike
        )
        told = {who: tuple(uses[who]) for who in order}
        yield SharedId(ids.noun, value, told, chance >= 0.5, max(chance, 1 - chance))


def _several(tables: Tables, graph: Graph, ids: Ids, settings: Settings, model: Model) -> Iterator[SeveralIds]:
    """Yield the pages that carry several ids; of a catch-all page that is to be expected."""
    by_page = _by_page(tables, ids)
    catch_all = tables.numbers("people", "catch_all")
    pages = [person for person, held in sorted(by_page.items()) if len(held) > 1 and not catch_all[person]]
    if not pages:
        return
    chances = _same_person(graph, np.array(pages, dtype=np.int64), by_page, settings, model)
    for person, parts in zip(pages, chances, strict=True):
        held = by_page[person]
        order = sorted(held, key=lambda value: (-len(held[value]), value))
        odds = sum(part.weight for part in parts)
        papers = {value: tuple(held[value]) for value in order}
        yield SeveralIds(ids.noun, person, papers, float(1 / (1 + np.exp(odds))), parts)


def _by_page(tables: Tables, ids: Ids) -> dict[int, dict[str, list[int]]]:
    """Return for each person the ids on the page, and the authorships that carry each.

    Papers that name a person by id carry the ORCID that the people file gives them, unless they state another.
    """
    person = tables.numbers("authorships", "person").data
    found: defaultdict[int, dict[str, list[int]]] = defaultdict(dict)
    for value, uses in ids.uses.items():
        for use in uses:
            found[person[use]].setdefault(value, []).append(use)
    owned = {owner: value for value, owners in ids.owners.items() for owner in owners if owner in found}
    for owner, value in owned.items():
        found[owner].setdefault(value, [])
    if owned:
        stated = tables.texts("authorships", "orcid")
        for use in np.asarray(tables.authorships_by_link.get(Link.EXPLICIT.value, ())).tolist():
            if person[use] in owned and not stated[use]:
                found[person[use]][owned[person[use]]].append(use)
    return found


def _same_person(
    graph: Graph, pages: Ints, by_page: dict[int, dict[str, list[int]]], settings: Settings, model: Model
) -> list[tuple[Evidence, ...]]:
    """Return for each page what speaks for (weight > 0) one person, for the two ids that fit each other least.

    The papers with the one id are held against those with the other, by the weights that groups are linked by.
    """
    batch = neighbourhoods(graph, pages, settings)
    row_of = {(int(graph.record[row])): at for at, row in enumerate(batch.rows.tolist())}
    cases: list[tuple[int, Ints, Ints]] = []
    for which, person in enumerate(pages.tolist()):
        rows = [
            np.array([row_of[use] for use in uses if use in row_of], dtype=np.int64)
            for uses in by_page[person].values()
        ]
        cases += [(which, *sorted(two, key=len)) for two in combinations(rows, 2)]  # type: ignore[misc]
    one = np.concatenate([np.repeat(a, len(b)) for _, a, b in cases])
    two = np.concatenate([np.tile(b, len(a)) for _, a, b in cases])
    pairs = pairs_among(graph, batch, one, two)
    together = model.pair + sum(model.pair_parts(measure(graph, batch, pairs)).values(), start=np.zeros(len(one)))
    least: dict[int, tuple[Evidence, ...]] = {}
    begin = 0
    for which, a, b in cases:
        odds = together[begin : begin + len(a) * len(b)].reshape(len(a), len(b))
        begin += odds.size
        parts = _linked(odds, float(graph.expected[pages[which]]), settings, model)
        if which not in least or _total(parts) < _total(least[which]):
            least[which] = parts
    return [least[which] for which in range(len(pages))]


def _total(parts: Sequence[Evidence]) -> float:
    return sum(part.weight for part in parts)


def _linked(odds: Floats, expected: float, settings: Settings, model: Model) -> tuple[Evidence, ...]:
    """Weigh log-odds of pairs of papers, shape (smaller, larger), as groups of these papers are linked."""
    two_ids = Evidence("ids", -settings.second_id, "Two ids are two people's more often than one person's.")
    if not odds.size:
        return (two_ids,)
    best = -np.sort(-odds, axis=1)[:, :BEST]
    link = float(best.mean())
    commonness = float(np.clip(np.log(expected), settings.link_rarest, settings.link_commonest))
    weights = model.linking
    size = weights["constant"] + weights["larger"] * float(np.log(odds.shape[1]))
    how = "read as one person's" if link > 0 else "have little in common" if link > -2 else "have nothing in common"
    common = "common" if expected >= 1 else "not rare" if expected >= 0.01 else "rare"
    return (
        two_ids,
        Evidence("papers", weights["link"] * link + size, f"The papers with the one and with the other {how}."),
        Evidence("commonness", weights["commonness"] * commonness, f"The name is {common}."),
    )
