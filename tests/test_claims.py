"""Papers on pages without a person of their own that a verified person may claim."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from graphcheck.bibliography import Bibliography, load
from graphcheck.claims import claims
from graphcheck.decisions import Decisions, Distinction
from graphcheck.report.site.surroundings import Library
from graphcheck.settings import Settings
from tests.cli.conftest import Run, run  # noqa: F401 (a fixture)
from tests.report.read_html import parsed, words
from tests.sources.checkouts import (
    NAME_VARIANTS,
    OTHER_ORCID,
    THIRD_ORCID,
    VALID_ORCID,
    author,
    collection,
    paper,
    person,
    volume,
    write_checkout,
)

CIRCLE = [author(*name) for name in (("Ana", "Quispe"), ("Bo", "Øster"), ("Cem", "Yıldız"), ("Dina", "Frolova"))]
OTHERS = [author(first, last) for first, last in (("Ewa", "Żuk"), ("Finn", "Ó Cuív"), ("Gil", "Peretz"))]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Mia Holm's papers, one of them without id beside somebody who has it, too; and an initial's page."""
    mine = author("Mia", "Holm", id="mia-holm-oslo")
    papers = [paper(str(number), mine, *CIRCLE[: 2 + number % 3]) for number in range(1, 7)]
    papers.append(paper("7", author("Mia", "Holm"), *CIRCLE))
    papers.append(paper("8", author("Mia", "Holm"), *OTHERS))
    papers.append(paper("9", author("M.", "Holm"), *CIRCLE[:3]))
    papers.append(paper("10", author("Mia", "Holm"), mine, *CIRCLE))
    papers += [paper(str(number), *OTHERS) for number in range(11, 15)]
    people = {
        "mia-holm-oslo": person("Mia Holm"),
        "mia-holm": person("Mia Holm", disable_name_matching=True),
    }
    return write_checkout(tmp_path / "checkout", {"2020.acl": collection("2020.acl", volume("main", *papers))}, people)


def claimed(bibliography: Bibliography, who: str) -> dict[str, str]:
    return {claim.paper.rpartition(".")[2]: claim.page for claim in bibliography.person(who).claims}


def test_papers_of_the_circle_are_claimed_and_no_others(root: Path) -> None:
    bibliography = load(root)
    assert claimed(bibliography, "mia-holm-oslo") == {"7": "mia-holm/unverified"}
    (first,) = bibliography.person("mia-holm-oslo").claims
    assert "co-authors in common: " in first.text
    assert first.probability >= Settings().claim_threshold
    assert (first.position, first.year, first.link.value) == (0, 2020, "inferred")


def test_who_is_not_verified_claims_nothing(root: Path) -> None:
    assert claimed(load(root), "mia-holm/unverified") == {}


def test_people_who_are_kept_distinct_claim_nothing_of_each_other(root: Path) -> None:
    apart = Distinction(persons=("mia-holm-oslo", "mia-holm/unverified"), who="A", when="2026-01-01", why="w")
    assert claimed(load(root, decisions=Decisions(distinctions=(apart,))), "mia-holm-oslo") == {}


def test_the_bar_is_a_setting(root: Path) -> None:
    assert claimed(load(root, settings=replace(Settings(), claim_threshold=1.0)), "mia-holm-oslo") == {}
    lower = claimed(load(root, settings=replace(Settings(), claim_threshold=0.1)), "mia-holm-oslo")
    assert lower.items() >= {"7": "mia-holm/unverified", "9": "m-holm/unverified"}.items()


def test_asked_together_each_gets_what_each_gets_alone(sample: Bibliography) -> None:
    lower = Bibliography(sample.source, replace(Settings(), claim_threshold=0.1))
    judged = [lower.person(str(lower.people["id"].iat[row])) for row in lower.judged_people()]
    alone = {person.id: person.claims for person in judged if person.claims}
    around = Library(lower).around([person.page for person in judged])
    together = {person.id: told.claims for person, told in zip(judged, around, strict=True) if told.claims}
    for found in (alone, together):  # sums are taken in another order
        for who, some in found.items():
            found[who] = tuple(replace(claim, probability=round(claim.probability, 9)) for claim in some)
    assert together == alone
    assert len(alone) > 1


def test_pages_show_them(root: Path, tmp_path: Path, run: Run) -> None:  # noqa: F811
    text = run("check", "mia-holm-oslo", "--source", root, "--quiet", "--format", "html").stdout
    (section,) = parsed(text).xpath("//section[@class='missing']")
    assert "graphcheck fix mia-holm/unverified --papers 2020.acl-main.7 --to mia-holm-oslo" in words(section)
    assert reported(root, tmp_path / "out", run) == set()  # nothing is found on her page, so she has none
    papers = root / "data/xml/2020.acl.xml"
    wrong = papers.read_text().replace('id="mia-holm-oslo"', 'id="mia-holm-oslo" orcid="0000-0002-1825-0098"', 1)
    papers.write_text(wrong)
    assert reported(root, tmp_path / "out", run) == {"mia-holm-oslo.html"}


def reported(root: Path, out: Path, run: Run) -> set[str]:  # noqa: F811
    result = run("report", root, "--out", out, "--quiet")
    assert result.exit_code == 0, result.stderr
    return {page.name for page in (out / "people").glob("*.html") if 'class="missing"' in page.read_text()}


def test_check_shows_them_with_the_command_that_moves_them(root: Path, run: Run) -> None:  # noqa: F811
    text = run("check", "mia-holm-oslo", "--source", root, "--quiet").stdout
    assert "On pages without a person of their own, and perhaps this person's" in text
    (command,) = [line.strip() for line in text.splitlines() if "graphcheck fix mia-holm/unverified" in line]
    answer = json.loads(run("check", "mia-holm-oslo", "--source", root, "--quiet", "--format", "json").stdout)
    assert {claim["page"] for claim in answer["people"][0]["claims"]} == {"mia-holm/unverified"}
    result = run(*command.split()[1:], "--source", root, "--as", "apply", "--force", "--quiet")
    assert result.exit_code == 0, result.stderr
    assert claimed(load(root), "mia-holm-oslo") == {}


@pytest.mark.anthology
def test_the_whole_anthology_has_some_that_are_to_be_claimed(whole: Bibliography) -> None:
    """Most are told with co-authors or an institution in common, not for the name alone."""
    verified = np.flatnonzero(whole.people["verified"].to_numpy(bool) & (whole.graph.papers_of > 0))
    maker = whole.page_maker
    of_all = claims(whole.source.tables, whole.graph, maker.candidates, whole.model, whole.settings, verified.tolist())
    for who, some in list(of_all.items())[::10]:
        assert [claim.paper for claim in whole.person(who).claims] == [claim.paper for claim in some]
    found = [claim for some in of_all.values() for claim in some]
    assert 100 < len(found) < 400
    told = [claim for claim in found if "in common" in claim.text or "is named beside the person" in claim.text]
    assert len(told) > 0.8 * len(found)


FIRST = """\
- canonical: {first: Mia, last: Holm}
  id: mia-holm
  comment: May refer to several people
- canonical: {first: Mia, last: Holm}
  id: mia-holm-oslo
  orcid: %s
- canonical: {first: Mia, last: Holm}
  id: mia-holm-bergen
  orcid: %s
"""


def test_who_is_stated_by_orcid_claims_and_nobody_else(tmp_path: Path) -> None:
    """In the first generation of the people file an ORCID on a paper leads nowhere."""
    mine = author("Mia", "Holm", id="mia-holm-oslo")
    papers = [paper(str(number), mine, *CIRCLE[: 2 + number % 3]) for number in range(1, 7)]
    papers.append(paper("7", author("Mia", "Holm", orcid=OTHER_ORCID), *CIRCLE))
    papers.append(paper("8", author("Mia", "Holm", orcid=VALID_ORCID), *OTHERS))
    papers.append(paper("9", author("Mia", "Holm", orcid=THIRD_ORCID), *CIRCLE))
    papers += [paper(str(number), author("Mia", "Holm", id="mia-holm-bergen"), *OTHERS[1:]) for number in (10, 11)]
    text = collection("2020.acl", volume("main", *papers))
    people = FIRST % (VALID_ORCID, OTHER_ORCID)
    found = load(write_checkout(tmp_path, {"2020.acl": text}, people, people_file=NAME_VARIANTS))
    assert claimed(found, "mia-holm-oslo") == {"8": "mia-holm"}
    assert claimed(found, "mia-holm-bergen") == {"7": "mia-holm"}
    (claim,) = found.person("mia-holm-oslo").claims
    assert claim.text == "the paper states this person's ORCID"
    assert claim.probability == Settings().shared_id_alike
