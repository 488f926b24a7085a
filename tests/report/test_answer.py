"""Answers as tables, CSV, JSON and Markdown."""

from __future__ import annotations

import csv
import io
import json

from graphcheck.report.answer import as_csv, as_json, as_markdown, as_table
from graphcheck.store.engine import Answer

ANSWER = Answer(
    ("person", "papers", "score", "new", "people"),
    [("ji-liu", 12, 0.25, True, ["a", "b"]), ("=1+1", -3, None, False, []), ("b|c\x1b[31m", 0, 1e-9, None, ["x"])],
)


def test_table() -> None:
    assert as_table(ANSWER, 100).splitlines() == [
        "person    papers  score  new  people",
        "────────  ──────  ─────  ───  ──────",
        "ji-liu        12  0.250  yes  a, b",
        "=1+1          -3         no",
        "b|c [31m       0  0.000       x",
    ]


def test_long_cells_wrap_and_nothing_is_lost() -> None:
    text = " ".join(f"word{number}" for number in range(40))
    lines = as_table(Answer(("id", "text", "n"), [("a", text, 1), ("b", "short", 2)]), 60).splitlines()
    assert all(len(line) <= 60 for line in lines)
    assert [word for line in lines[2:-1] for word in line.split() if word.startswith("word")] == text.split()
    assert lines[-1].split() == ["b", "short", "2"]


def test_wide_letters_keep_columns_in_line() -> None:
    lines = as_table(Answer(("name", "n"), [("存良 孔", 1), ("Ann", 22)]), 80).splitlines()
    assert lines == ["name      n", "───────  ──", "存良 孔   1", "Ann      22"]


def test_an_answer_without_rows_shows_its_columns() -> None:
    assert as_table(Answer(("a", "bc"), []), 80) == "a  bc\n─  ──\n"
    assert as_table(Answer((), []), 80) == ""


def test_csv_is_read_back_and_holds_no_formula() -> None:
    rows = list(csv.reader(io.StringIO(as_csv(ANSWER), newline="")))
    assert rows[0] == list(ANSWER.columns)
    assert rows[1] == ["ji-liu", "12", "0.25", "yes", "a, b"]
    assert rows[2] == ["'=1+1", "-3", "", "no", ""]
    assert rows[3][2] == "1e-09"


def test_json_keeps_types() -> None:
    told = json.loads(as_json(ANSWER))
    assert told[0] == {"person": "ji-liu", "papers": 12, "score": 0.25, "new": True, "people": ["a", "b"]}
    assert told[1]["score"] is None


def test_markdown_is_escaped() -> None:
    lines = as_markdown(Answer(("a", "b"), [("x|y", "<b>*z*</b>")])).splitlines()
    assert lines == ["| a | b |", "| --- | --- |", "| x\\|y | \\<b\\>\\*z\\*\\</b\\> |"]


def test_no_form_holds_control_characters() -> None:
    hostile = Answer(("id",), [("a\x1b[31mb\x07\x9bc\u2028",)])
    for text in (as_table(hostile, 80), as_markdown(hostile), as_csv(hostile), as_json(hostile)):
        assert all(c.isprintable() for c in text.replace("\r\n", "").replace("\n", ""))
    assert json.loads(as_json(hostile)) == [{"id": "a\x1b[31mb\x07\x9bc\u2028"}]
