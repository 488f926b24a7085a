from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from graphcheck.errors import BadInputError, Problem
from graphcheck.sources.lined import Document, Entry, read_json, read_yaml

HERE = Path("people")


def problem(read: Callable[[bytes, Path], Document], text: str | bytes) -> Problem:
    with pytest.raises(BadInputError) as caught:
        read(text if isinstance(text, bytes) else text.encode(), HERE)
    (only,) = caught.value.problems
    assert only.file == "people"
    assert only.hint
    return only


def test_yaml_entries_of_a_list_know_their_lines() -> None:
    document = read_yaml(b"# people\n- {a: x}\n-\n  a: y\n  b: [1, 2]\n", HERE)
    assert document == Document(False, [Entry("", 2, {"a": "x"}), Entry("", 4, {"a": "y", "b": ["1", "2"]})])


def test_yaml_pairs_of_a_mapping_know_their_lines() -> None:
    document = read_yaml(b"a-b:\n  names: []\n\nc-d: {}\n", HERE)
    assert document == Document(True, [Entry("a-b", 1, {"names": []}), Entry("c-d", 4, {})])


def test_yaml_scalars_stay_as_they_are_written() -> None:
    (entry,) = read_yaml(b"- {a: No, b: 012, c: null, d: 'null', e: ~, f: , g: 2020-01-01}\n", HERE).entries
    assert entry.value == {"a": "No", "b": "012", "c": None, "d": "null", "e": None, "f": None, "g": "2020-01-01"}


def test_yaml_may_begin_with_a_byte_order_mark() -> None:
    assert read_yaml(b"\xef\xbb\xbfa: b\n", HERE).entries == [Entry("a", 1, "b")]


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("", 1, "neither a list nor a mapping"),
        ("just text", 1, "neither a list nor a mapping"),
        ("a: b\n c: d\n", 2, "is not YAML"),
        ("a: b\nc: [d\n", 2, "is not YAML"),
        ("a: b\n\tc: d\n", 2, "is not YAML"),
        ("a: b\n---\nc: d\n", 2, "a second document"),
        ("a: &x b\nc: *x\n", 2, "an alias"),
        ("a: b\n? [c]\n: d\n", 2, "a key that is no plain text"),
        ("a: b\nc: d\x1b[31m\n", 2, "a control character"),
        (b"a: b\nc: caf\xe9\n", 2, "is not UTF-8"),
        ("a: b\nc: " + "[" * 9 + "]" * 9, 2, "nested more than 8 levels"),
    ],
)
def test_yaml_that_cannot_be_used_is_named_with_its_line(text: str | bytes, line: int, what: str) -> None:
    found = problem(read_yaml, text)
    assert what in found.what
    assert found.line == line


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_yaml_nested_a_million_deep_is_refused_at_once(opening: str) -> None:
    assert "nested" in problem(read_yaml, opening * 1_000_000).what


def test_yaml_of_a_billion_laughs_is_refused() -> None:
    bomb = "a: &a [ha, ha]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert problem(read_yaml, bomb).line == 2


def test_yaml_runs_no_code() -> None:
    (entry,) = read_yaml(b"a: !!python/object/apply:os.system [echo]\n", HERE).entries
    assert entry.value == ["echo"]


def test_json_pairs_know_their_lines() -> None:
    document = read_json(b'\n{"a": 1,\n "b": {"x": [null, true]},\n\n "c": "d"}\n', HERE)
    assert document == Document(True, [Entry("a", 2, 1.0), Entry("b", 3, {"x": [None, True]}), Entry("c", 5, "d")])


def test_json_of_nobody_is_read() -> None:
    assert read_json(b" { } ", HERE).entries == []


def test_json_entries_may_repeat_for_others_to_judge() -> None:
    assert [entry.key for entry in read_json(b'{"a": 1, "a": 2}', HERE).entries] == ["a", "a"]


@pytest.mark.parametrize(
    ("read", "text"),
    [(read_json, '{"a": 1,\n"b": {"c": 1, "d": 2, "c": 3}}'), (read_yaml, "a: 1\nb: {c: 1, d: 2, c: 3}")],
)
def test_a_key_that_stands_twice_in_an_entry_is_told(read: Callable[[bytes, Path], Document], text: str) -> None:
    first, second = read(text.encode(), HERE).entries
    assert (first.wrong, second.wrong, second.line) == ("", "the key “c” stands twice", 2)


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("", 1, "“{” is missing"),
        ("[]", 1, "“{” is missing"),
        ("{", 1, "a key in double quotes is missing"),
        ('{"a": 1,\n}', 2, "a key in double quotes is missing"),
        ('{"a": 1\n"b": 2}', 2, "“,” is missing"),
        ('{"a" 1}', 1, "“:” is missing"),
        ('{"a":\n\n', 3, "Expecting value"),
        ('{"a": "x\ny"}', 1, "Invalid control character"),
        ('{\n"a": nothing}', 2, "Expecting value"),
        ('{\n"a": {"b": 1,}}', 2, "is not JSON"),
        ('{"a": 1}\n{}', 2, "something stands after the end"),
        (b'{\n"a": "caf\xe9"}', 2, "is not UTF-8"),
        ('{\n"a": ' + "[" * 1_000_000, 2, "nested too deeply"),
    ],
)
def test_json_that_cannot_be_used_is_named_with_its_line(text: str | bytes, line: int, what: str) -> None:
    found = problem(read_json, text)
    assert what in found.what
    assert found.line == line
