"""What is shown of papers."""

from __future__ import annotations

from graphcheck.report.facts import PaperFacts, paper_facts
from graphcheck.sources import read
from tests.cli.conftest import PROJECT
from tests.report.factories import page


def test_facts_are_those_of_the_papers_on_the_pages() -> None:
    tables = read(PROJECT / "data" / "sample").tables
    group = page().groups[0]
    person = page(groups=(type(group)("A", ("P14-1007",), True, (2014, 2014), (), ()),))
    (row,) = tables.papers.index[tables.papers["id"] == "P14-1007"]
    signed = tables.authorships[tables.authorships["paper"] == row].sort_values("position")
    assert paper_facts(tables, [person]) == {
        "P14-1007": PaperFacts(
            "Distant Supervision with Fewer Lies: Filtering by Contradiction",
            2014,
            "ICOL",
            tuple(signed["name"]),
            tables.papers["abstract"].iat[row],
        )
    }
    assert "Wei Chen" in signed["name"].tolist()
    assert tables.papers["abstract"].iat[row]
