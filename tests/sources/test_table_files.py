"""Tables of authorships: what each column means, what they may be called, what is refused."""

from __future__ import annotations

import csv
import json
import random
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from graphcheck.bibliography import load
from graphcheck.cli import main
from graphcheck.errors import BadInputError, UsageError
from graphcheck.sources import read
from tests.cli.conftest import PROJECT

SAMPLE = PROJECT / "data" / "samples" / "tables"


def test_the_same_rows_in_other_forms_are_the_same_source(tmp_path: Path) -> None:
    with (SAMPLE / "authorships.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for form in ("jsonl", "parquet", "tsv"):
        place = tmp_path / form
        place.mkdir()
        (place / "mapping.toml").write_bytes((SAMPLE / "mapping.toml").read_bytes())
        frame = pd.DataFrame(rows).astype({"year": "int64", "rank": "int64"})
        if form == "parquet":
            frame.to_parquet(place / "a.parquet")
        elif form == "tsv":
            frame.to_csv(place / "a.tsv", sep="\t", index=False)
        else:
            (place / "a.jsonl").write_text("\n".join(map(json.dumps, frame.to_dict("records"))), encoding="utf-8")
        found, wanted = read(place).tables, read(SAMPLE).tables
        for table in ("people", "names", "venues"):
            assert getattr(found, table).equals(getattr(wanted, table)), (form, table)
        assert found.authorships.drop(columns="line").equals(wanted.authorships.drop(columns="line"))


def test_persons_are_explicit_unless_the_table_says_otherwise(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "paper,name,year,person,link,position\n"
        'p1,"van Beethoven, Ludwig",2020,7,,2\n'
        "p1,Ann Other,2020,,,1\n"
        "p2,Ludwig van Beethoven,2021,7,inferred,1\n"
        "p2,Ann Other,2021,,,2\n"
    )
    tables = read(tmp_path / "a.csv").tables
    assert tables.people["id"].tolist() == ["table:ann-other/unverified", "table:7"]
    assert tables.people["verified"].tolist() == [False, True]
    assert tables.authorships["link"].tolist() == ["inferred", "explicit", "inferred", "inferred"]
    assert tables.authorships["last"].tolist() == ["Other", "van Beethoven", "van Beethoven", "Other"]
    assert tables.authorships["position"].tolist() == [0, 1, 0, 1]
    assert tables.authorships["line"].tolist() == [3, 2, 4, 5]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("paper,name\np1,A B\n", ":1: has no column year (it has paper, name)"),
        ("paper,name,year\np1,A B,soon\n", ":2: “soon” is no year"),
        ("paper,name,year\np1,A B,2020\n,A B,2020\n", ":3: has no paper"),
        ("paper,name,year,position\np1,A B,2020,last\n", ":2: “last” is no position"),
        ("paper,name,year,link\np1,A B,2020,maybe\n", ":2: “maybe” is no link"),
        ("paper,name,year\np1,A B,2020,more\n", ":2: has more fields than there are columns"),
        ('paper,name,year\np1,"A B,2020\n', ":2: is no CSV"),
        ("paper,name,year\n", ": holds no work with an author"),
    ],
)
def test_what_can_not_be_used_is_told_with_its_line(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(text)
    with pytest.raises(BadInputError) as refused:
        read(tmp_path / "a.csv")
    assert f"{tmp_path / 'a.csv'}{said}" in str(refused.value.problems[0])


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ("[columns", "is no TOML"),
        ('[columns]\npapier = "x"\n', "has the entry “papier”; map one of: paper, name, year"),
        ("[columns]\npaper = 5\n", "has the entry “paper”"),
    ],
)
def test_a_mapping_that_can_not_be_used_is_told(mapping: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("paper,name,year\np1,A B,2020\n")
    (tmp_path / "mapping.toml").write_text(mapping)
    with pytest.raises(BadInputError, match=r"mapping\.toml") as refused:
        read(tmp_path)
    assert said in str(refused.value)


RENAMED = "pub,author,when\np1,A B,2020\n"
MAPPED = {"paper": "pub", "name": "author", "year": "when"}


def test_columns_may_be_told_without_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(RENAMED)
    with pytest.raises(BadInputError, match="has no column paper, name, year"):
        read(tmp_path)
    told = read(tmp_path, columns=MAPPED)
    (tmp_path / "mapping.toml").write_text('[columns]\npaper = "pub"\nname = "author"\nyear = "no such"\n')
    for table in ("papers", "people", "names", "authorships"):
        both = read(tmp_path, columns={"year": "when"})
        assert getattr(told.tables, table).equals(getattr(both.tables, table)), "what is told goes before the file"


def test_a_column_that_is_none_of_ours_can_not_be_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(RENAMED)
    with pytest.raises(UsageError, match="--map papier: is none of our columns; map one of: paper, name, year"):
        read(tmp_path, columns={"papier": "pub"})


@pytest.mark.parametrize("told", [True, False])
def test_a_column_that_the_table_has_not_is_told(told: bool, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("paper,name,year\np1,A B,2020\n")
    if not told:
        (tmp_path / "mapping.toml").write_text('[columns]\norcid = "orc"\n')
    with pytest.raises(BadInputError, match=r"a\.csv:1: has no column orc \(it has paper, name, year\)"):
        read(tmp_path, columns={"orcid": "orc"} if told else None)


def test_columns_are_told_of_tables_alone() -> None:
    with pytest.raises(UsageError, match=r"--map is about columns of tables, and .* is of the format anthology"):
        read(PROJECT / "data" / "sample", columns={"paper": "pub"})


def test_no_parquet_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1 nothing")
    with pytest.raises(BadInputError, match="is no Parquet file"):
        read(tmp_path)


def test_a_paper_with_a_bad_row_is_left_out_whole(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("paper,name,year\np1,A B,2020\np1,C D,then\np2,A B,2021\n")
    source = read(tmp_path, keep_going=True)
    assert source.tables.papers["id"].tolist() == ["table:p2"]
    assert [problem.line for problem in source.skipped] == [3]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("p1,C D,2021,2,T,V", "p1: its year is “2021” here, and “2020” on line 2, which counts"),
        ("p1,C D,2020,2,U,V", "p1: its title is “U” here, and “T” on line 2, which counts"),
        ("p1,C D,2020-03,2,T,W", "p1: its venue is “W” here, and “V” on line 2, which counts"),
        ("p1,C D,2020,1,T,V", "p1: its position 1 is A B on line 2 already"),
        ("p1,C D,2020,,T,V", "p1: a row has a position and another one, on line 2 or here, has none"),
        ("p1,C D,2020-03-01,2,T,", ""),
        ("p1,C D,2020,2,,V", ""),
        ("p2,C D,2021,2,U,W", ""),
    ],
)
def test_rows_that_contradict_each_other_are_told(row: str, said: str, tmp_path: Path) -> None:
    more = row.replace("C D", "E F").replace(",2,", ",3,")
    text = f"paper,name,year,position,title,venue\np1,A B,2020,1,T,V\n{row}\n{more}\n"
    (tmp_path / "a.csv").write_text(text)
    source = read(tmp_path)
    assert [(fault.line, fault.what) for fault in source.faults] == ([(3, said)] if said else [])
    assert source.tables.papers["year"].tolist()[0] == 2020
    assert source.tables.authorships["name"].tolist()[0] == "A B"
    found = [one for one in load(tmp_path).findings_on_no_page() if one.kind == "contradicting-rows"]
    assert len(found) == bool(said)


@pytest.mark.parametrize(
    ("year", "read_as"),
    [("2020", 2020), (" 2020 ", 2020), ("2020-05-01", 2020), ("20201", None), ("0999", None), ("'20", None)],
)
def test_years_are_those_of_dates_too(year: str, read_as: int | None, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"paper,name,year\np1,A B,{year}\n")
    if read_as is None:
        with pytest.raises(BadInputError, match="is no year"):
            read(tmp_path)
    else:
        assert read(tmp_path).tables.papers["year"].tolist() == [read_as]


def test_letters_that_act_on_a_terminal_only_show(tmp_path: Path) -> None:
    rows = [f'p{at},"E\x1b[31mve, <script>\u202e",2020,7,"T\x07 {at}"\np{at},Co {at},2020,,\n' for at in range(4)]
    (tmp_path / "a.csv").write_text("paper,name,year,person,title\n" + "".join(rows), encoding="utf-8")
    environment = {"GRAPHCHECK_STATE": str(tmp_path / "state")}
    for form in ("text", "html", "json"):
        command = ["check", "table:7", "--source", str(tmp_path), "--format", form, "--quiet"]
        shown = CliRunner(env=environment).invoke(main, command)
        assert shown.exit_code == 0, shown.output
        assert not set("\x1b\x07") & set(shown.stdout)
        assert form == "html" or "\u202e" not in shown.stdout
        assert form != "html" or "ve, <script>" not in shown.stdout


def test_damaged_parquet_is_told(tmp_path: Path) -> None:
    table = pd.DataFrame({"paper": ["p1", "p2"] * 50, "name": ["A B", "Ä Ö"] * 50, "year": [2020] * 100})
    table.to_parquet(tmp_path / "a.parquet")
    content, chance, refused = (tmp_path / "a.parquet").read_bytes(), random.Random(1), 0
    for _ in range(300):
        changed = bytearray(content)
        for _ in range(3):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        (tmp_path / "a.parquet").write_bytes(changed)
        try:
            read(tmp_path)
        except BadInputError as error:
            refused += 1
            told = [problem.file for problem in error.problems]
    assert refused > 50
    assert set(told) == {str(tmp_path / "a.parquet")}


def test_what_is_no_utf_8_is_told_at_its_line(tmp_path: Path) -> None:
    rows = [f"p{at},A B,2020\n".encode() for at in range(3_000)]
    rows[1_999] = b"p,A \xff,2020\n"
    (tmp_path / "a.csv").write_bytes(b"paper,name,year\n" + b"".join(rows))
    with pytest.raises(BadInputError, match=r"a\.csv:2001: is not UTF-8"):
        read(tmp_path)
