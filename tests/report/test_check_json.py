"""Pages as JSON: what the data says, in characters that no terminal acts on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graphcheck.report.check_json import VERSION, check_json
from graphcheck.report.facts import PaperFacts
from graphcheck.sources import read
from tests.report.factories import HOSTILE, finding, page
from tests.small import write_checkout

PAPERS = {paper: PaperFacts("A title", 2020, "EMNLP") for paper in ("W15-1527", "2023.x-1.2", "2025.naacl-long.450")}


@pytest.mark.parametrize("text", [*HOSTILE, "\u009b\U000e0041\u2028"], ids=range(len(HOSTILE) + 1))
def test_texts_come_back_as_they_were_and_none_of_them_acts(text: str, tmp_path: Path) -> None:
    source = read(write_checkout(tmp_path / "checkout"))
    shown = check_json(source, [(page(name=text, core_reason=text), [finding(text=text)])], PAPERS)
    assert shown.replace("\n", "").isprintable()
    answer = json.loads(shown)
    assert answer["version"] == VERSION
    assert answer["people"][0]["name"] == text
    assert answer["people"][0]["findings"][0]["text"] == text
