"""Why a finding is gone: what became of its paper, its person, its score, or of what it is measured by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from graphcheck.bibliography import Bibliography
from graphcheck.findings import MIXED, STRAY, WRONG_ID
from graphcheck.model import Finding, JudgedAuthorship, Page
from graphcheck.wording import listing

_MOST_SETTINGS = 3  # changed settings that are named


class Reasons:
    """Says what made findings go.

    ``seen`` are the pages, as judged now, of the people whom they are about; ``changed`` lines on settings that differ
    from the last run's; ``version`` that of the last run where it differs, else "". ``last`` is the day of that run, ""
    where it is not known: what was confirmed from then on may have made a finding go.
    """

    def __init__(
        self,
        bibliography: Bibliography,
        seen: Mapping[str, Page],
        changed: Iterable[str],
        version: str,
        last: str = "",
    ) -> None:
        self._last = last
        self._bibliography = bibliography
        self._seen = seen
        named = list(changed)
        more = f" and {len(named) - _MOST_SETTINGS} more" if len(named) > _MOST_SETTINGS else ""
        settings = [f"settings changed: {', '.join(named[:_MOST_SETTINGS])}{more}"] if named else []
        self._since = "; ".join([*([f"graphcheck was {version} then"] if version else []), *settings])

    def why_gone(self, finding: Finding) -> str:
        """Return what made ``finding`` go."""
        people = self._bibliography.person_rows
        if finding.paper is not None and finding.paper not in self._bibliography.paper_facts:
            return f"the paper {finding.paper} is no longer in the source"
        if finding.paper is not None and (moved := self._moved(finding, finding.paper)):
            return moved
        if not finding.person:
            return f"{finding.file} has it no longer" if finding.file else "the source has it no longer"
        if finding.person not in people:
            return f"the person {finding.person} is no longer in the source"
        page = self._seen.get(finding.person)
        if page is None:
            papers = int(self._bibliography.graph.papers_of[people[finding.person]])
            return f"the page of {finding.person} has {papers or 'no'} {'paper' if papers == 1 else 'papers'} now"
        return self._measured(finding, page)

    def _moved(self, finding: Finding, paper: str) -> str:
        """Say whose the paper is now, "" where it is still this person's at the same place."""
        authorships = self._bibliography.authorships
        rows = authorships["paper"].to_numpy()
        begin, end = np.searchsorted(rows, [self._bibliography.paper_row(paper) + shift for shift in (0, 1)])
        ids, names = self._bibliography.people["id"], self._bibliography.people["name"]
        people = authorships["person"].to_numpy()[begin:end].tolist()
        places = authorships["position"].to_numpy()[begin:end].tolist()
        now = dict(zip(places, people, strict=True))
        there = [place for place, person in now.items() if ids.iat[person] == finding.person]
        if finding.position in there:
            return ""
        if there:
            return f"{finding.person_name} stands at another place among the authors of {paper}"
        if finding.position in now:
            other = now[finding.position]
            return f"{paper} is now a paper of {names.iat[other]} ({ids.iat[other]})"
        return f"{finding.person_name} is no longer an author of {paper}"

    def _measured(self, finding: Finding, page: Page) -> str:
        if finding.code == WRONG_ID:
            told = self._confirmed(finding) or "it is no longer found"
        elif finding.code not in (STRAY, MIXED):
            told = "it is no longer found"
        elif finding.paper is None:
            told = self._page(finding, page)
        else:
            place = (finding.paper, finding.position)
            judged = next((a for a in page.authorships if (a.paper, a.position) == place), None)
            told = "it is no longer found" if judged is None else self._authorship(finding, judged, page)
        return f"{told}; {self._since}" if self._since else told

    def _authorship(self, finding: Finding, judged: JudgedAuthorship, page: Page) -> str:
        if confirmed := self._confirmed(finding):
            return confirmed
        bar = self._bibliography.settings.flag_threshold
        if judged.score is None:
            return f"the paper is no longer judged: {judged.abstained}"
        if judged.score < bar:
            return f"{_moved_to('its score', finding.score, judged.score)}; none is flagged below {bar:.0%}"
        if WRONG_ID in judged.codes:
            return f"it is told as {WRONG_ID} now: the id is wrong"
        if MIXED in page.codes:
            return f"the question is about the whole page now ({MIXED})"
        if judged.core:
            return "it is in a group with the core now"
        if any(other.flagged for other in page.authorships):  # so the core is no toss-up, and this is what is left
            return "what the paper itself shows does not speak against the person now"
        return f"no single paper of the page is called a stray now. {page.core_reason}"

    def _confirmed(self, finding: Finding) -> str:
        for entry in self._bibliography.page_maker.confirmed.of(finding.person):
            if entry.paper == finding.paper:
                return f"confirmed as this person's own {entry.signed()}"
        return ""

    def _page(self, finding: Finding, page: Page) -> str:
        entries = self._bibliography.page_maker.confirmed.of(finding.person)
        own = [one.paper for one in entries if self._last and one.when >= self._last]
        cleared = f"cleared by the confirmation of {listing(own)}: " if own else ""
        return f"{cleared}{self._page_now(finding, page)}"

    def _page_now(self, finding: Finding, page: Page) -> str:
        if len(page.groups) == 1:
            return "all papers of the page hold together now"
        if page.doubt is not None and page.doubt < finding.score:
            return _moved_to("the doubt about the page", finding.score, page.doubt)
        return f"no other group of the page is about as large as the core now. {page.core_reason}"


def changed_settings(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """Return a line on each setting that both know and that differs."""
    return [
        f"{name} from {before[name]} to {now[name]}" for name in now if name in before and before[name] != now[name]
    ]


def _moved_to(what: str, before: float, now: float) -> str:
    """Say from where to where a probability fell, with as many digits as it takes to see it."""
    if now >= before:
        return f"{what} is {now:.0%}, as it was"
    places = next((places for places in (0, 1, 2) if f"{before:.{places}%}" != f"{now:.{places}%}"), 3)
    return f"{what} fell from {before:.{places}%} to {now:.{places}%}"
