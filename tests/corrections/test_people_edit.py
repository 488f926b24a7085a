"""Entries are put into people files where they belong, and not one other byte changes."""

from __future__ import annotations

import difflib
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphcheck.corrections.change import EditError, PersonEdit
from graphcheck.corrections.people_edit import edit_people
from graphcheck.errors import BadInputError
from graphcheck.sources.anthology_people import Name, parse_people

ORCID = "0000-0002-1694-233X"
JSON, YAML, OLD = (Path(f"x/{name}") for name in ("people.json", "people.yaml", "name_variants.yaml"))

TEXTS = {
    JSON: """\
{
  "bo-mann": {
    "names": [
      {"first": "Bo", "last": "Mann"},
      {"first": "Böö", "last": "Mann"}
    ],
    "orcid": "0000-0002-1825-0097"
  },
  "ji-liu": {
    "names": [
      {"last": "Liu", "first": "Ji"}
    ]
  }
}
""",
    YAML: """\
# people
bo-mann:
  names:
  - {first: Bo, last: Mann}
  - first: Böö
    last: Mann   # who?
  orcid: 0000-0002-1825-0097

# the next one
ji-liu:
    names: [{first: Ji, last: Liu}]
    comment: >
      two
      lines
""",
    OLD: """\
- canonical: {first: Ji, last: Liu}
  comment: May refer to several people
  id: ji-liu
- canonical: {first: Bo, last: Mann}
  orcid: 0000-0002-1825-0097
  variants:
  - {first: Böö, last: Mann}
  similar: [ji-liu]
- canonical: {first: Zoë, last: "No"}
""",
}


def added(file: Path, edit: PersonEdit, text: str | None = None) -> str:
    """Return what an edit adds, after seeing that it takes nothing off; "⟨" marks what was there before it."""
    before = TEXTS[file] if text is None else text
    after = edit_people(before.encode(), file, [edit]).decode()
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    changes = [(i1, i2, after[j1:j2]) for what, i1, i2, j1, j2 in matcher.get_opcodes() if what != "equal"]
    assert all(i1 == i2 for i1, i2, _ in changes), changes
    return "".join(new for _, _, new in changes)


def lines_added(file: Path, edit: PersonEdit, text: str | None = None) -> list[str]:
    before = TEXTS[file] if text is None else text
    after = edit_people(before.encode(), file, [edit]).decode()
    diff = list(difflib.ndiff(before.splitlines(), after.splitlines()))
    return [line for line in diff if line[0] in "+-"]


NEW = PersonEdit("ji-liu-amd", True, (Name("Ji", "Liu"), Name("J.", "Liú")), degree="AMD: Labs", comment="No")


def test_a_new_entry_of_the_latest_generation() -> None:
    assert lines_added(JSON, replace(NEW, person="ai-liu", disable_name_matching=True)) == [
        '+   "ai-liu": {',
        '+     "names": [',
        '+       {"first": "Ji", "last": "Liu"},',
        '+       {"first": "J.", "last": "Liú"}',
        "+     ],",
        '+     "degree": "AMD: Labs",',
        '+     "comment": "No",',
        '+     "disable_name_matching": true',
        "+   },",
    ]
    order = ["ai-liu", "cai", "ji-liu-amd"]
    for person in order:
        after = json.loads(edit_people(TEXTS[JSON].encode(), JSON, [replace(NEW, person=person)]))
        assert list(after) == sorted(after)
        assert len(after) == 3
    assert json.loads(edit_people(b"{}", JSON, [NEW]))["ji-liu-amd"]["names"][1] == {"first": "J.", "last": "Liú"}


def test_a_new_entry_of_the_generation_between() -> None:
    assert lines_added(YAML, replace(NEW, person="cai", disable_name_matching=True)) == [
        "+ cai:",
        "+   names:",
        "+   - {first: Ji, last: Liu}",
        "+   - {first: J., last: Liú}",
        '+   degree: "AMD: Labs"',
        '+   comment: "No"',
        "+   disable_name_matching: true",
    ]


def test_a_new_entry_of_the_first_generation_stands_by_its_last_name() -> None:
    after = edit_people(TEXTS[OLD].encode(), OLD, [NEW]).decode()
    assert after.index("ji-liu-amd") < after.index("Bo, last: Mann")
    assert lines_added(OLD, NEW) == [
        "+ - canonical: {first: Ji, last: Liu}",
        "+   id: ji-liu-amd",
        '+   institution: "AMD: Labs"',
        '+   comment: "No"',
        "+   variants:",
        "+   - {first: J., last: Liú}",
    ]
    last = PersonEdit("zz", True, (Name("", "Zz"),))
    assert edit_people(TEXTS[OLD].encode(), OLD, [last]).decode() == TEXTS[OLD] + "- canonical: {last: Zz}\n  id: zz\n"
    first = PersonEdit("aa", True, (Name("", "Aa"),))
    assert edit_people(TEXTS[OLD].encode(), OLD, [first]).decode() == "- canonical: {last: Aa}\n  id: aa\n" + TEXTS[OLD]


@pytest.mark.parametrize(
    ("file", "person", "expected"),
    [
        (JSON, "bo-mann", ['+       {"first": "B.", "last": "Yes"}']),
        (YAML, "bo-mann", ['+   - {first: B., last: "Yes"}']),
        (OLD, "bo-mann", ['+   - {first: B., last: "Yes"}']),
        (OLD, "ji-liu", ["+   variants:", '+   - {first: B., last: "Yes"}']),
        (OLD, "zoe-no", ["+   variants:", '+   - {first: B., last: "Yes"}']),
    ],
)
def test_a_name_is_added(file: Path, person: str, expected: list[str]) -> None:
    found = lines_added(file, PersonEdit(person, False, (Name("B.", "Yes"),)))
    assert [line for line in found if "B." in line or "variants" in line] == expected
    assert added(file, PersonEdit(person, False, (Name("B.", "Yes"),))).count("Yes") == 1


def test_a_name_is_added_to_a_list_on_one_line() -> None:
    assert added(YAML, PersonEdit("ji-liu", False, (Name("J", "L: u"),))) == ', {first: J, last: "L: u"}'


@pytest.mark.parametrize(
    ("file", "person", "expected"),
    [
        (JSON, "bo-mann", ',\n    "disable_name_matching": true'),
        (YAML, "bo-mann", "  disable_name_matching: true"),
        (YAML, "ji-liu", "    disable_name_matching: true"),
    ],
)
def test_name_matching_is_disabled(file: Path, person: str, expected: str) -> None:
    assert added(file, PersonEdit(person, False, (), disable_name_matching=True)).strip("\n") == expected


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (JSON, f',\n    "orcid": "{ORCID}"'),
        (YAML, f"\n    orcid: {ORCID}"),
        (OLD, f"\n  orcid: {ORCID}"),
    ],
)
def test_an_orcid_is_added(file: Path, expected: str) -> None:
    assert added(file, PersonEdit("ji-liu", False, (), orcid=ORCID)) == expected
    both = PersonEdit("ji-liu", False, (Name("J.", "Liu"),), orcid=ORCID)
    listed = parse_people(edit_people(TEXTS[file].encode(), file, [both]), file).listed["ji-liu"]
    assert (listed.names[-1], listed.orcid) == (Name("J.", "Liu"), ORCID)


@pytest.mark.parametrize("file", [JSON, YAML])
def test_a_flag_that_says_no_becomes_yes(file: Path) -> None:
    text = "a-b:\n  names:\n  - last: B\n  disable_name_matching: no\n"
    if file is JSON:
        text = '{"a-b": {"names": [{"last": "B"}], "disable_name_matching": false}}'
    after = edit_people(text.encode(), file, [PersonEdit("a-b", False, (), disable_name_matching=True)]).decode()
    assert after == text.replace("false", "true").replace(": no\n", ": true\n")


@pytest.mark.parametrize("file", [JSON, YAML, OLD])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_an_entry_is_taken_out_and_comes_back(file: Path, end: str) -> None:
    text = TEXTS[file].replace("\n", end)
    for person in ("bo-mann", "ji-liu"):
        gone = edit_people(text.encode(), file, [PersonEdit(person, False, (), is_gone=True)]).decode()
        assert parse_people(gone.encode(), file).listed.keys() == parse_people(text.encode(), file).listed.keys() - {
            person
        }
        left = iter(text.splitlines(keepends=True))
        same = [line.replace(",", "") for line in gone.splitlines(keepends=True)]
        assert all(any(line == kept.replace(",", "") for kept in left) for line in same)  # lines went, none changed
    both = [PersonEdit("bo-mann", False, (), is_gone=True), PersonEdit("ji-liu", False, (Name("J.", "Liu"),)), NEW]
    after = parse_people(edit_people(text.encode(), file, both), file).listed
    assert "bo-mann" not in after
    assert after["ji-liu"].names[-1] == Name("J.", "Liu")
    assert after[NEW.person].names == NEW.names


def test_line_ends_and_marks_stay() -> None:
    for file, text in TEXTS.items():
        data = b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
        after = edit_people(data, file, [NEW])
        assert after.startswith(b"\xef\xbb\xbf")
        assert after.count(b"\n") == after.count(b"\r\n") > data.count(b"\n")


@pytest.mark.parametrize("file", [JSON, YAML, OLD])
def test_what_cannot_be_done_is_one_line(file: Path) -> None:
    data = TEXTS[file].encode()
    cases = [
        (PersonEdit("ji-liu", True, (Name("", "X"),)), "ji-liu is there already"),
        (PersonEdit("nobody", False, (Name("", "X"),)), "nobody is not there"),
        (PersonEdit("ji-liu", False, (), degree="MIT"), "to ji-liu only names, and an ORCID where there is none"),
        (PersonEdit("bo-mann", False, (), orcid=ORCID), "to bo-mann only names, and an ORCID where there is none"),
    ]
    for edit, what in cases:
        with pytest.raises(EditError, match=what):
            edit_people(data, file, [edit])
    with pytest.raises(BadInputError):
        edit_people(b"\xff", file, [])


def test_the_first_generation_has_no_flag_for_names() -> None:
    with pytest.raises(EditError, match="name matching can't be disabled in this generation"):
        edit_people(TEXTS[OLD].encode(), OLD, [PersonEdit("ji-liu", False, (), disable_name_matching=True)])


def test_what_is_written_in_another_way_is_refused() -> None:
    with pytest.raises(EditError, match="is not written entry by entry"):
        edit_people(b"{a-b: {names: [{last: B}]}}", YAML, [NEW])


_WORDS = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp", "Cf")), min_size=1, max_size=8)
_HOSTILE = st.sampled_from(
    ["No", "null", "~", "1e3", "0x1", "2020-01-01", "a: b", "- x", "{a}", "#", "'", '"', "*a", "y", "\\"]
)
_PART = st.one_of(_WORDS, _HOSTILE).map(lambda text: " ".join(text.split())).filter(bool)


@settings(max_examples=150, deadline=None)
@given(names=st.lists(st.builds(Name, st.one_of(st.just(""), _PART), _PART), min_size=1, max_size=3, unique=True))
def test_hostile_names_are_read_back_as_they_are(names: list[Name]) -> None:
    for file, text in TEXTS.items():
        new = PersonEdit("new-one", True, tuple(names), degree=names[0].last, comment=names[-1].last)
        more = PersonEdit("bo-mann", False, tuple(names))
        gone = PersonEdit("ji-liu", False, (), is_gone=True)
        after = parse_people(edit_people(text.encode(), file, [gone, new, more]), file)
        assert "ji-liu" not in after.listed
        assert after.listed["new-one"].names == tuple(names)
        assert after.listed["new-one"].degree == names[0].last
        assert after.listed["bo-mann"].names[2:] == tuple(names)


@pytest.mark.anthology
def test_the_real_people_file_grows_by_what_is_added_and_loses_what_is_taken_out(anthology: Path) -> None:
    file = anthology / "data" / "yaml" / "name_variants.yaml"
    data = file.read_bytes()
    listed = list(parse_people(data, file).listed.values())
    for person in listed[:: len(listed) // 12]:
        name = Name("Somebody", "Else")
        after = edit_people(data, file, [PersonEdit(person.id, False, (name,)), replace(NEW, person="ji-liu-new")])
        read = parse_people(after, file).listed
        assert read[person.id].names == (*person.names, name)
        assert len(read) == len(listed) + 1
        less = edit_people(data, file, [PersonEdit(person.id, False, (), is_gone=True)])
        assert len(parse_people(less, file).listed) == len(listed) - 1
        rest = iter(data.splitlines(keepends=True))
        assert all(line in rest for line in less.splitlines(keepends=True))  # in their order, each as it was
