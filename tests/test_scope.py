"""What --only names: collections, volumes, papers and files; and which findings are about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphcheck.bibliography import Bibliography, load
from graphcheck.errors import UsageError
from graphcheck.scope import Scope, scope_of
from tests.report.factories import finding, page, page_finding

SAMPLE = Path(__file__).resolve().parents[1] / "data" / "sample"


def papers(sample: Bibliography, *only: str, changed: frozenset[str] | None = None) -> frozenset[str]:
    scope = scope_of(sample.source, only, "", changed)
    assert scope is not None
    return scope.papers


def of(sample: Bibliography, column: str, value: str) -> set[str]:
    return set(sample.papers["id"][sample.papers[column] == value])


def test_collections_volumes_papers_and_files(sample: Bibliography, monkeypatch: pytest.MonkeyPatch) -> None:
    volume = of(sample, "volume", "2022.icol-main")
    whole = of(sample, "collection", "2022.icol")
    assert volume < whole
    assert papers(sample, "2022.icol-main") == volume
    assert papers(sample, "2022.icol") == whole
    assert papers(sample, "2022.icol-main.7") == {"2022.icol-main.7"}
    assert papers(sample, "data/xml/2022.icol.xml") == whole
    assert papers(sample, str(SAMPLE / "data/xml/2022.icol.xml")) == whole
    monkeypatch.chdir(SAMPLE / "data" / "xml")
    assert papers(sample, "2022.icol.xml") == whole
    assert papers(sample, "D19-52") == of(sample, "volume", "D19-52")


def test_several_are_given_one_by_one_by_commas_or_lines(sample: Bibliography) -> None:
    both = of(sample, "collection", "2022.icol") | of(sample, "collection", "P14")
    for only in (("2022.icol", "P14"), ("2022.icol,P14",), ("2022.icol\ndata/xml/P14.xml\n",)):
        assert papers(sample, *only) == both


def test_a_data_folder_takes_the_paths_of_its_checkout() -> None:
    read = load(SAMPLE / "data")
    assert papers(read, "data/xml/P14.xml") == papers(read, "xml/P14.xml") == of(read, "collection", "P14")


def test_only_and_since_narrow_together(sample: Bibliography) -> None:
    changed = frozenset({"2022.icol-main.7", "P14-1009", "not-read"})
    assert papers(sample, changed=changed) == {"2022.icol-main.7", "P14-1009"}
    assert papers(sample, "P14", changed=changed) == {"P14-1009"}
    assert papers(sample, changed=frozenset()) == frozenset()
    assert scope_of(sample.source, (), "", None) is None


@pytest.mark.parametrize("name", ["2099.nothing", "/etc/passwd", "../../etc/passwd", "data/xml", "\x1b[31m", "x\0y"])
def test_what_is_not_there_is_one_line(sample: Bibliography, name: str) -> None:
    with pytest.raises(UsageError) as error:
        scope_of(sample.source, (name,), "", None)
    (line,) = error.value.lines()
    assert line.startswith("--only ")
    assert "the source has no such papers" in line
    assert "\x1b" not in line


def test_nothing_named_is_nothing_not_everything(sample: Bibliography) -> None:
    for only in ((" , ",), ("",), ("\n",)):
        assert papers(sample, *only) == frozenset()


def test_files_without_papers_add_none(sample: Bibliography) -> None:
    """A change of many files is named as it is; what is no file of the checkout stays a mistake."""
    scope = scope_of(sample.source, ("data/json/people.json", "data/xml/P14.xml", "README.md"), "", None)
    assert scope is not None
    assert scope.papers == of(sample, "collection", "P14")
    assert scope.without == ("data/json/people.json", "README.md")
    inside = scope_of(load(SAMPLE / "data").source, ("json/people.json",), "", None)
    assert inside is not None
    assert (inside.papers, inside.without) == (frozenset(), ("json/people.json",))


def test_findings_are_about_a_paper_or_about_a_page_with_it() -> None:
    stray, mixed = finding(), page_finding()
    assert stray.paper is not None
    assert Scope(frozenset({stray.paper})).holds(stray, page())
    assert not Scope(frozenset({"W15-1527"})).holds(stray, page())
    assert Scope(frozenset({"W15-1527"})).holds(mixed, page())
    assert not Scope(frozenset({"P14-1009"})).holds(mixed, page())
    assert Scope(frozenset({"W15-1527"})).holds(mixed, None)  # the page is gone, which its papers tell
    assert not Scope(frozenset({"P14-1009"})).holds(mixed, None)
