"""Errors planted in the whole Anthology, in each generation of the people file, and put right again."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import graphcheck
from graphcheck.bibliography import Bibliography
from graphcheck.corrections.asked import Asked, selection_of_asked
from graphcheck.corrections.change import EditError, LinkEdit
from graphcheck.corrections.correction import Corrector
from graphcheck.corrections.mentions import Mentions
from graphcheck.corrections.proposed import moving
from graphcheck.corrections.selection import Selection, Target, TargetKind
from graphcheck.corrections.xml_edit import edit_collection
from tests.corrections.generations import make_generation
from tests.corrections.planting import planted, put

pytestmark = pytest.mark.anthology


@pytest.fixture(scope="module", params=["yaml/name_variants.yaml", "yaml/people.yaml", "json/people.json"])
def clean(
    request: pytest.FixtureRequest, anthology: Path, whole: Bibliography, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """A checkout of the whole Anthology in one generation, whose files may be replaced."""
    root = tmp_path_factory.mktemp("generation") / "checkout"
    if request.param.endswith("name_variants.yaml"):
        shutil.copytree(anthology, root, copy_function=lambda source, to: Path(to).symlink_to(source))
        place = root / "data" / request.param
        content = place.read_bytes()
        place.unlink()
        place.write_bytes(content)
    else:
        make_generation(anthology, whole.source.tables, request.param, root)
    yield root
    shutil.rmtree(root)


@pytest.fixture(scope="module")
def corrector(clean: Path) -> Corrector:
    """What makes corrections of the clean checkout; tests leave the bytes of its files as they were."""
    return Corrector(graphcheck.load(clean))


def put_right_from_findings(
    before: Mentions, wrongly: Corrector, errors: list[tuple[int, str]], places: dict[tuple[str, int], int]
) -> None:
    """Of what was planted, what a finding tells and knows the owner of is corrected from it, and from it alone."""
    told, right = 0, 0
    for row, wrong in errors:
        paper, owner = before.paper[row], before.person[row]
        person = wrongly.bibliography.person(wrong)
        if paper not in moving(person.findings, wrong):
            continue
        told += 1
        selection, _ = selection_of_asked(person, [Asked(findings=True)], revision="", least=0.0)
        target = next(one for one in selection.targets if paper in one.papers)
        if target.person != owner:
            continue
        right += 1
        try:
            plan = wrongly.correct(replace(selection, targets=(replace(target, papers=(paper,)),))).plan
        except EditError as error:
            if "--force makes it all the same" not in str(error):  # what is doubted is left to somebody who looks
                raise
            continue
        (move,) = (move for move in plan.moves if not move.stays)
        now = places[paper, before.position[row]]
        assert (move.row, move.before, move.person) == (now, wrong, owner)
    # Most are nobody's known: whoever had no id was on a page of the name, which nobody is.
    assert told >= 30
    assert right >= 8


def test_what_was_planted_is_put_right_to_the_byte(clean: Path, corrector: Corrector) -> None:
    before = corrector
    errors = planted(before.mentions, before.people)
    kept = put(clean, before.mentions, errors)
    wrongly = Corrector(graphcheck.load(clean))
    moved: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    places = {
        (p, at): row for row, (p, at) in enumerate(zip(wrongly.mentions.paper, wrongly.mentions.position, strict=True))
    }
    put_right_from_findings(before.mentions, wrongly, errors, places)
    for row, _ in errors:
        now = places[before.mentions.paper[row], before.mentions.position[row]]
        moved[wrongly.mentions.person[now]][before.mentions.id[row]].add(before.mentions.paper[row])
    mended: defaultdict[str, list[LinkEdit]] = defaultdict(list)
    for person, targets in moved.items():
        wanted = [
            Target(TargetKind.PERSON if right else TargetKind.UNKNOWN, tuple(sorted(papers)), person=right)
            for right, papers in sorted(targets.items())
        ]
        plan = wrongly.correct(Selection(person, person, "", "", (), tuple(wanted)), force=True).plan
        assert plan.people == ()
        for move in plan.moves:
            link = LinkEdit(
                wrongly.mentions.paper[move.row], wrongly.mentions.position[move.row], {"id": move.gets or None}
            )
            mended[wrongly.mentions.file(move.row)].append(link)
    assert mended.keys() == kept.keys()
    for file, links in mended.items():
        place = clean / file
        place.write_bytes(edit_collection(place.read_bytes(), place, links))
        assert place.read_bytes() == kept[file], file


def test_new_people_on_real_pages_draw_nobody_along(corrector: Corrector) -> None:
    """Groups of common names' pages become new people; each proof asks everybody who could be touched."""
    by_page: defaultdict[str, list[int]] = defaultdict(list)
    for row, person in enumerate(corrector.mentions.person):
        if not corrector.mentions.id[row] and not corrector.mentions.orcid[row]:
            by_page[person].append(row)
    pages = sorted(by_page, key=lambda person: (-len(by_page[person]), person))[:300:50]
    for person in pages:
        rows = by_page[person][:2]
        papers = tuple(dict.fromkeys(corrector.mentions.paper[row] for row in rows))
        name = corrector.mentions.printed[rows[0]]
        target = Target(TargetKind.NEW, papers, name=name, institution="University of Nowhere (UNW)")
        done = corrector.correct(Selection(person, person, "", "", (), (target,)), force=True)
        assert sum(not move.stays for move in done.plan.moves) == len(papers)
