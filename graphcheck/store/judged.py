"""What was concluded about everybody, taken down person by person in the columns that the graph needs."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from graphcheck.model import Finding, State
from graphcheck.verdicts import Verdict


@dataclass(slots=True)
class Judged:
    """What a run concluded; ``take`` each verdict and ``add`` what was found, in any order.

    The lists of authorships (``record``, rows in authorships, to ``label``, number of the group, 0 for the core) run
    side by side, and so do those of pages (``person``, rows in people, to ``groups``); NaN stands for an abstention.
    ``states`` maps findings' ids to their states, as far as the run knows them.
    """

    # Arrays: as lists these take a hundred bytes for each authorship.
    record: array[int] = field(default_factory=lambda: array("q"))
    score: array[float] = field(default_factory=lambda: array("d"))
    flagged: array[int] = field(default_factory=lambda: array("b"))
    label: array[int] = field(default_factory=lambda: array("q"))
    person: list[int] = field(default_factory=list)
    doubt: list[float] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    states: dict[str, str] = field(default_factory=dict)

    def tell(self, findings: Sequence[Finding]) -> None:
        """Take down the states of findings that the run knows."""
        self.states.update((finding.id, finding.state.value) for finding in findings)

    def take(self, verdict: Verdict) -> None:
        """Take down what was concluded of one person; a page of a single paper has no judgement to take down."""
        if verdict.papers < 2:
            return
        columns, rows = verdict.columns, verdict.authorships
        self.record.extend(columns.record[rows])
        self.score.extend(columns.score[rows])
        self.flagged.extend(columns.flagged[rows])
        self.label.extend(columns.label[rows])
        self.person.append(verdict.row)
        self.doubt.append(verdict.doubt)
        self.groups.append(verdict.groups)

    def add(self, findings: Sequence[Finding]) -> None:
        """Take down what was found on a page, or is about none."""
        self.findings.extend(findings)
        self.tell([finding for finding in findings if finding.state is State.DISMISSED])

    def counts(self) -> dict[str, int]:
        """Return how many authorships were ``judged``, ``abstained`` from, and ``flagged``."""
        abstained = int(np.isnan(self.score).sum())
        return {"judged": len(self.score) - abstained, "abstained": abstained, "flagged": sum(self.flagged)}
