"""What was concluded about everybody, taken down page by page in the columns that the graph needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from graphcheck.model import Finding, Page, State


@dataclass(slots=True)
class Judged:
    """What a run concluded; ``add`` each page with its findings, in any order.

    The lists of authorships (``paper`` to ``core``) run side by side, and so do those of pages (``person`` to
    ``groups``). ``states`` maps findings' ids to their states, as far as the run knows them.
    """

    paper: list[str] = field(default_factory=list)
    position: list[int] = field(default_factory=list)
    score: list[float | None] = field(default_factory=list)
    flagged: list[bool] = field(default_factory=list)
    group: list[str] = field(default_factory=list)
    core: list[bool] = field(default_factory=list)
    person: list[str] = field(default_factory=list)
    doubt: list[float | None] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    states: dict[str, str] = field(default_factory=dict)

    def tell(self, findings: Sequence[Finding]) -> None:
        """Take down the states of findings that the run knows."""
        self.states.update((finding.id, finding.state.value) for finding in findings)

    def add(self, page: Page | None, findings: Sequence[Finding]) -> None:
        """Take down one page and what was found on it, or what is about no page.

        A page of a single paper has no judgement to take down, only what was found.
        """
        self.findings.extend(findings)
        self.tell([finding for finding in findings if finding.state is State.DISMISSED])
        if page is None or page.papers < 2:
            return
        for judged in page.authorships:
            self.paper.append(judged.paper)
            self.position.append(judged.position)
            self.score.append(judged.score)
            self.flagged.append(judged.flagged)
            self.group.append(judged.group)
            self.core.append(judged.core)
        self.person.append(page.person)
        self.doubt.append(page.doubt)
        self.groups.append(len(page.groups))
