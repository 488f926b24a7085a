"""The history is read back as it was written; what is no history of ours is refused with its place and what to do."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from graphcheck.errors import EXIT_DATA, GraphcheckError
from graphcheck.findings.history import HISTORY, Gone, History, Open, Run, read_history
from graphcheck.model import State
from graphcheck.report.records import to_json
from tests.report.factories import finding, hostile_findings, page_finding

BARE: dict[str, Any] = {"evidence": (), "suggestions": (), "nobody": None}
WHOLE = History(
    version="0.1.0",
    settings={"flag_threshold": 0.6, "prior": [[0.1, 0.2]]},
    open={
        "0123456789ab": Open(
            finding(state=State.RELAPSED, since="2025-09-01", note="was resolved", **BARE), "abc", "k"
        ),
        "ba9876543210": Open(page_finding(state=State.DISMISSED, since="2025-08-01", **BARE)),
    },
    gone={"aaaaaaaaaaaa": Gone("2025-01-01", "2025-02-01", "the paper was moved")},
    runs=(Run("2025-08-31", "903b31", {"GC101": 3}, 1, 0), Run("2025-09-01", "", {}, 0, 3)),
)


def written(place: Path, history: History) -> Path:
    path = place / HISTORY
    path.write_bytes(to_json(history.record()))
    return path


def refusal(path: Path) -> str:
    with pytest.raises(GraphcheckError) as error:
        read_history(path)
    assert error.value.exit_code == EXIT_DATA
    (line,) = error.value.lines()
    assert line.startswith(f"{path}: ")
    assert "remove it to begin anew" in line
    return line


def test_it_is_read_as_it_was_written(tmp_path: Path) -> None:
    assert read_history(written(tmp_path, WHOLE)) == WHOLE
    assert read_history(written(tmp_path, History())) == History()


def test_hostile_findings_are_read_as_they_were_written(tmp_path: Path) -> None:
    told = {one.id: Open(replace(one, **BARE)) for one in hostile_findings()}
    back = read_history(written(tmp_path, History(open=told)))
    assert back is not None
    assert dict(back.open) == told


def test_there_may_be_none(tmp_path: Path) -> None:
    assert read_history(tmp_path / HISTORY) is None
    assert read_history(tmp_path / "no folder" / HISTORY) is None


@pytest.mark.parametrize(
    "content", [b"", b"{", b'{"tool": "graphcheck", "format_version": 1', b"\xff\xfe", b"[" * 100_000]
)
def test_a_damaged_one_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / HISTORY).write_bytes(content)
    assert "is damaged" in refusal(tmp_path / HISTORY)


def test_one_that_was_cut_off_anywhere_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, WHOLE)
    whole = path.read_bytes()
    for end in range(0, len(whole), 37):
        path.write_bytes(whole[:end])
        assert "is damaged" in refusal(path)


@pytest.mark.parametrize("content", [b"[]", b'{"tool": "other"}', b"{}", b"7"])
def test_somebody_elses_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / HISTORY).write_bytes(content)
    assert "is no history of graphcheck" in refusal(tmp_path / HISTORY)


def test_a_later_versions_is_refused(tmp_path: Path) -> None:
    (tmp_path / HISTORY).write_text(json.dumps({**WHOLE.record(), "format_version": 99}, default=str))
    assert "another version of graphcheck (format 99)" in refusal(tmp_path / HISTORY)


@pytest.mark.parametrize("key", list(History().record()))
def test_one_with_a_key_missing_or_of_another_kind_is_refused(tmp_path: Path, key: str) -> None:
    record = json.loads(to_json(WHOLE.record()))
    for changed in ({name: value for name, value in record.items() if name != key}, {**record, key: 7}):
        (tmp_path / HISTORY).write_text(json.dumps(changed))
        assert "the history of the nights before" in refusal(tmp_path / HISTORY)


LATER = ("kind", "others", "file", "line")  # not there in histories that were kept before findings had them


@pytest.mark.parametrize("key", LATER)
def test_a_finding_of_before_a_key_was_there_is_read(tmp_path: Path, key: str) -> None:
    record = json.loads(to_json(WHOLE.record()))
    del record["open"][0][key]
    (tmp_path / HISTORY).write_text(json.dumps(record))
    back = read_history(tmp_path / HISTORY)
    assert back is not None
    assert back.open.keys() == WHOLE.open.keys()


@pytest.mark.parametrize("key", [key for key in WHOLE.record()["open"][0] if key not in LATER])
def test_a_finding_with_a_key_missing_is_refused(tmp_path: Path, key: str) -> None:
    record = json.loads(to_json(WHOLE.record()))
    del record["open"][0][key]
    (tmp_path / HISTORY).write_text(json.dumps(record))
    assert "is damaged" in refusal(tmp_path / HISTORY)


def test_one_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / HISTORY).mkdir()
    assert "can't be read" in refusal(tmp_path / HISTORY)
