"""Five nights of a changing bibliography, as the report tells them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from graphcheck.decisions import Confirmation, Decisions, Dismissal
from graphcheck.errors import GraphcheckError
from graphcheck.settings import Settings
from graphcheck.store.embedded import open_embedded
from graphcheck.store.folder import store_folder
from tests.findings.nights import OTHER, SAMPLE, STRAY, Nights

SIGNED = {"who": "Ada", "when": "2025-09-05", "why": "a visit"}
DISMISSED = Decisions(
    "decisions.toml", (Dismissal(code="GC101", person=STRAY[0], paper=STRAY[1], score=0.9, **SIGNED),)
)
CONFIRMED = Decisions("decisions.toml", confirmations=(Confirmation(person=STRAY[0], paper=STRAY[1], **SIGNED),))


@pytest.fixture
def nights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Nights:
    monkeypatch.setenv("GRAPHCHECK_STATE", str(tmp_path / "state"))
    return Nights(tmp_path)


def test_five_nights(nights: Nights) -> None:
    first = nights.run("2025-09-01")
    assert {one["state"] for one in nights.told().values()} == {"new"}
    assert first["runs"] == [{**first["runs"][0], "date": "2025-09-01", "new": 6, "resolved": 0}]

    nights.run("2025-09-02")
    assert {(one["state"], one["since"]) for one in nights.told().values()} == {("known", "2025-09-01")}

    nights.fix()
    third = nights.run("2025-09-03")
    gone = nights.told()[STRAY]
    assert (gone["state"], gone["since"]) == ("resolved", "2025-09-01")
    assert gone["note"] == f"{STRAY[1]} is now a paper of Yan Li ({OTHER})"
    assert third["states"]["GC101"] == {"new": 0, "known": 0, "resolved": 1, "relapsed": 0, "dismissed": 0}

    nights.undo()
    fourth = nights.run("2025-09-04")
    back = nights.told()[STRAY]
    assert (back["state"], back["since"]) == ("relapsed", "2025-09-01")
    assert back["note"].startswith(f"was resolved on 2025-09-03 ({STRAY[1]} is now a paper of Yan Li")
    assert [run["new"] for run in fourth["runs"]] == [6, 0, 0, 1]

    fifth = nights.run("2025-09-05", DISMISSED)
    assert nights.told()[STRAY]["state"] == "dismissed"
    assert nights.told()[STRAY]["note"] == "dismissed by Ada on 2025-09-05: a visit"
    assert [run["date"] for run in fifth["runs"]] == [f"2025-09-0{day}" for day in range(1, 6)]
    assert json.loads((nights.out / "summary.json").read_bytes()) == json.loads(json.dumps(fifth))


def test_the_graph_has_the_states_of_the_report(nights: Nights, tmp_path: Path) -> None:
    nights.run("2025-09-01")
    nights.run("2025-09-02", DISMISSED)
    with open_embedded(store_folder(tmp_path / "state" / "graph")) as engine:
        states = dict(engine.rows("MATCH (f:Finding) RETURN f.id, f.state", {}).rows)
    assert states == {one["id"]: one["state"] for one in nights.told().values()}
    assert set(states.values()) == {"known", "dismissed"}


def resolved(nights: Nights, *, decisions: Decisions | None = None, settings: Settings | None = None) -> str:
    nights.run("2025-09-01")
    nights.run("2025-09-02", decisions or Decisions(), settings=settings or Settings())
    assert nights.told()[STRAY]["state"] == "resolved"
    return str(nights.told()[STRAY]["note"])


def test_a_confirmed_paper_is_resolved_by_that(nights: Nights) -> None:
    note = resolved(nights, decisions=CONFIRMED)
    assert note == "confirmed as this person's own by Ada on 2025-09-05: a visit"
    nights.run("2025-09-03")
    assert nights.told()[STRAY]["state"] == "relapsed"
    assert "confirmed as this person's own by Ada" in nights.told()[STRAY]["note"]


def test_a_confirmation_that_ends_is_told_and_the_finding_relapses(nights: Nights) -> None:
    resolved(nights, decisions=CONFIRMED)
    (entry,) = CONFIRMED.confirmations
    other = Confirmation(person=entry.person, paper=entry.paper, authors="of other people", line=7, **SIGNED)
    summary = nights.run("2025-09-03", Decisions("decisions.toml", confirmations=(other,)))
    assert nights.told()[STRAY]["state"] == "relapsed"
    (line,) = summary["decisions"]["ended"]
    assert line.startswith(f"decisions.toml:7: the confirmation of {STRAY[1]} as yan-li's has ended: the authors of")


def test_another_threshold_is_told(nights: Nights) -> None:
    note = resolved(nights, settings=Settings(flag_threshold=0.99))
    assert note.startswith("its score is 97%, as it was; none is flagged below 99%; ")
    assert note.endswith("settings changed: flag_threshold from 0.75 to 0.99")


def test_a_score_that_fell_is_told(nights: Nights) -> None:
    nights.run("2025-09-01")
    (nights.source / "data/xml/2024.icol.xml").unlink()
    nights.edit(
        "2022.icol.xml",
        "<first>Gregor</first><last>Mauthner-Lind</last>",
        "<first>Siobhán</first><last>O’Dunleavy</last>",
    )
    nights.edit("2022.icol.xml", "<author><first>Liesbeth</first><last>Oudekerk</last></author>", "")
    nights.run("2025-09-02")
    note = nights.told()[STRAY]["note"]
    assert note.startswith("its score fell from 97% to ")
    assert note.endswith("; none is flagged below 75%")


WRONG = ("rahul-sharma-oosterwijk", "2021.meld-main.6")  # a wrong id of the sample


def about_wrong(nights: Nights) -> dict[str, tuple[str, str]]:
    """Return code → state and note of what is told, or was, of the paper with the wrong id."""
    told = json.loads((nights.out / "findings.json").read_bytes())
    found = (one for one in (*told["findings"], *told["resolved"]) if (one["person"], one["paper"]) == WRONG)
    return {one["code"]: (one["state"], one["note"]) for one in found}


def test_a_stray_whose_id_is_found_to_be_wrong_says_what_it_is_told_as(nights: Nights) -> None:
    nights.run("2025-09-01", settings=Settings(flag_threshold=0.1, wrong_id_least=0.9999))
    assert set(about_wrong(nights)) == {"GC101"}
    nights.run("2025-09-02", settings=Settings(flag_threshold=0.1))
    found = about_wrong(nights)
    assert found["GC105"][0] == "new"
    assert found["GC101"][0] == "resolved"
    assert found["GC101"][1].startswith("it is told as GC105 now: the id is wrong; ")


def test_a_stray_that_was_dismissed_is_not_told_again_as_a_wrong_id(nights: Nights) -> None:
    dismissed = Dismissal(code="GC101", person=WRONG[0], paper=WRONG[1], score=0.9, **SIGNED)
    nights.run("2025-09-01", Decisions("decisions.toml", (dismissed,)), settings=Settings(flag_threshold=0.1))
    assert about_wrong(nights) == {"GC101": ("dismissed", "dismissed by Ada on 2025-09-05: a visit")}


def test_an_id_that_names_whom_a_paper_is_confirmed_for_is_not_wrong(nights: Nights) -> None:
    nights.run("2025-09-01")
    assert about_wrong(nights)["GC105"][0] == "new"
    confirmed = Confirmation(person=WRONG[0], paper=WRONG[1], **SIGNED)
    nights.run("2025-09-02", Decisions("decisions.toml", confirmations=(confirmed,)))
    assert about_wrong(nights) == {
        "GC105": ("resolved", "confirmed as this person's own by Ada on 2025-09-05: a visit")
    }


def test_papers_and_people_that_are_gone_are_told(nights: Nights) -> None:
    nights.run("2025-09-01")
    path = nights.source / "data/xml/2022.icol.xml"
    text = path.read_text(encoding="utf-8")
    begin = text.index('    <paper id="7">')
    path.write_text(text[:begin] + text[text.index("</paper>", begin) + len("</paper>") :], encoding="utf-8")
    nights.run("2025-09-02")
    assert nights.told()[STRAY]["note"] == f"the paper {STRAY[1]} is no longer in the source"


def test_a_file_that_was_left_out_resolves_nothing(nights: Nights) -> None:
    nights.run("2025-09-01")
    good = nights.source / "data/xml/2022.icol.xml"
    text = good.read_bytes()
    good.write_text("<collection", encoding="utf-8")
    nights.run("2025-09-02", keep_going=True)
    assert STRAY not in nights.told()
    good.write_bytes(text)
    nights.run("2025-09-03")
    assert nights.told()[STRAY]["state"] == "known"


def test_a_narrowed_report_resolves_nothing_else_and_leaves_the_trend(nights: Nights) -> None:
    nights.run("2025-09-01")
    part = nights.run("2025-09-02", only=["2025.meld-main"])
    assert {person for person, _ in nights.told()} == {"wei-chen"}
    assert part["scope"] == {"only": ("2025.meld-main",), "since": "", "papers": part["scope"]["papers"]}
    assert part["scope"]["papers"] < part["papers"]
    assert [run["date"] for run in part["runs"]] == ["2025-09-01", "2025-09-02"]
    after = nights.run("2025-09-03")
    assert {one["state"] for one in nights.told().values()} == {"known"}
    assert [run["date"] for run in after["runs"]] == ["2025-09-01", "2025-09-03"]


def test_a_narrowed_report_draws_no_trend_of_its_own(nights: Nights) -> None:
    for day in ("2025-09-01", "2025-09-02"):
        nights.run(day)
    assert "2025-09-02" in (nights.out / "index.html").read_text(encoding="utf-8").split('class="trend"')[1]
    nights.run("2025-09-03", only=["2025.meld-main"])
    assert "2025-09-03" not in (nights.out / "index.html").read_text(encoding="utf-8").split('class="trend"')[1]


def test_dismissals_that_do_nothing_say_why(nights: Nights) -> None:
    told = {"who": "Ada", "when": "2025-09-01", "why": "w"}
    entries = [
        Dismissal(**told, line=1, code="GC999", person="yan-li"),
        Dismissal(**told, line=2, code="GC101", person="yan-lee", paper="2022.icol-main.7"),
        Dismissal(**told, line=3, code="GC101", person="yan-li", paper="2022.icol-main.700"),
        Dismissal(**told, line=4, code="GC101", person="yan-li", paper="P17-1006"),
        Dismissal(**told, line=5, code="GC101", person="yan-li", paper="2022.icol-main.7"),
    ]
    decisions = Decisions(file="decisions.toml", dismissals=tuple(entries))
    assert nights.run("2025-09-01", decisions)["decisions"]["idle"] == [
        "decisions.toml:1: the dismissal does nothing: there is no finding GC999; graphcheck explain lists those there "
        "are",
        "decisions.toml:2: the dismissal does nothing: there is no person yan-lee in the source",
        "decisions.toml:3: the dismissal does nothing: there is no paper 2022.icol-main.700 in the source",
        "decisions.toml:4: the dismissal does nothing: there is no such finding; the entry can be removed",
    ]
    narrowed = nights.run("2025-09-02", decisions, only=["2025.meld-main"])["decisions"]["idle"]
    assert [line.split(":")[1] for line in narrowed] == ["1", "2", "3"]


def test_a_narrowed_report_resolves_what_it_looked_at(nights: Nights) -> None:
    nights.run("2025-09-01")
    nights.fix()
    nights.run("2025-09-02", only=["2022.icol-main"])
    assert nights.told()[STRAY]["state"] == "resolved"


def test_a_damaged_history_stops_the_run_and_keeps_the_report(nights: Nights) -> None:
    nights.run("2025-09-01")
    history = nights.out / "history.json"
    history.write_bytes(history.read_bytes()[:100])
    before = {path.relative_to(nights.out): path.read_bytes() for path in nights.out.rglob("*") if path.is_file()}
    with pytest.raises(GraphcheckError, match="is damaged"):
        nights.run("2025-09-02")
    assert {
        path.relative_to(nights.out): path.read_bytes() for path in nights.out.rglob("*") if path.is_file()
    } == before
    assert sorted(path.name for path in nights.out.parent.iterdir()) == ["report", "source", "state"]


def test_a_report_without_a_history_says_that_everything_is_new(nights: Nights) -> None:
    nights.run("2025-09-01")
    (nights.out / "history.json").unlink()
    said: list[str] = []
    nights.run("2025-09-02", say=said.append)
    (line,) = said
    assert line.startswith(f"{nights.out / 'history.json'}: not there")
    assert {one["state"] for one in nights.told().values()} == {"new"}


def test_the_history_of_another_bibliography_is_refused(nights: Nights) -> None:
    nights.run("2025-09-01")
    path = nights.out / "history.json"
    told = json.loads(path.read_bytes())
    stranger = told["open"][0]
    told["open"] = [{**stranger, "id": f"{n:012}", "person": f"stranger-{n}"} for n in range(10)]
    path.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(
        GraphcheckError, match=r"history\.json: the history is of another bibliography: only 0 of its 10"
    ):
        nights.run("2025-09-02")


def test_what_a_night_tells_depends_on_the_nights_before_alone(nights: Nights, tmp_path: Path) -> None:
    nights.run("2025-09-01")
    nights.run("2025-09-02", DISMISSED)
    other = Nights(tmp_path / "other")
    shutil.copytree(SAMPLE / "data", other.source / "data", dirs_exist_ok=True)
    other.run("2025-09-01")
    other.run("2025-09-02", DISMISSED)
    for name in ("findings.json", "findings.csv", "history.json"):
        assert (other.out / name).read_bytes() == (nights.out / name).read_bytes()
