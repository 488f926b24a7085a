from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graphcheck.sources.anthology_people import Name, People, missing_file, read_people
from tests.sources.checkouts import (
    FAILING_ORCID,
    NAME_VARIANTS,
    OTHER_ORCID,
    PEOPLE_JSON,
    PEOPLE_YAML,
    VALID_ORCID,
    person,
    write,
)

FIRST = f"""\
- canonical: {{first: Ana, last: Lopez}}
  variants:
  - {{first: Ana Maria, last: Lopez}}
  - {{first: Ana, last: Lopez}}
  orcid: {VALID_ORCID}
  institution: Universidad de Vigo
- canonical: {{first: Wei, last: Wang}}
  id: wei-wang
  comment: May refer to several  People
- canonical: {{last: Mausam}}
  id: mausam-iitd
  degree: Washington
  comment: IIT Delhi
  similar: [mausam]
"""
SECOND = f"""\
ana-lopez:
  names:
  - {{first: Ana, last: Lopez}}
  - {{first: Ana Maria, last: Lopez}}
  orcid: {VALID_ORCID}
  degree: Universidad de Vigo
wei-wang:
  names: [{{first: Wei, last: Wang}}]
  comment: May refer to several people
  disable_name_matching: true
"""


def people_from(tmp_path: Path, file: str, text: str | bytes) -> People:
    write(tmp_path / file, text)
    return read_people(tmp_path)


def from_json(tmp_path: Path, people: Any) -> People:
    return people_from(tmp_path, PEOPLE_JSON, json.dumps(people, indent=2))


def test_the_first_generation_is_read(tmp_path: Path) -> None:
    people = people_from(tmp_path, NAME_VARIANTS, FIRST)
    ana, wei, mausam = people.listed.values()
    assert (people.format, people.problems, people.faults) == ("name_variants.yaml", [], [])
    assert (ana.id, ana.orcid, ana.degree, ana.line) == ("ana-lopez", VALID_ORCID, "Universidad de Vigo", 1)
    assert ana.names == (Name("Ana", "Lopez"), Name("Ana Maria", "Lopez"))
    assert (wei.id, wei.catch_all, wei.line) == ("wei-wang", True, 7)
    assert (mausam.id, mausam.names, mausam.degree) == ("mausam-iitd", (Name("", "Mausam"),), "Washington")
    assert (mausam.comment, mausam.catch_all, mausam.name_matching) == ("IIT Delhi", False, True)


def test_a_single_variant_is_read_and_told(tmp_path: Path) -> None:
    text = "- canonical: {first: Ana, last: Lopez}\n  variant: {first: A., last: Lopez}\n"
    people = people_from(tmp_path, NAME_VARIANTS, text)
    assert people.listed["ana-lopez"].names == (Name("Ana", "Lopez"), Name("A.", "Lopez"))
    (fault,) = people.faults
    assert "“variants”" in fault.what


@pytest.mark.parametrize("file", [PEOPLE_YAML, PEOPLE_JSON])
def test_the_later_generations_are_read(tmp_path: Path, file: str) -> None:
    as_json = {
        "ana-lopez": person("Ana Lopez", "Ana Maria Lopez", orcid=VALID_ORCID, degree="Universidad de Vigo"),
        "wei-wang": person("Wei Wang", comment="May refer to several people", disable_name_matching=True),
    }
    people = people_from(tmp_path, file, SECOND if file == PEOPLE_YAML else json.dumps(as_json))
    ana, wei = people.listed.values()
    assert (people.format, people.problems, people.faults) == (Path(file).name, [], [])
    assert (ana.id, ana.orcid, ana.degree) == ("ana-lopez", VALID_ORCID, "Universidad de Vigo")
    assert ana.names == (Name("Ana", "Lopez"), Name("Ana Maria", "Lopez"))
    assert (ana.name_matching, ana.catch_all) == (True, False)
    assert (wei.name_matching, wei.catch_all) == (False, True)


def test_the_newest_file_counts(tmp_path: Path) -> None:
    write(tmp_path / NAME_VARIANTS, FIRST)
    assert read_people(tmp_path).format == "name_variants.yaml"
    write(tmp_path / PEOPLE_YAML, SECOND)
    assert read_people(tmp_path).format == "people.yaml"
    assert list(from_json(tmp_path, {"bo-li": person("Bo Li")}).listed) == ["bo-li"]


def test_without_people_file_nobody_is_listed_and_no_id_is_wrong(tmp_path: Path) -> None:
    people = read_people(tmp_path)
    assert (people.format, people.listed, people.incomplete, people.is_missing) == ("none", {}, True, True)
    assert not from_json(tmp_path, {}).is_missing


@pytest.mark.parametrize(("needed", "hint"), [(True, "--keep-going"), (False, "resolved by name")])
def test_a_missing_people_file_is_told_with_where_it_was_looked_for(tmp_path: Path, needed: bool, hint: str) -> None:
    told = missing_file(tmp_path, needed=needed)
    assert (told.file, told.line) == (str(tmp_path), 0)
    assert all(place in told.what for place in (PEOPLE_JSON, PEOPLE_YAML, NAME_VARIANTS))
    assert hint in told.hint


def test_an_orcid_address_is_an_orcid(tmp_path: Path) -> None:
    people = from_json(tmp_path, {"bo-li": person("Bo Li", orcid=f"https://orcid.org/{VALID_ORCID}")})
    assert people.listed["bo-li"].orcid == VALID_ORCID


@pytest.mark.parametrize(
    ("entry", "what"),
    [
        (person("Bo Li", orcid=FAILING_ORCID), "checksum"),
        (person("Bo Li", orcid=OTHER_ORCID), "has the ORCID"),
        (person("Bo Li", nmaes=[]), "unknown key “nmaes”"),
    ],
)
def test_small_mistakes_are_read_past(tmp_path: Path, entry: dict[str, Any], what: str) -> None:
    people = from_json(tmp_path, {"bo": person("Bo", orcid=OTHER_ORCID), "bo-li": entry})
    (fault,) = people.faults
    assert what in fault.what
    assert list(people.listed) == ["bo", "bo-li"]
    assert not people.problems


@pytest.mark.parametrize(
    ("key", "entry", "what"),
    [
        ("Bo-Li", person("Bo Li"), "no person id"),
        ("b", person("Bo Li"), "no person id"),
        ("bo/unverified", person("Bo Li"), "no person id"),
        ("", person("Bo Li"), "no person id"),
        ("bo-li", None, "no set of keys"),
        ("bo-li", [], "no set of keys"),
        ("bo-li", {}, "“names” is missing"),
        ("bo-li", {"names": []}, "“names” is missing"),
        ("bo-li", {"names": "Bo Li"}, "“names” is missing"),
        ("bo-li", {"names": ["Bo Li"]}, "no pair"),
        ("bo-li", {"names": [{"first": "Bo"}]}, "no “last”"),
        ("bo-li", {"names": [{"first": "Bo", "last": " "}]}, "no “last”"),
        ("bo-li", {"names": [{"first": 1, "last": "Li"}]}, "“first” is no text"),
        ("bo-li", {"names": [{"last": "L" * 501}]}, "longer than 500"),
        ("bo-li", {"names": [{"last": "L\x1b[31m"}]}, "can't be printed"),
        ("bo-li", {"names": [{"last": "\ud800"}]}, "can't be printed"),
        ("bo-li", person("Bo Li", orcid="0000-0002"), "no ORCID"),
        ("bo-li", person("Bo Li", orcid=7), "“orcid” is no text"),
        ("bo-li", person("Bo Li", comment=["x"]), "“comment” is no text"),
        ("bo-li", person("Bo Li", degree={}), "“degree” is no text"),
        ("bo-li", person("Bo Li", similar="bo"), "“similar” is no list"),
        ("bo-li", person("Bo Li", disable_name_matching="maybe"), "neither true nor false"),
    ],
)
def test_an_entry_of_wrong_shape_is_left_out_and_told(tmp_path: Path, key: str, entry: Any, what: str) -> None:
    people = from_json(tmp_path, {"ana-lopez": person("Ana Lopez"), key: entry})
    (problem,) = people.problems
    assert what in problem.what
    assert problem.file == str(tmp_path / PEOPLE_JSON)
    assert problem.line == 10
    assert list(people.listed) == ["ana-lopez"]
    assert people.incomplete


@pytest.mark.parametrize(
    ("entry", "what"),
    [
        ("- Bo Li", "no set of keys"),
        ("- {variants: []}", "“canonical” is missing"),
        ("- {canonical: Bo Li}", "no pair"),
        ("- {canonical: {first: Bo}}", "no “last”"),
        ("- {canonical: {last: Li}, variants: {last: L}}", "“variants” is no list"),
        ("- {canonical: {last: Li}, variants: [Li]}", "no pair"),
        ("- {canonical: {last: Li}, variant: Li}", "no pair"),
        ("- {canonical: {last: '...'}}", "needs an “id”"),
        ("- {canonical: {last: Li}, id: bo/li}", "no person id"),
        ("- {canonical: {last: Li}, id: ana-lopez}", "listed twice, first on line 1"),
        ("- {canonical: {first: Ana, last: López}}", "listed twice, first on line 1"),
        ("- {canonical: {last: Li}, canonical: {last: Lu}}", "“canonical” stands twice"),
    ],
)
def test_an_entry_of_the_first_generation_of_wrong_shape_is_told(tmp_path: Path, entry: str, what: str) -> None:
    text = f"- canonical: {{first: Ana, last: Lopez}}\n\n{entry}\n- {{canonical: {{last: Zu}}}}\n"
    people = people_from(tmp_path, NAME_VARIANTS, text)
    (problem,) = people.problems
    assert what in problem.what
    assert problem.line == 3
    assert list(people.listed) == ["ana-lopez", "zu"]


@pytest.mark.parametrize(
    ("file", "text"),
    [
        (PEOPLE_JSON, '{"bo-li": {"names": [{"last": "Li"}]},\n"bo-li": {"names": [{"last": "Bo"}]}}'),
        (PEOPLE_YAML, "bo-li: {names: [{last: Li}]}\nbo-li: {names: [{last: Bo}]}\n"),
    ],
)
def test_a_person_who_is_listed_twice_is_told(tmp_path: Path, file: str, text: str) -> None:
    people = people_from(tmp_path, file, text)
    (problem,) = people.problems
    assert "listed twice, first on line 1" in problem.what
    assert problem.line == 2
    assert people.listed["bo-li"].names == (Name("", "Li"),)


@pytest.mark.parametrize(
    ("file", "text", "what"),
    [
        (PEOPLE_JSON, "[]", "is not JSON"),
        (PEOPLE_YAML, "- a\n", "does not hold a mapping"),
        (NAME_VARIANTS, "a: b\n", "does not hold a list"),
        (NAME_VARIANTS, "", "neither a list nor a mapping"),
    ],
)
def test_a_file_of_another_kind_is_told(tmp_path: Path, file: str, text: str, what: str) -> None:
    people = people_from(tmp_path, file, text)
    (problem,) = people.problems
    assert what in problem.what
    assert problem.line == 1
    assert people.incomplete


def test_many_problems_of_one_file_are_counted(tmp_path: Path) -> None:
    people = from_json(tmp_path, {f"p{number}": {} for number in range(100, 150)})
    assert len(people.problems) == 21
    assert "and 30 more problems" in people.problems[-1].what


def test_a_folder_in_the_place_of_the_file_is_told(tmp_path: Path) -> None:
    (tmp_path / PEOPLE_JSON).mkdir(parents=True)
    (problem,) = read_people(tmp_path).problems
    assert "is not a file" in problem.what
