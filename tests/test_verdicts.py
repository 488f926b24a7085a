"""Verdicts say in numbers what the pages say in words, and which pages are worth the words."""

from __future__ import annotations

import math

from graphcheck.bibliography import Bibliography
from graphcheck.pages import group_name
from graphcheck.store.judged import Judged
from tests.toy import toy


def agree(bibliography: Bibliography) -> int:
    """Hold each verdict against its page; return how many authorships were compared."""
    ids, records = bibliography.people["id"].tolist(), bibliography.authorships
    papers = bibliography.papers["id"].tolist()
    compared = 0
    for verdict in bibliography.verdicts(bibliography.people_to_tell()):
        page, rows = verdict.page, verdict.authorships
        assert (ids[verdict.row], verdict.papers, verdict.groups) == (page.person, page.papers, len(page.groups))
        assert (None if math.isnan(verdict.doubt) else verdict.doubt) == page.doubt
        assert verdict.told == bool(page.codes)
        columns = verdict.columns
        told = zip(columns.record[rows], columns.score[rows], columns.flagged[rows], columns.label[rows], strict=True)
        for (record, score, flagged, label), judged in zip(told, page.authorships, strict=True):
            assert papers[records["paper"].iat[record]] == judged.paper
            assert records["position"].iat[record] == judged.position
            assert (None if math.isnan(score) else score) == judged.score
            assert (flagged, group_name(label), label == 0) == (judged.flagged, judged.group, judged.core)
            compared += 1
        assert bibliography.has_findings(verdict) == bool(bibliography.findings(bibliography.page_of(verdict)))
    return compared


def test_verdicts_are_those_of_the_pages(sample: Bibliography) -> None:
    assert agree(sample) == sum(len(page.authorships) for page in sample.pages(sample.people_to_tell())) > 0


def test_who_stands_twice_on_a_paper_has_two_verdicts_on_it() -> None:
    bibliography = toy(
        {f"p{number}": ["Wei Wang", "Ann Ash"] for number in range(3)} | {"two": ["Wei Wang", "Wei Wang"]}
    )
    assert agree(bibliography) == 8


def test_counts_are_those_of_the_pages(sample: Bibliography) -> None:
    judged = Judged()
    for verdict in sample.verdicts(sample.people_to_tell()):
        judged.take(verdict)
    told = [one for page in sample.pages() for one in page.authorships]
    assert judged.counts() == {
        "judged": sum(one.score is not None for one in told),
        "abstained": sum(one.score is None for one in told),
        "flagged": sum(one.flagged for one in told),
    }
    assert min(judged.counts().values()) > 0
