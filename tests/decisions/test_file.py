"""The file of decisions: what is written is read back, people's text stays, and mistakes are told with their lines."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphcheck.decisions import Confirmation, Decision, Decisions, Dismissal, Distinction, authors_digest
from graphcheck.decisions.reading import parse
from graphcheck.decisions.writing import HEAD, added
from graphcheck.errors import BadInputError, GraphcheckError
from tests.report.factories import HOSTILE, finding, page_finding

SIGNED = {"who": "Ada", "when": "2025-09-01", "why": "a visit"}
DISMISSAL = Dismissal(
    finding="0123456789ab", code="GC101", person="ji-liu", paper="W15-1", score=0.69, papers=1, **SIGNED
)
ENTRIES: tuple[Decision, ...] = (
    DISMISSAL,
    Dismissal(code="GC102", person="ji-liu", **SIGNED),
    Confirmation(person="ji-liu", paper="W15-1527", authors="6004eb7e751d", **SIGNED),
    Distinction(persons=("ji-liu", "ji-liu-amd"), **SIGNED),
)


def read(text: str) -> Decisions:
    return parse(text, "decisions.toml")


def told(text: str) -> list[str]:
    with pytest.raises(BadInputError) as error:
        read(text)
    return error.value.lines()


def test_every_kind_is_read_as_it_was_written() -> None:
    decisions = read(added("", ENTRIES, "f"))
    assert (*decisions.dismissals, *decisions.confirmations, *decisions.distinctions) == ENTRIES


@pytest.mark.parametrize("text", [text for text in HOSTILE if text.strip()])
def test_hostile_texts_are_read_as_they_were_written(text: str) -> None:
    entry = Confirmation(person=text, paper=text, who=text, when="2025-09-01", why=text)
    assert read(added("", [entry], "f")).confirmations == (entry,)


@given(st.text(min_size=1).filter(str.strip))
def test_any_text_makes_a_file_that_can_be_read(text: str) -> None:
    entry = Distinction(persons=("a", "b"), who="x", when="2025-09-01", why=text)
    (read_back,) = read(added("", [entry], "f")).distinctions
    assert read_back.why == text.encode("utf-8", "replace").decode()


@pytest.mark.parametrize(
    "before",
    [
        "# ours\n[[confirm]]  # asked\nperson = 'a'\npaper='b'\nwho = 'x'\nwhen = '2025-09-01'\nwhy = '''\n[[x]]'''",
        "# only a comment",
        "\n\n\n",
        "# as Windows has it\r\n\r\n",
    ],
)
def test_what_stands_there_stays_byte_for_byte(before: str) -> None:
    after = added(before, [DISMISSAL], "f")
    assert after.startswith(before)
    assert read(after).dismissals == (DISMISSAL,)
    assert after.count("\r\n") in (0, after.count("\n"))
    assert HEAD not in after


def test_nothing_is_added_to_what_is_wrong_or_cannot_be_added_to() -> None:
    with pytest.raises(BadInputError, match="f:2: "):
        added("\noops", [DISMISSAL], "f")
    with pytest.raises(GraphcheckError, match="can't be added"):
        added("dismiss = []\n", [DISMISSAL], "f")


def test_lines_are_those_of_the_entries() -> None:
    text = added("# a\n# [[dismiss]]\n", ENTRIES, "f")
    lines = text.splitlines()
    decisions = read(text)
    for entry in (*decisions.dismissals, *decisions.confirmations, *decisions.distinctions):
        assert lines[entry.line - 1].startswith("[[")
    assert [lines.index("[[confirm]]") + 1] == [entry.line for entry in decisions.confirmations]


GOOD = 'who = "Ada"\nwhen = 2025-09-01\nwhy = "w"\n'


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("[[dismiss]]\nfinding = 0x\n", 2, "is not TOML"),
        ('[[confirm]]\nwhy = """\n', 3, "is not TOML"),
        (f"# c\n\n[[dismiss]]\n{GOOD}", 3, "names no finding"),
        (f'[[dismiss]]\nperson = "a"\n{GOOD}', 1, "has no “code”"),
        (f'[[dismiss]]\nfinding = "a"\n{GOOD}[[dismiss]]\n{GOOD}code = "GC101"\n', 6, "has no “person”"),
        (f'[[confirm]]\nperson = "a"\npaper = 7\n{GOOD}', 3, "“paper” is no text"),
        (f'[[confirm]]\nperson = "a"\npapers = "b"\npaper = "b"\n{GOOD}', 3, "has no “papers”"),
        ('[[distinct]]\npersons = ["a", "b"]\nwho = "x"\nwhy = "y"\nwhen = "soon"\n', 5, "“when” is no day"),
        ('[[distinct]]\npersons = ["a", "b"]\nwho = "x"\nwhy = "y"\n', 1, "has no “when”"),
        ('[[distinct]]\npersons = ["a", "b"]\nwho = " "\nwhy = "y"\nwhen = 2025-09-01\n', 3, "“who” is no text"),
        (f'[[distinct]]\n{GOOD}persons = ["a", "a"]\n', 5, "names no two people"),
        (f'[[distinct]]\n{GOOD}persons = ["a", 2]\n', 5, "names no two people"),
        (f'[[dismis]]\nfinding = "a"\n{GOOD}', 1, "nothing is known of “dismis”"),
        (f'who = "x"\n[[dismiss]]\nfinding = "a"\n{GOOD}', 1, "nothing is known of “who”"),
        ('[dismiss]\nfinding = "a"\n', 1, "no list of entries"),
        (f'[[dismiss]]\nfinding = "a"\n{GOOD}evidence = {{ score = "high" }}\n', 6, "nothing can be made of “score”"),
        (f'[[dismiss]]\nfinding = "a"\n{GOOD}evidence = "much"\n', 6, "“evidence” is no table"),
        (f'# "[[dismiss]]\n[[confirm]]\nperson = "[[confirm]]"\n{GOOD}', 2, "has no “paper”"),
    ],
)
def test_a_mistake_is_one_line_with_its_place(text: str, line: int, what: str) -> None:
    (only,) = told(text)
    assert only.startswith(f"decisions.toml:{line}: ")
    assert what in only
    assert "; " in only


def test_all_mistakes_are_told() -> None:
    lines = told(f"[[dismiss]]\n{GOOD}\n[[distinct]]\n{GOOD}")
    assert [line.split(":")[1] for line in lines] == ["1", "6"]


def test_a_day_may_be_a_date_a_time_or_text() -> None:
    for day in ("2025-09-01", '"2025-09-01"', "2025-09-01T07:00:00Z"):
        text = f'[[distinct]]\npersons = ["a", "b"]\nwho = "x"\nwhy = "y"\nwhen = {day}\n'
        assert read(text).distinctions[0].when == "2025-09-01"


def test_the_last_entry_on_a_finding_counts() -> None:
    by_id = Dismissal(finding=finding().id, **SIGNED)
    about = Dismissal(code="GC101", person="ji-liu", paper=finding().paper, **{**SIGNED, "who": "Bo"})
    assert Decisions(dismissals=(by_id, about)).dismissal_of(finding()) == about
    assert Decisions(dismissals=(about, by_id)).dismissal_of(finding()) == by_id
    assert Decisions(dismissals=(about,)).dismissal_of(finding(paper="W15-1527")) is None
    assert Decisions(dismissals=(about,)).dismissal_of(page_finding()) is None


def test_the_digest_of_authors_is_of_who_they_are_not_how_they_are_printed() -> None:
    assert authors_digest(["José García", "Bo Li"]) == authors_digest(["bo li", "Jose Garcia"])
    assert authors_digest(["José García"]) != authors_digest(["José García", "Bo Li"])


def test_what_is_written_is_toml_that_others_read_too() -> None:
    entry = tomllib.loads(added("", [DISMISSAL], "f"))["dismiss"][0]
    assert entry["when"].isoformat() == "2025-09-01"
    assert entry["evidence"] == {"score": 0.69, "papers": 1}
