"""Errors planted in the whole Anthology: told one night, put right from what is told, and resolved the next."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

import graphcheck
from graphcheck.bibliography import Bibliography
from graphcheck.corrections.mentions import Mentions
from graphcheck.sources.anthology_people import read_people
from tests.cli.conftest import Run, run  # noqa: F401 (a fixture)
from tests.corrections.checkouts import commit
from tests.corrections.generations import make_generation
from tests.corrections.planting import planted, put
from tests.sources.checkouts import PEOPLE_JSON

pytestmark = pytest.mark.anthology


def reported(run: Run, root: Path, out: Path) -> dict[str, Any]:  # noqa: F811
    result = run("report", root, "--out", out, "--quiet")
    assert result.exit_code == 0, result.stderr
    held: dict[str, Any] = json.loads((out / "findings.json").read_bytes())
    return held


def naming(findings: list[dict[str, Any]], errors: set[tuple[str, str]]) -> dict[str, list[tuple[str, str]]]:
    """Return, for each finding that would move one of ``errors``, (paper, wrong id), which of them it would move."""
    found: dict[str, list[tuple[str, str]]] = {}
    for one in findings:
        papers = [one["paper"]] if one["paper"] else [paper for group in one["groups"][1:] for paper in group["papers"]]
        if some := [(paper, one["person"]) for paper in papers if (paper, one["person"]) in errors]:
            found[one["id"]] = some
    return found


def test_told_put_right_and_resolved(
    anthology: Path,
    whole: Bibliography,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    run: Run,  # noqa: F811
) -> None:
    monkeypatch.setenv("GRAPHCHECK_STATE", str(tmp_path / "state"))
    linked = make_generation(anthology, whole.source.tables, PEOPLE_JSON, tmp_path / "linked")
    root = shutil.copytree(linked, tmp_path / "checkout")  # files, no links
    mentions = Mentions(graphcheck.load(root).source.tables)
    errors = planted(mentions, read_people(root / "data"))
    kept = put(root, mentions, errors)
    commit(root)
    owners = {(mentions.paper[row], wrong): mentions.person[row] for row, wrong in errors}

    told = reported(run, root, tmp_path / "report")["findings"]
    moved = naming(told, {*owners})
    assert len({error for some in moved.values() for error in some}) >= 50
    patches = []  # all are made of the checkout as it was read: one that has changed is read anew each time
    for one in told:
        owner = owners.get((one["paper"], one["person"]))
        if owner is None or [guess["person"] for guess in one["suggestions"]][:1] != [owner]:
            continue
        result = run("fix", one["person"], "--papers", one["paper"], "--source", root, "--as", "patch", "--quiet")
        if result.exit_code:
            assert "--force makes it all the same" in result.stderr  # what is doubted is left to somebody who looks
            continue
        patches.append(result.stdout)
    assert len(patches) >= 5
    for patch in patches:
        subprocess.run(["git", "apply", "-"], cwd=root, input=patch, text=True, check=True)
    for file, content in kept.items():
        (root / file).write_bytes(content)

    held = reported(run, root, tmp_path / "report")
    gone = {one["id"]: one["state"] for one in held["resolved"]}
    of_papers = {one["id"] for one in told if one["id"] in moved and one["paper"]}
    assert len(of_papers) >= 5
    assert {finding: gone.get(finding) for finding in of_papers} == dict.fromkeys(of_papers, "resolved")
    assert naming(held["findings"], {*owners}) == {}
