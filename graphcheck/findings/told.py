"""Findings that were told of a whole bibliography, by the people whom they are about; each is made when asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, KeysView, Sequence, Set
from dataclasses import replace
from functools import cached_property

from graphcheck.findings import STRAY, WRONG_ID
from graphcheck.model import Finding, JudgedAuthorship, Page, State


class Told:
    """Findings by person.

    ``about``: for each finding the id of the person on whose page it is told, and of the others whom it concerns;
    ``finding``: number → the finding.
    """

    def __init__(self, about: Sequence[tuple[str, Sequence[str]]], finding: Callable[[int], Finding]) -> None:
        self._about = about
        self._finding = finding

    @classmethod
    def of_all(cls, findings: Sequence[Finding]) -> Told:
        """Return findings that are there already."""
        return cls([(finding.person, finding.others) for finding in findings], findings.__getitem__)

    def __iter__(self) -> Iterator[Finding]:
        """Yield all findings."""
        return map(self._finding, range(len(self._about)))

    @property
    def people(self) -> KeysView[str]:
        """The people, ids, on whose pages findings are told."""
        return self._by_person.keys()

    def of(self, person: str) -> list[Finding]:
        """Return the findings that are told on the page of a person, an id."""
        return [self._finding(number) for number in self._by_person.get(person, ())]

    def elsewhere_on(self, person: str) -> list[Finding]:
        """Return the findings that are told on other pages and concern the person, too, page by page."""
        pages = {self._about[number][0] for number in self._by_other.get(person, ())} - {person}
        ordered = sorted(pages, key=lambda page: self._by_person[page][0])
        numbers = (number for page in ordered for number in self._by_person[page])
        return [self._finding(number) for number in numbers if person in self._about[number][1]]

    @cached_property
    def _by_person(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, (person, _) in enumerate(self._about):
            found.setdefault(person, []).append(number)
        return found

    @cached_property
    def _by_other(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, (_, others) in enumerate(self._about):
            for other in others:
                found.setdefault(other, []).append(number)
        return found


def told_once(own: Iterable[Finding], wide: Iterable[Finding], confirmed: Set[str]) -> list[Finding]:
    """Return the findings of a page, its ``own`` and ``wide`` ones: one for a stray whose id is wrong, too.

    It is told as a wrong id, which says whose the paper is; as a stray where that was dismissed, which answers both. No
    id is wrong that names the person whose the paper is ``confirmed`` to be.
    """
    strays = list(own)
    dismissed = {finding.paper for finding in strays if finding.code == STRAY and finding.state == State.DISMISSED}
    others = [finding for finding in wide if finding.code != WRONG_ID or finding.paper not in dismissed | confirmed]
    wrong = {finding.paper for finding in others if finding.code == WRONG_ID}
    return [*(finding for finding in strays if finding.code != STRAY or finding.paper not in wrong), *others]


def with_codes(page: Page, findings: Sequence[Finding]) -> Page:
    """Return ``page`` with the codes of all findings about it and about its papers, and no others."""
    codes: dict[tuple[str | None, int | None], set[str]] = {}
    for finding in findings:
        codes.setdefault((finding.paper, finding.position), set()).add(finding.code)

    def coded(judged: JudgedAuthorship) -> JudgedAuthorship:
        return replace(judged, codes=tuple(sorted(codes.get((judged.paper, judged.position), ()))))

    every = {finding.code for finding in findings}
    return replace(page, codes=tuple(sorted(every)), authorships=tuple(map(coded, page.authorships)))
