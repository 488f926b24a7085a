"""The newest format against the Anthology's own Python library: who each author is, and how each paper is linked."""

from __future__ import annotations

import pkgutil
import shutil
from pathlib import Path

import pandas as pd
import pytest
from acl_anthology import Anthology

from graphcheck.sources import Source, read
from tests.sources.newest_format import convert

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample"


def the_library_on(root: Path) -> Anthology:
    """Return the checkout as the library reads it; it asks for its own schema beside the papers."""
    (root / "data/xml/schema.rnc").write_bytes(pkgutil.get_data("acl_anthology", "data/schema.rnc") or b"")
    anthology = Anthology(datadir=root / "data", verbose=False)
    anthology.people.load()
    return anthology


def by_the_library(anthology: Anthology) -> pd.DataFrame:
    """Return paper, position, person's id, and whether the author has an id, for every author."""
    rows = [
        (paper.full_id, position, author.resolve().id, author.id is not None)
        for paper in anthology.papers()
        if not paper.is_frontmatter
        for position, author in enumerate(paper.authors)
    ]
    return _in_order(pd.DataFrame(rows, columns=["paper", "position", "person", "explicit"]))


def by_graphcheck(source: Source) -> pd.DataFrame:
    """Return the same as it was read here."""
    tables = source.tables
    authorships = tables.authorships
    return _in_order(
        pd.DataFrame(
            {
                "paper": tables.papers["id"].to_numpy()[authorships["paper"]],
                "position": authorships["position"].to_numpy("int64"),
                "person": tables.people["id"].to_numpy()[authorships["person"]],
                "explicit": (authorships["link"] == "explicit").to_numpy(),
            }
        )
    )


def _in_order(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.sort_values(["paper", "position"], ignore_index=True)


def editors_by_the_library(anthology: Anthology) -> dict[str, list[str]]:
    """Return the ids of each volume's editors."""
    volumes = {volume.full_id: [editor.resolve().id for editor in volume.editors] for volume in anthology.volumes()}
    return {volume: editors for volume, editors in volumes.items() if editors}


def editors_by_graphcheck(source: Source) -> dict[str, list[str]]:
    """Return the same as it was read here."""
    editorships = source.tables.editorships
    of_volumes = editorships[editorships["paper"] == -1]
    ids = pd.Series(source.tables.people["id"].to_numpy()[of_volumes["person"]], dtype="str")
    return dict(ids.groupby(of_volumes["volume"].to_numpy()).agg(list))


def test_the_sample_is_resolved_as_the_library_does(tmp_path: Path) -> None:
    root = shutil.copytree(SAMPLE, tmp_path / "sample")
    library = the_library_on(root)
    source = read(root)
    expected = by_the_library(library)
    assert len(expected) > 100
    assert expected["explicit"].any()
    pd.testing.assert_frame_equal(by_graphcheck(source), expected)
    assert editors_by_graphcheck(source) == editors_by_the_library(library)


@pytest.mark.anthology
def test_the_anthology_in_the_newest_format_is_resolved_as_the_library_does(anthology: Path, tmp_path: Path) -> None:
    root = convert(anthology, tmp_path)
    library = the_library_on(root)
    source = read(root)
    expected = by_the_library(library)
    assert len(expected) > 388_000
    assert expected["explicit"].sum() > 1000
    assert expected["person"].str.endswith("/unverified").mean() > 0.5
    pd.testing.assert_frame_equal(by_graphcheck(source), expected)
    assert editors_by_graphcheck(source) == editors_by_the_library(library)
    assert source.people_format == "people.json"
    assert [str(fault) for fault in source.faults] == []
