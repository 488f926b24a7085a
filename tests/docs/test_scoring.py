"""The worked example of docs/scoring.md is what the checker says."""

from __future__ import annotations

from pathlib import Path

from graphcheck.bibliography import Bibliography

DOC = (Path(__file__).parents[2] / "docs/scoring.md").read_text(encoding="utf-8")


def test_the_worked_example_is_recomputed(sample: Bibliography) -> None:
    page = sample.person("yan-li").page
    (stray,) = (a for a in page.authorships if a.paper == "2022.icol-main.7")
    shown = [line for line in DOC.splitlines() if line.startswith("|")]
    for evidence in stray.evidence:
        assert f"| {evidence.kind} | {evidence.weight:+.2f} | {evidence.text} |" in shown
    total = sum(evidence.weight for evidence in stray.evidence)
    assert f"| sum | {total:+.2f} | score = 1 / (1 + exp({total:.2f})) = {stray.score:.0%} |" in shown


def test_every_kind_of_evidence_is_explained(sample: Bibliography) -> None:
    kinds = {e.kind for page in sample.pages() for a in page.authorships for e in a.evidence}
    assert {"prior", "identifiers", "coauthors", "institutions", "page"} <= kinds
    explained = {line.split("|")[1].strip() for line in DOC.splitlines() if line.startswith("|")}
    assert kinds <= explained
