"""A source → everything that figures are counted on.

Its pages are judged under hidden identities, as they are and with planted errors, by graphcheck and by two rules that
need no model; and papers are misfiled, to see whose they are said to be.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

import numpy as np

from graphcheck.communities import Bools
from graphcheck.errors import GraphcheckError
from graphcheck.evaluate.baselines import components, plain_rule
from graphcheck.evaluate.careers import careers
from graphcheck.evaluate.careers_judged import Careers, judge_careers
from graphcheck.evaluate.folds import Models, cross_validated, evidence_alone, made_pages, page_maker
from graphcheck.evaluate.identities import Strings, hidden, identities, labelled_alone
from graphcheck.evaluate.judged import Judged, joined, judged
from graphcheck.evaluate.misfiled import Misfiled, misfile
from graphcheck.evaluate.planted_ids import Noticed, swapped_ids, swapped_orcids
from graphcheck.evaluate.planted_splits import Parted, split_pages
from graphcheck.evaluate.strays import as_common, plant_strays
from graphcheck.evaluate.trust import surely_clean, surely_mixed
from graphcheck.evaluate.worlds import labelled
from graphcheck.graph import Graph, Ints
from graphcheck.pages import PageMaker
from graphcheck.progress import Progress
from graphcheck.settings import Settings
from graphcheck.sources import Source
from graphcheck.suggest import Candidates
from graphcheck.tables import Tables
from graphcheck.weighing import default_model

ROUNDS = 2  # of planting
CAREERS = 2000  # pages of rare names that are judged as if they were common
MISFILINGS = 6  # rounds; one holds few papers, one of each person who shares a name (33 on the Anthology)
PLANTED_PAGES = 200  # a round
ENOUGH_MIXED = 20  # mixed pages from which a source can train its own models
GRAPHCHECK, PLAIN_RULE, COMPONENTS = "graphcheck", "plain rule", "components"


@dataclass(frozen=True)
class System:
    """What one checker thinks of pages.

    ``real``: of pages that hold labelled papers alone, so that all of a page is known; ``planted``: of clean ones of
    these with planted errors; ``whole``, ``planted_whole``: of the same pages, in that order, with the papers that
    nobody has labelled, as a night's run would see them.
    """

    name: str
    real: Judged
    planted: Judged
    whole: Judged
    planted_whole: Judged


@dataclass(frozen=True)
class Suggestions:
    """Misfiled papers, k of them; all shapes (k,).

    ``name``: slugs of the names; ``first``: whether the right person is the first guess; ``proposed``: whether the
    first guess is likelier than "nobody we know", so that it is proposed; ``flagged``: whether, as settings are, the
    paper is flagged and the right person is the first guess; ``nobody``: whether nobody is proposed once the right
    person is known to be apart from the page's.
    """

    name: Strings
    first: Bools
    proposed: Bools
    flagged: Bools
    nobody: Bools


@dataclass(frozen=True)
class Experiment:
    """What each system thinks of the same pages, and what is known of these.

    ``orcids``, ``ids``: what becomes of ids that were swapped; ``splits``: of pages that were split in two;
    ``careers``: of pages of rare names that were judged as if they were common.
    ``mixed``: shape (real pages,), which hold several identities; ``trusted``: shape (real pages,), where the labels
    are to be trusted, that the page is mixed or that it is clean. ``folds``: how many models were trained, 0 for none.
    """

    systems: tuple[System, ...]
    mixed: Bools
    trusted: Bools
    suggestions: Suggestions
    orcids: Noticed
    ids: Noticed
    splits: Parted
    careers: Careers
    folds: int


def experiment(source: Source, settings: Settings, *, seed: int, folds: int | None, progress: Progress) -> Experiment:
    """Judge ``source`` under hidden identities.

    ``folds``: how many models, each trained on the names of the other folds; 0 for the model that the package
    brings, None for five where the source has enough pages of several identities, else 0.

    Raises:
        GraphcheckError: the source has no identities to measure by.
    """
    labels = identities(source.tables)
    concealed = hidden(source.tables, labels)
    mixed, clean = labelled(concealed, labels)
    if not clean:
        raise GraphcheckError(
            f"{source.root}: no person has three papers with an id, an ORCID or an OpenReview id; "
            "choose a source that has, there is nothing to measure by"
        )
    folds = _folds(folds, len(mixed))
    models = cross_validated(source.tables, labels, folds, settings, progress)
    world = _World(source, settings, labels, models)
    nothing = np.zeros(len(labels), dtype=np.int64)
    known = labelled_alone(concealed, labels, [*mixed, *clean])
    seen = (world.judged(tables, [*mixed, *clean], nothing) for tables in (known, concealed))
    real, whole = progress.stage("judging pages with identities hidden", seen, 2)
    several = np.isin(real[0].ids.astype(str), mixed)
    rounds = range(seed * ROUNDS, (seed + 1) * ROUNDS)
    targets = _Targets(real[0].ids[~several], real[0].expected[~several], real[0].expected[several])
    both = [(tables, n) for tables in (known, concealed) for n in rounds]
    planted = [world.planted(*one, targets) for one in progress.stage("planting errors", both, len(both))]
    filings = range(seed * MISFILINGS, (seed + 1) * MISFILINGS)
    suggestions = [world.suggestions(n) for n in progress.stage("misfiling papers", filings, MISFILINGS)]
    orcids, ids = progress.stage("swapping ids", world.swapped(rounds), 2)
    (splits,) = progress.stage("splitting pages", world.split(rounds[:1]), 1)
    (ordinary,) = progress.stage("judging careers of rare names", world.careers(concealed, seed + 1), 1)
    names = (GRAPHCHECK, PLAIN_RULE, COMPONENTS)
    known_alone, as_they_are = planted[:ROUNDS], planted[ROUNDS:]
    systems = [
        System(n, real[i], joined([p[i] for p in known_alone]), whole[i], joined([p[i] for p in as_they_are]))
        for i, n in enumerate(names)
    ]
    trusted = _trusted(concealed, labels, whole[0], several)
    return Experiment(tuple(systems), several, trusted, _together(suggestions), orcids, ids, splits, ordinary, folds)


def _trusted(tables: Tables, labels: Strings, real: Judged, mixed: Bools) -> Bools:
    count = np.bincount(real.page[real.known], minlength=len(real.ids))
    clean = surely_clean(real.expected, real.papers, count)
    trusted: Bools = np.where(mixed, surely_mixed(tables, labels, real.ids, real.expected), clean)
    return trusted


def _folds(wanted: int | None, mixed: int) -> int:
    if wanted is None:
        return 5 if mixed >= ENOUGH_MIXED else 0
    return wanted


@dataclass(frozen=True)
class _Targets:
    clean: Strings
    clean_expected: np.ndarray
    mixed_expected: np.ndarray


@dataclass(frozen=True)
class _World:
    """The source with its models, and what can be done to it."""

    source: Source
    settings: Settings
    labels: Strings
    models: Models

    def judged(self, tables: Tables, pages: list[str], planted: Ints) -> tuple[Judged, ...]:
        """Return what graphcheck, the plain rule and components think of ``pages`` (ids)."""
        people = _rows(tables, pages)
        names = tables.people["id"].to_numpy(dtype=object)[people].tolist()
        made = made_pages(page_maker(self.source, tables, self.settings), people, names, self.models)
        found = judged(sorted(made, key=lambda page: page.person), tables, self.labels, planted)
        found = replace(found, evidence=evidence_alone(found, self.settings))
        return found, plain_rule(found, tables), components(found, tables)

    def planted(self, tables: Tables, seed: int, targets: _Targets) -> tuple[Judged, ...]:
        """Plant errors on clean pages and return what is thought of these."""
        chosen = as_common(targets.clean_expected, targets.mixed_expected, PLANTED_PAGES, seed)
        pages = [str(page) for page in targets.clean[chosen]]
        planted = plant_strays(tables, self.labels, _rows(tables, pages), seed)
        return self.judged(planted.tables, pages, planted.kind)

    def swapped(self, seeds: range) -> Iterator[Noticed]:
        """Swap ORCIDs, then ids, and yield what is noticed; ids tell, and no model is learned from them."""
        model = default_model()
        yield swapped_orcids(self.source, self.settings, model, seeds)
        yield swapped_ids(self.source, self.labels, self.settings, model, seeds)

    def split(self, seeds: range) -> Iterator[Parted]:
        """Split pages in two and yield what is noticed."""
        yield split_pages(self.source.tables, self.labels, self.settings, default_model(), seeds)

    def careers(self, tables: Tables, seed: int) -> Iterator[Careers]:
        """Judge people of rare names as if these were common, and yield what is thought of their papers."""
        yield judge_careers(careers(tables, self.labels, CAREERS, seed), self.models, self.settings)

    def suggestions(self, seed: int) -> Suggestions:
        """Misfile papers and return whether the right person is suggested first, whether they are flagged or not."""
        moved = misfile(self.source.tables, self.labels, seed)
        maker = page_maker(self.source, moved.tables, self.settings)
        pages = moved.tables.people["id"].to_numpy(dtype=object)[moved.page]
        apart = Candidates(moved.tables, maker.graph, self.settings, list(zip(pages, moved.right, strict=True)))
        first, proposed = self._guesses(moved, maker.graph, maker.candidates)
        _, others = self._guesses(moved, maker.graph, apart)
        flagged = first & self._flagged(moved, maker, pages)
        return Suggestions(np.array(moved.name, dtype=object), first, proposed, flagged, ~others)

    def _guesses(self, moved: Misfiled, graph: Graph, candidates: Candidates) -> tuple[Bools, Bools]:
        """Return for which misfiled papers, k, the first suggestion is right, and for which it is proposed."""
        row = np.full(len(moved.tables.authorships), -1)
        row[graph.record] = np.arange(len(graph.record))
        fold = np.array([self.models.fold(name) for name in moved.name], dtype=np.int64)
        first, proposed = np.zeros((2, len(moved.record)), dtype=bool)
        for number, model in enumerate(self.models.models):
            chosen = np.flatnonzero(fold == number)
            answers = candidates.suggest(row[moved.record[chosen]], model)
            for case, (suggestions, nobody) in zip(chosen.tolist(), answers, strict=True):
                guess = next(iter(suggestions), None)
                first[case] = guess is not None and guess.person == moved.right[case]
                proposed[case] = guess is not None and guess.probability > nobody
        return first, proposed

    def _flagged(self, moved: Misfiled, maker: PageMaker, pages: Strings) -> Bools:
        """Return which misfiled papers are flagged, shape (k,); ``pages``: ids of those on whose pages they are."""
        tables = moved.tables
        papers = tables.papers["id"].to_numpy(dtype=object)[tables.authorships["paper"].to_numpy()[moved.record]]
        made = made_pages(maker, moved.page, moved.name, self.models)
        flagged = {(page.person, one.paper) for page in made for one in page.authorships if one.flagged}
        return np.array([place in flagged for place in zip(pages, papers, strict=True)], dtype=bool)


def _rows(tables: Tables, pages: list[str]) -> Ints:
    row = {page: number for number, page in enumerate(tables.people["id"])}
    return np.array(sorted(row[page] for page in pages), dtype=np.int64)


def _together(parts: list[Suggestions]) -> Suggestions:
    return Suggestions(*(np.concatenate([getattr(p, field.name) for p in parts]) for field in fields(Suggestions)))
