"""Files broken in hundreds of seeded ways: each is read or refused with file and line, and nothing else happens."""

from __future__ import annotations

import random
import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graphcheck.errors import BadInputError, Problem
from graphcheck.sources import Source, read
from tests.sources.checkouts import (
    NAME_VARIANTS,
    PEOPLE_JSON,
    PEOPLE_YAML,
    VALID_ORCID,
    author,
    collection,
    paper,
    volume,
    write_checkout,
)

SEEDS = range(150)  # of each file of each generation
LONGEST_READ = 60  # seconds until a read counts as hanging; it takes milliseconds

MUTABLE = collection(
    "2020.acl",
    volume(
        "main",
        paper(
            "1",
            author("Ana", "Lopez", id="ana-lopez", orcid=VALID_ORCID, openreview="~Ana_Lopez1"),
            author("Wei", "Wang", inner="<affiliation>Uni &amp; Lab</affiliation>"),
            title="A <fixed-case>T</fixed-case>itle",
            more="<abstract>Überall <b>one</b> thing.</abstract>",
        ),
        paper("2", author("Bo", "Li", inner='<variant script="hani"><first>波</first><last>李</last></variant>')),
        meta=f"<venue>acl</venue>{author('José', 'García', tag='editor')}",
    ),
    volume("demo", paper("1", author("", "Mausam"), author("Bo", "Li"))),
)
UNTOUCHED = collection("2021.acl", volume("main", paper("1", author("Ana", "Lopez")), year="2021"))
PEOPLE = {
    NAME_VARIANTS: f"""\
- canonical: {{first: Ana, last: Lopez}}
  id: ana-lopez
  orcid: {VALID_ORCID}
  variants:
  - {{first: Ana María, last: López}}
- canonical: {{first: Wei, last: Wang}}
  comment: May refer to several people
  similar: [wei-wang-mit]
- canonical: {{first: Bo, last: Li}}
  degree: Universität Wien
""",
    PEOPLE_YAML: f"""\
ana-lopez:
  names:
  - {{first: Ana, last: Lopez}}
  - {{first: Ana María, last: López}}
  orcid: {VALID_ORCID}
wei-wang:
  names: [{{first: Wei, last: Wang}}]
  disable_name_matching: true
  similar: [wei-wang-mit]
""",
    PEOPLE_JSON: f"""\
{{
  "ana-lopez": {{
    "names": [
      {{"first": "Ana", "last": "Lopez"}},
      {{"first": "Ana María", "last": "López"}}
    ],
    "orcid": "{VALID_ORCID}"
  }},
  "wei-wang": {{
    "names": [{{"first": "Wei", "last": "Wang"}}],
    "disable_name_matching": true,
    "similar": ["wei-wang-mit"]
  }}
}}
""",
}
INSERTIONS = [
    *(b"\0", b"\x1b[31m", b"\xff\xfe", b"\xc3", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\r", b"\t", b"'", b'"', b"<", b"&"),
    *(
        b"&lol;",
        b"&#0;",
        b"&#x1F600;",
        b"<!--",
        b"]]>",
        b"<![CDATA[",
        b"<?pi?>",
        b"*a",
        b"&a ",
        b"!!python/name:os ",
        b"- ",
    ),
    *(b"{", b"}", b"[", b"]", b":", b",", b"\\ud800", b"\\", b"null", b"---\n", b"%YAML 9\n", b"<<: ", b"? ", b"1e999"),
    b'<!DOCTYPE a [<!ENTITY lol "lol"><!ENTITY b "&lol;&lol;">]>',
    b'<!DOCTYPE a SYSTEM "file:///etc/passwd">',
    b"[" * 5000,
    b"<b>" * 5000,
    b"x" * 70_000,
]
TOKEN = re.compile(rb"<[^<>]*>|\"[^\"]*\"|[-\w]+: |[{}\[\],:]|\w+|\n")


def flip(data: bytes, choose: random.Random) -> bytes:
    at = choose.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << choose.randrange(8))]) + data[at + 1 :]


def delete(data: bytes, choose: random.Random) -> bytes:
    at = choose.randrange(len(data))
    return data[:at] + data[at + choose.randrange(1, 30) :]


def cut_off(data: bytes, choose: random.Random) -> bytes:
    return data[: choose.randrange(len(data))]


def insert(data: bytes, choose: random.Random) -> bytes:
    at = choose.randrange(len(data) + 1)
    return data[:at] + choose.choice(INSERTIONS) + data[at:]


def remove_token(data: bytes, choose: random.Random) -> bytes:
    token = choose.choice(list(TOKEN.finditer(data)))
    return data[: token.start()] + data[token.end() :]


def repeat_token(data: bytes, choose: random.Random) -> bytes:
    token = choose.choice(list(TOKEN.finditer(data)))
    return data[: token.end()] + token[0] * choose.randrange(1, 4) + data[token.end() :]


def swap_tokens(data: bytes, choose: random.Random) -> bytes:
    one, other = sorted(choose.sample(list(TOKEN.finditer(data)), 2), key=lambda token: token.start())
    return b"".join([data[: one.start()], other[0], data[one.end() : other.start()], one[0], data[other.end() :]])


def swap_attributes(data: bytes, choose: random.Random) -> bytes:
    attributes = ["id", "orcid", "openreview", "last", "first", "paper", "volume", "names", "canonical", "author"]
    one, other = choose.sample(attributes, 2)
    return data.replace(one.encode(), other.encode(), choose.randrange(1, 4))


def repeat_lines(data: bytes, choose: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    start, end = sorted(choose.sample(range(len(lines) + 1), 2))
    at = choose.randrange(len(lines) + 1)
    return b"".join([*lines[:at], *lines[start:end], *lines[at:]])


MUTATIONS: list[Callable[[bytes, random.Random], bytes]] = [
    *(flip, delete, cut_off, insert, remove_token, repeat_token, swap_tokens, swap_attributes, repeat_lines)
]


def mutate(text: str, seed: int) -> bytes:
    """Return the text with one to three mutations; the same for the same seed."""
    choose = random.Random(seed)
    data = text.encode()
    for _ in range(choose.choice([1, 1, 2, 3])):
        is_rich = len(TOKEN.findall(data)) > 1
        data = choose.choice(MUTATIONS if is_rich else [insert])(data, choose)
    return data


@pytest.fixture(autouse=True)
def no_hang() -> Iterator[None]:
    """Make a read that hangs fail."""

    def fail(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, fail)
    signal.alarm(LONGEST_READ)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def check(problems: tuple[Problem, ...]) -> None:
    """Check that each problem has a file, a line of it, and one printable line of text with a hint."""
    for problem in problems:
        lines = Path(problem.file).read_bytes().count(b"\n") + 1
        assert 0 < problem.line <= lines, problem
        assert problem.what
        assert problem.hint
        assert str(problem).isprintable()


def read_or_refuse(root: Path, *, keep_going: bool) -> Source | None:
    try:
        source = read(root, keep_going=keep_going)
    except BadInputError as error:
        check(error.problems)
        return None
    check(source.skipped)
    check(source.faults)
    return source


@pytest.mark.parametrize("people_file", PEOPLE)
@pytest.mark.parametrize("broken", ["papers", "people"])
def test_whatever_is_broken_is_read_or_refused_with_its_line(tmp_path: Path, people_file: str, broken: str) -> None:
    refused = 0
    for seed in SEEDS:
        people: str | bytes = PEOPLE[people_file]
        papers: str | bytes = MUTABLE
        if broken == "people":
            people = mutate(PEOPLE[people_file], seed)
        else:
            papers = mutate(MUTABLE, seed)
        files = {"2020.acl": papers, "2021.acl": UNTOUCHED}
        root = write_checkout(tmp_path / str(seed), files, people, people_file=people_file)
        whole = read_or_refuse(root, keep_going=False)
        rest = read_or_refuse(root, keep_going=True)
        assert rest is not None, f"seed {seed}: a good file must be read whatever is left out"
        assert "2021.acl-main.1" in set(rest.tables.papers["id"])
        assert (whole is None) == bool(rest.skipped)
        refused += whole is None
    assert len(SEEDS) / 5 < refused < len(SEEDS)


def test_what_is_not_broken_is_read(tmp_path: Path) -> None:
    for number, (people_file, people) in enumerate(PEOPLE.items()):
        files = {"2020.acl": MUTABLE, "2021.acl": UNTOUCHED}
        source = read(write_checkout(tmp_path / str(number), files, people, people_file=people_file))
        assert len(source.tables.papers) == 4


def test_mutations_are_seeded() -> None:
    assert mutate(MUTABLE, 1) == mutate(MUTABLE, 1)
    assert len({mutate(MUTABLE, seed) for seed in SEEDS}) > len(SEEDS) * 0.9
