"""Papers of a page → a picture of years and groups: a mark a paper, a lane a group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graphcheck.model import Group, Page
from graphcheck.report.facts import PaperFacts
from graphcheck.report.shown import shown
from graphcheck.report.site.drawing import LOOKS

WIDTH = 940
LEFT, RIGHT = 86, 14
_MARK = 13  # from one mark to the next
_HIGH = 12  # marks on each other before the rest are counted
_VENUE_ROOM = 46  # width of a year from which venues are named under the marks
_LETTER = 5.0  # width of a letter of a venue
_YEAR_ROOM = 34  # from one year's number to the next


@dataclass(frozen=True, slots=True)
class Mark:
    """A paper: its middle, and its number among the flagged ones, −1 for one that is not flagged."""

    x: int
    y: int
    paper: str
    flagged: int
    title: str


@dataclass(frozen=True, slots=True)
class Word:
    """A few letters in the picture, around ``x``."""

    x: int
    y: int
    text: str


@dataclass(frozen=True, slots=True)
class Lane:
    """A group, or all further groups together: its look, and where its base line is."""

    label: str
    look: int
    y: int
    papers: int
    marks: tuple[Mark, ...]
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Lanes from top to bottom, and the years under them."""

    height: int
    lanes: tuple[Lane, ...]
    years: tuple[Word, ...]


def draw_timeline(page: Page, papers: Mapping[str, PaperFacts], flagged: Sequence[str]) -> Timeline:
    """Return the picture. ``flagged``: flagged papers by number."""
    number = {paper: at for at, paper in enumerate(flagged)}
    first, last = page.years
    step = (WIDTH - LEFT - RIGHT) / (last - first + 1)
    middle = {year: round(LEFT + (year - first + 0.5) * step) for year in range(first, last + 1)}
    lanes: list[Lane] = []
    base = 0
    for at, groups in enumerate(_lanes(page.groups)):
        stacks: dict[int, list[str]] = {}
        for paper in (paper for group in groups for paper in group.papers):
            stacks.setdefault(papers[paper].year, []).append(paper)
        named = step >= _VENUE_ROOM
        high = max(map(len, stacks.values()))
        base += min(high, _HIGH) * _MARK + (8 if high <= _HIGH else 20)
        marks = [m for year in sorted(stacks) for m in _stack(stacks[year], middle[year], base, papers, number)]
        words = [
            w
            for year in sorted(stacks)
            for w in _words(stacks[year], middle[year], base, papers, round(step) if named else 0)
        ]
        label = groups[0].label if len(groups) == 1 else f"{groups[0].label}–{groups[-1].label}"
        lanes.append(Lane(label, at, base, sum(map(len, stacks.values())), tuple(marks), tuple(words)))
        base += 18 if named else 6
    every = max(1, -(-_YEAR_ROOM // max(int(step), 1)))
    years = tuple(Word(middle[year], base + 16, str(year)) for year in range(first, last + 1, every))
    return Timeline(base + 24, tuple(lanes), years)


def _lanes(groups: Sequence[Group]) -> list[Sequence[Group]]:
    """Return the groups lane by lane; those that look alike share the last one."""
    own = [[group] for group in groups[: LOOKS - 1]]
    return [*own, groups[LOOKS - 1 :]] if len(groups) >= LOOKS else [*own]


def _stack(
    stack: Sequence[str], x: int, base: int, papers: Mapping[str, PaperFacts], number: Mapping[str, int]
) -> list[Mark]:
    """Return the marks of one year and lane; where there are too many, the flagged ones stay."""
    kept = stack
    if len(stack) > _HIGH:
        chosen = set(sorted(stack, key=lambda paper: number.get(paper, len(number)))[:_HIGH])
        kept = [paper for paper in stack if paper in chosen]
    marks = []
    for at, paper in enumerate(kept):
        facts = papers[paper]
        title = f"{shown(paper, 60)} ({', '.join(filter(None, (shown(facts.venue, 40), str(facts.year))))})"
        marks.append(Mark(x, round(base - (at + 0.5) * _MARK), paper, number.get(paper, -1), title))
    return marks


def _words(stack: Sequence[str], x: int, base: int, papers: Mapping[str, PaperFacts], room: int) -> list[Word]:
    """Return what is written at a stack: how many papers it does not show, the venue of most of them.

    ``room``: width of a year, 0 where it has none for venues.
    """
    found = []
    if len(stack) > _HIGH:
        found.append(Word(x, base - _HIGH * _MARK - 4, f"+{len(stack) - _HIGH}"))
    venues = Counter(papers[paper].venue for paper in stack if papers[paper].venue)
    if room and venues:
        venue = min(venues, key=lambda name: (-venues[name], name))
        more = f" +{len(venues) - 1}" if len(venues) > 1 else ""
        found.append(Word(x, base + 12, shown(venue, max(int(room / _LETTER) - len(more), 2)) + more))
    return found
