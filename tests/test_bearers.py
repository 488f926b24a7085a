"""Who bears a name, held against a look at every name."""

from __future__ import annotations

from graphcheck.bearers import Bearers
from graphcheck.bibliography import Bibliography
from graphcheck.names import fold, given_key
from tests.toy import toy_tables


def test_initials_and_names_stand_for_each_other() -> None:
    tables = toy_tables({"p": ["Wei Wang", "W Wang", "Wen Wang", "Wang", "Wei Li", "W. Li"]})
    ids = tables.people["id"].tolist()
    bearers = Bearers(tables)

    def of(first: str, last: str) -> list[str]:
        return sorted(ids[row] for row in bearers.of(first, last))

    assert of("Wei", "Wang") == ["w-wang", "wei-wang"]
    assert of("W.", "WANG") == ["w-wang", "wei-wang", "wen-wang"]
    assert of("", "Wang") == ["wang"]
    assert of("Weijie", "Wang") == ["w-wang"]
    assert of("Wei", "Nobody") == []


def test_everybody_of_the_sample_is_found_as_one_by_one(sample: Bibliography) -> None:
    names = sample.source.tables.names
    known = [
        (person, fold(last), given_key(first))
        for person, first, last in zip(
            names["person"].tolist(), names["first"].tolist(), names["last"].tolist(), strict=True
        )
    ]
    bearers = Bearers(sample.source.tables)

    def alike(one: str, other: str) -> bool:
        return one == other or (1 in (len(one), len(other)) and one[:1] == other[:1])

    for first, last in zip(names["first"].tolist(), names["last"].tolist(), strict=True):
        wanted = {person for person, family, given in known if family == fold(last) and alike(given, given_key(first))}
        assert bearers.of(first, last) == wanted
