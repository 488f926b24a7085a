"""The whole Anthology, counted; the figures are those of the snapshot of autumn 2025."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from slugify import slugify

from graphcheck.bibliography import Bibliography
from graphcheck.names import slug
from graphcheck.sources.anthology_ids import build_paper_id, build_volume_id, parse_paper_id

pytestmark = pytest.mark.anthology


def test_everything_is_read(whole: Bibliography) -> None:
    tables = whole.source.tables
    assert whole.source.files == 1529
    assert whole.source.people_format == "name_variants.yaml"
    assert whole.source.skipped == ()
    assert len(tables.papers) == 108_819
    assert len(tables.authorships) == 388_393
    assert len(tables.venues) == 482
    assert len(tables.editorships) == 10_181
    assert len(tables.people) == 104_050
    assert tables.papers["collection"].nunique() == 1391  # the others hold events, or nothing but front matter
    assert (tables.papers["title"] != "").all()
    assert (tables.papers["abstract"] != "").sum() == 64_314
    assert (tables.authorships["affiliation"] != "").sum() == 70_214
    assert tables.papers["venue"].min() >= 0


def test_people_are_listed_and_linked(whole: Bibliography) -> None:
    people, authorships = whole.source.tables.people, whole.source.tables.authorships
    assert (people["verified"].sum(), people["catch_all"].sum()) == (3512, 58)
    assert dict(authorships["link"].value_counts()) == {"inferred": 375_439, "orcid": 11_282, "explicit": 1672}
    assert (authorships["id"] != "").sum() == 1672
    assert (authorships["orcid"] != "").sum() == 11_574 + 63


def test_faults_are_counted(whole: Bibliography) -> None:
    kinds = ("two authors of", "an editor of", "the checksum", "“variant” should", "an unusual person id")
    found = Counter(next(kind for kind in kinds if kind in fault.what) for fault in whole.source.faults)
    assert found == dict(zip(kinds, (50, 32, 4, 1, 1), strict=True))
    assert all(fault.line > 0 for fault in whole.source.faults)


def test_every_id_is_built_and_parsed(whole: Bibliography) -> None:
    papers = whole.source.tables.papers
    for full_id, volume, collection in zip(papers["id"], papers["volume"], papers["collection"], strict=True):
        parts = parse_paper_id(full_id)
        assert build_paper_id(*parts) == full_id
        assert build_volume_id(*parts[:2]) == volume
        assert parts[0] == collection


def test_lines_are_where_papers_stand(anthology: Path, whole: Bibliography) -> None:
    papers = whole.source.tables.papers
    for file, rows in papers.iloc[:: len(papers) // 50].groupby("file"):
        lines = (anthology / str(file)).read_text(encoding="utf-8").splitlines()
        assert all(re.match(r"\s*<paper id=", lines[line - 1]) for line in rows["line"])


def test_every_slug_is_what_the_anthology_makes(whole: Bibliography) -> None:
    names = whole.source.tables.names
    made = (slugify(name, replacements=(("ʼ", "-"), ("’", "-"))) for name in names["printed"])
    assert list(names["slug"]) == list(made)
    assert slug("Ana  Lopez") == "ana-lopez"
