"""Selection files are read when they make sense, and refused with one line when they don't."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from graphcheck.corrections.selection import (
    LONGEST,
    MOST_BYTES,
    SelectionError,
    Target,
    TargetKind,
    read_selection,
    selection_of,
)
from tests.corrections.selections import new, person, selection, unknown
from tests.report.factories import HOSTILE

SCHEMA = json.loads((Path(__file__).parents[2] / "docs/schemas/selection.json").read_text(encoding="utf-8"))
CHECKED = Draft202012Validator(SCHEMA)


def written(place: Path, content: object) -> Path:
    file = place / "selection.json"
    file.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode("utf-8"))
    return file


def test_all_kinds_of_targets_are_read(tmp_path: Path) -> None:
    value = selection(person("a-1.1", why="one\ntwo"), new("b-1.1"), unknown("c-1.1", "d-1.1"))
    CHECKED.validate(value)
    found = read_selection(written(tmp_path, value))
    assert (found.person, found.orcid, found.revision) == ("ji-liu", "0000-0001-5109-3700", "903b3130c0f")
    assert found.keeps == ("2023.x-1.2", "W15-1527")
    assert found.targets == (
        Target(TargetKind.PERSON, ("a-1.1",), "ji-liu-amd", "Ji Liu", has=("2024.acl-long.1",), why="one\ntwo"),
        Target(
            TargetKind.NEW,
            ("b-1.1",),
            name="Ji Liu",
            orcid="0000-0002-1825-0097",
            institution="Kestrel Bay University",
        ),
        Target(TargetKind.UNKNOWN, ("c-1.1", "d-1.1")),
    )


def test_the_samples_file_is_one() -> None:
    file = Path(__file__).parents[2] / "data" / "sample" / "selection.json"
    CHECKED.validate(json.loads(file.read_text(encoding="utf-8")))
    assert read_selection(file).person == "yan-li"


def test_what_need_not_be_said_may_lack() -> None:
    value = selection({"kind": "person", "papers": ["a"], "person": "b"}, {"kind": "new", "papers": ["c"], "name": "d"})
    CHECKED.validate(value)
    existing, made = selection_of(value).targets
    assert existing.has is None
    assert (made.orcid, made.institution, made.why) == ("", "", "")


WRONG: list[tuple[dict[str, Any], str]] = [
    (selection(format="other"), "“format” is not “graphcheck-selection”, at format"),
    (selection(version=2), "a version that this graphcheck can't read, which reads 1, at version"),
    (selection(version=True), "at version"),
    (selection(person=""), "must not be empty, at person"),
    (selection(person=7), "must be a text, at person"),
    (selection(person="x" * (LONGEST + 1)), f"longer than {LONGEST} characters, at person"),
    (selection(name="a\x1b[31mb"), "control character, at name"),
    (selection(name="a\u202eb"), "control character, at name"),
    (selection(name=" a"), "begins or ends with a space, at name"),
    (selection(keeps="W15-1527"), "must be a list, at keeps"),
    (selection(merge="yes"), "must be true or false, at merge"),
    (selection(keeps=["a", "b", "a"]), "names a twice, at keeps"),
    (selection(keeps=[None]), "must be a text, at keeps[0]"),
    (selection(targets=[]), "moves no paper, at targets"),
    (selection(extra=1), "a key that nothing is known of, at extra"),
    ({k: v for k, v in selection().items() if k != "name"}, "lacks a key, at name"),
    (selection([]), "must be an object, at targets[0]"),  # type: ignore[arg-type]
    (selection(person()), "names no paper, at targets[0].papers"),
    (selection(unknown("a", kind="other")), "must be one of person, new, unknown, at targets[0].kind"),
    (selection(unknown("a", kind=[])), "must be a text, at targets[0].kind"),
    (selection(unknown("a", person="b")), "does not go with kind “unknown”, at targets[0].person"),
    (selection(person("a", orcid="0000-0002-1825-0097")), "does not go with kind “person”, at targets[0].orcid"),
    (selection(new("a", orcid="0000-0002-1825-0098")), "checksum is wrong, at targets[0].orcid"),
    (selection(new("a", orcid="https://orcid.org/0000-0002-1825-0097")), "is not an ORCID"),
    (selection(new("a", name="")), "must not be empty, at targets[0].name"),
    (selection(new("a", orcid="0000-0001-5109-3700")), "is the ORCID of the page's person, at targets[0].orcid"),
    (selection(person("a", person="ji-liu")), "is the person whose papers these are, at targets[0].person"),
    (selection(person("W15-1527")), "W15-1527 goes to two places, at targets"),
    (selection(unknown("a"), unknown("a")), "a goes to two places, at targets"),
    (selection(person("a"), person("b")), "two targets are ji-liu-amd; make them one, at targets"),
    (selection(new("a"), new("b")), "two targets are 0000-0002-1825-0097; make them one, at targets"),
    (selection(person("a", has=["a"])), "a is on that person's page already, at targets[0].has"),
    (selection(unknown("a", why=3)), "must be a text, at targets[0].why"),
    (selection(unknown("a", why="b\x00")), "control character, at targets[0].why"),
]


@pytest.mark.parametrize(("value", "said"), WRONG, ids=[said for _, said in WRONG])
def test_what_makes_no_sense_is_refused_with_one_line(value: object, said: str, tmp_path: Path) -> None:
    file = written(tmp_path, value)
    with pytest.raises(SelectionError) as refused:
        read_selection(file)
    (line,) = refused.value.lines()
    assert line.startswith(f"{file}: ")
    assert said in line
    assert line.isprintable()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is not JSON (Expecting value), at line 1, column 1"),
        (b'{\n "a": }', "at line 2, column 7"),
        (b"\xff\xfe{}", "is not UTF-8, at byte 0"),
        (b"[]", "must be an object, at the top"),
        (b'{"format": NaN}', "holds NaN, which is not JSON"),
        (b'{"person": "a", "person": "b"}', "has a key twice in one object, at person"),
        (b"[" * 200_000, "is nested too deeply"),
        (b" " * (MOST_BYTES + 1), "is larger than 10 MB"),
        ('{"\u202e\x07": 1}'.encode(), "is not JSON"),
    ],
    ids=range(9),
)
def test_other_files_are_refused_with_one_line(content: bytes, said: str, tmp_path: Path) -> None:
    with pytest.raises(SelectionError) as refused:
        read_selection(written(tmp_path, content))
    (line,) = refused.value.lines()
    assert said in line
    assert line.isprintable()


def test_files_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    with pytest.raises(SelectionError, match="No such file"):
        read_selection(tmp_path / "nothing.json")
    with pytest.raises(SelectionError, match="directory"):
        read_selection(tmp_path)


def test_a_mark_at_the_beginning_of_a_file_is_read_past(tmp_path: Path) -> None:
    content = b"\xef\xbb\xbf" + json.dumps(selection()).encode()
    assert read_selection(written(tmp_path, content)).person == "ji-liu"


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts_are_taken_as_texts_or_refused(text: str, tmp_path: Path) -> None:
    value = selection(new(text, name=text, institution=text, why=text), name=text)
    try:
        found = read_selection(written(tmp_path, value))
    except SelectionError as error:
        assert error.lines()[0].isprintable()  # noqa: PT017 (either is right, but never anything else)
        assert any(c in text for c in "\x00\u202e") or len(text) > LONGEST
    else:
        assert found.targets[0].name == found.name == text


@pytest.mark.parametrize("wrong", [value for value, said in WRONG if "two" not in said and "page" not in said])
def test_the_schema_refuses_what_has_the_wrong_form(wrong: dict[str, Any]) -> None:
    form = {"control", "space", "checksum", "is the person", "already"}
    said = next(said for value, said in WRONG if value is wrong)
    assert CHECKED.is_valid(wrong) == any(word in said for word in form)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b'{"version": ' + b"9" * 6000 + b"}", "holds a number that is none"),
        (b"{" + b"".join(b'"k%d": 1, ' % at for at in range(100_000)) + b'"k99999": 1}', "has a key twice"),
    ],
)
def test_hostile_files_are_refused_at_once(tmp_path: Path, content: bytes, what: str) -> None:
    file = tmp_path / "selection.json"
    file.write_bytes(content)
    with pytest.raises(SelectionError, match=what):
        read_selection(file)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "selection.json")
    with pytest.raises(SelectionError, match="is not a file"):
        read_selection(tmp_path / "selection.json")
