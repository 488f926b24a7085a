"""Pages that the report before holds are taken over, and never with another byte than they would be written with."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from graphcheck.bibliography import load
from graphcheck.decisions import NOTHING_DECIDED
from graphcheck.model import State
from graphcheck.report.site.kept import KEPT, Digests, Pages
from graphcheck.report.site.states import marked_state, renewed
from tests.conftest import CHECKOUT
from tests.deciding import decided
from tests.mutating import mutate
from tests.report.factories import finding
from tests.report.reporting import report

SAMPLE = CHECKOUT / "data" / "sample"
DAYS = ("2026-07-01", "2026-07-02", "2026-07-03")
ONE, OTHER = "1" * 40, "2" * 40


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout of the sample that can be changed; what is kept is the test's own."""
    monkeypatch.setenv("GRAPHCHECK_STATE", str(tmp_path / "state"))
    root = tmp_path / "checkout"
    shutil.copytree(SAMPLE, root)
    commit(root, ONE)
    return root


def commit(root: Path, revision: str) -> None:
    (root / ".git").mkdir(exist_ok=True)
    (root / ".git" / "HEAD").write_text(revision, encoding="utf-8")


def pages(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (out / "people").iterdir()}


def inodes(out: Path) -> dict[str, int]:
    return {path.name: path.stat().st_ino for path in (out / "people").iterdir()}


def written_anew(out: Path) -> None:
    """Have the next report into ``out`` find its history there, and no page that it could take over."""
    (out / KEPT).unlink()


def change(root: Path, texts: Sequence[tuple[str, str]]) -> None:
    """Replace texts in the files that hold them, once each."""
    for was, now in texts:
        path = next(path for path in sorted((root / "data" / "xml").iterdir()) if was in path.read_text("utf-8"))
        path.write_text(path.read_text("utf-8").replace(was, now, 1), encoding="utf-8")


def same(one: Path, other: Path) -> None:
    """Assert that two reports hold the same files with the same bytes, but for how long they took."""
    for name in sorted({path.relative_to(one) for path in one.rglob("*") if path.is_file()}):
        if name.name in ("summary.json", "summary.md", "index.html"):  # which tell seconds
            continue
        assert (one / name).read_bytes() == (other / name).read_bytes(), name
    assert pages(one).keys() == pages(other).keys()


def test_what_changed_overnight_is_told_as_if_all_were_written_anew(checkout: Path, tmp_path: Path) -> None:
    out, cold = tmp_path / "report", tmp_path / "cold"
    report(checkout, out, day=DAYS[0])
    first = pages(out)
    shutil.copytree(out, cold)
    written_anew(cold)
    title = next(iter((checkout / "data" / "xml").glob("*.xml"))).read_text("utf-8").split("<title>")[1].split("<")[0]
    change(checkout, [(f"<title>{title}", f"<title>Corrected: {title}")])
    commit(checkout, OTHER)
    report(checkout, out, day=DAYS[1])
    report(checkout, cold, day=DAYS[1])
    same(out, cold)
    second = pages(out)
    assert all(OTHER.encode() in page and ONE.encode() not in page for page in second.values())
    assert first != second


def test_a_page_that_stays_the_same_stays_the_same_file_and_what_somebody_changed_is_written_anew(
    checkout: Path, tmp_path: Path
) -> None:
    out = tmp_path / "report"
    report(checkout, out, day=DAYS[0])
    report(checkout, out, day=DAYS[1])  # states go from new to known
    before, files = pages(out), inodes(out)
    one = min(before)
    kept = tmp_path / "another name"
    kept.hardlink_to(out / "people" / one)
    report(checkout, out, day=DAYS[2])
    assert pages(out) == before
    assert inodes(out) == files
    (out / "people" / one).unlink()
    (out / "people" / one).write_bytes(before[one].replace(b"graphcheck", b"graphchick"))
    gone = max(before)
    (out / "people" / gone).unlink()
    (out / "people" / gone).symlink_to(kept)
    report(checkout, out, day=DAYS[2])
    assert pages(out) == before
    assert {name for name, inode in inodes(out).items() if inode != files[name]} == {one, gone}
    assert not (out / "people" / gone).is_symlink()
    assert kept.read_bytes() == before[one]


@pytest.mark.parametrize("record", ['{"program": 1, "pages": [', '{"program": "another"}', "[]", ""])
def test_a_record_that_is_damaged_or_of_another_program_is_as_if_there_were_none(tmp_path: Path, record: str) -> None:
    before, folder = tmp_path / "before", tmp_path / "new"
    for place in (before, folder):
        (place / "people").mkdir(parents=True)
    first = Pages(before, tmp_path / "nothing", ONE)
    first.write("people/ji-liu.html", Digests("it rests on", "made of"), b"a page")
    first.finish()
    assert Pages(folder, before, ONE).take_over("people/ji-liu.html", Digests("it rests on"), [])
    assert Pages(folder, before, ONE).take_over("people/ji-liu.html", Digests("another", "made of"), [])
    assert not Pages(folder, before, ONE).take_over("people/ji-liu.html", Digests("another"), [])
    assert not Pages(folder, before, ONE).take_over("people/ji-liu.html", Digests("another", "another"), [])
    (before / KEPT).write_text(record, encoding="utf-8")
    assert not Pages(folder, before, ONE).take_over("people/ji-liu.html", Digests("it rests on", "made of"), [])


def test_a_page_made_otherwise_is_not_taken_over(checkout: Path, tmp_path: Path) -> None:
    """Each person whose page differs in a cold run has a page of another digest."""
    out = tmp_path / "report"
    report(checkout, out, day=DAYS[0])
    told, before = json.loads((out / KEPT).read_text("utf-8"))["pages"], pages(out)
    report(checkout, out, day=DAYS[1])
    again = json.loads((out / KEPT).read_text("utf-8"))["pages"]
    assert {name: digests for name, (*digests, _) in told.items()} == {name: new for name, (*new, _) in again.items()}
    person = load(checkout).person(min(before).removesuffix(".html").replace("--", "/"))
    paper = person.page.authorships[0].paper
    facts = load(checkout).paper_facts[paper][0]
    change(checkout, [(facts, f"{facts}, revisited")])
    report(checkout, out, day=DAYS[1])
    third = json.loads((out / KEPT).read_text("utf-8"))["pages"]
    differing = {name for name, page in pages(out).items() if b"revisited" in page}
    assert differing
    for name in differing:
        assert not set(third[f"people/{name}"]) & set(told[f"people/{name}"])


def test_states_are_told_between_marks_that_no_text_can_fake() -> None:
    was = finding(id="0a1b", state=State.NEW, note="</bdi><!--/state--><!--state 0a1b-->")
    now = replace(was, state=State.KNOWN, since="2026-07-01", note="")
    page = f"<p>{marked_state(was)}</p>".encode()
    states = {was.id: marked_state(now).encode()}
    assert renewed(page, states, ONE, ONE) == f"<p>{marked_state(now)}</p>".encode()
    assert renewed(page, {}, ONE, ONE) is None
    assert renewed(page + page, states, ONE, ONE) == 2 * f"<p>{marked_state(now)}</p>".encode()
    for broken in (page.replace(b"<!--/state-->", b""), page + b"<!--state 0a1b", page + b"<!--state 0a1b-->"):
        assert renewed(broken, states, ONE, ONE) is None


def test_a_revision_is_replaced_only_where_it_is_plain_which_text_is_the_revision() -> None:
    page = f'"revision":"{ONE}","key":"of {ONE}"'.encode()
    assert renewed(page, {}, ONE, OTHER) == page.replace(ONE.encode(), OTHER.encode())
    assert renewed(page + ONE.encode(), {}, ONE, OTHER) is None  # a title that holds it, too
    assert renewed(page, {}, ONE, "") is None
    assert renewed(page, {}, "", OTHER) is None


@pytest.mark.parametrize("seed", range(3))
def test_after_changes_at_random_a_report_is_what_a_first_one_is(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    out, cold, chance, taken = tmp_path / "report", tmp_path / "cold", Random(seed), 0
    report(checkout, out)
    for night in range(4):
        done = mutate(checkout, chance, chance.choice((1, 2, 5)))
        shutil.copytree(out, cold)
        written_anew(cold)
        before = set(inodes(out).values())
        decisions = decided(load(checkout), chance) if chance.random() < 0.5 else NOTHING_DECIDED
        report(checkout, out, decisions=decisions)
        taken += len(before.intersection(inodes(out).values()))
        with monkeypatch.context() as elsewhere:
            elsewhere.setenv("GRAPHCHECK_STATE", str(tmp_path / f"state {night}"))  # where nothing is kept
            report(checkout, cold, decisions=decisions)
        assert pages(out) == pages(cold), done
        same(out, cold)
        shutil.rmtree(cold)
    assert taken


def test_a_small_change_leaves_the_pages_of_others_where_they_are(checkout: Path, tmp_path: Path) -> None:
    out = tmp_path / "report"
    report(checkout, out, day=DAYS[0])
    report(checkout, out, day=DAYS[1])  # states go from new to known
    before = inodes(out)
    change(checkout, [("Side Effects in", "Side Effects revisited in")])
    report(checkout, out, day=DAYS[1])
    after = inodes(out)
    anew = {name for name in before if after[name] != before[name]}
    assert anew == {name for name, page in pages(out).items() if b"revisited" in page}
    assert 0 < len(anew) < len(before) / 2
