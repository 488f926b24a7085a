"""The embedded graph: read only, whole or not at all, never trusted when it is not what was written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from graphcheck.bibliography import Bibliography, load
from graphcheck.errors import QueryError, StoreError
from graphcheck.progress import Silent
from graphcheck.store.embedded import open_embedded
from graphcheck.store.folder import StoreFolder, store_folder
from graphcheck.store.load import judge, keep, loading
from graphcheck.store.rows import Frames
from graphcheck.store.upkeep import keep_up
from tests.small import write_checkout
from tests.store.graphs import Embedded, contents, dump, frames_of

PROJECT = Path(__file__).resolve().parents[2]
PAPERS = "MATCH (p:Paper) RETURN p.id ORDER BY p.id"


@pytest.fixture(scope="module")
def sample_frames(sample: Bibliography) -> Frames:
    return frames_of(sample)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory, sample_frames: Frames) -> Embedded:
    """A store with the sample that tests only read."""
    place = Embedded(tmp_path_factory.mktemp("shared"))
    place.load(sample_frames)
    return place


@pytest.fixture
def place(tmp_path: Path) -> Embedded:
    return Embedded(tmp_path / "graph")


def graph_file(folder: StoreFolder) -> Path:
    (path,) = folder.root.glob("*.lbug")
    return path


def test_the_graph_holds_every_row(shared: Embedded, sample_frames: Frames) -> None:
    with shared.open() as engine:
        assert dump(engine) == contents(sample_frames)


@pytest.mark.parametrize("rows", [1, 500])
def test_a_graph_that_is_written_in_several_runs_is_the_same(
    place: Embedded, sample_frames: Frames, monkeypatch: pytest.MonkeyPatch, rows: int
) -> None:
    monkeypatch.setattr("graphcheck.store.embedded._AT_ONCE", rows)
    place.load(sample_frames)
    with place.open() as engine:
        assert dump(engine) == contents(sample_frames)


def test_loading_twice_gives_the_same_graph(place: Embedded, sample_frames: Frames) -> None:
    held = []
    for _ in range(2):
        place.load(sample_frames)
        with place.open() as engine:
            held.append(dump(engine))
    assert held[0] == held[1]


@pytest.mark.parametrize(
    "cypher",
    [
        "CREATE (:Venue {id: 'x', name: 'X'})",
        "MATCH (v:Venue) SET v.name = 'X'",
        "MATCH (v:Venue) DETACH DELETE v",
        "MERGE (v:Venue {id: 'x'}) RETURN v.id",
        "DROP TABLE COAUTHOR",
        "CREATE NODE TABLE New(id STRING, PRIMARY KEY(id))",
        "ALTER TABLE Venue ADD city STRING",
        "CREATE MACRO twice(x) AS 2 * x",
        "CHECKPOINT",
        "BEGIN TRANSACTION",
        "CALL threads=1",
        "INSTALL json",
        "COPY (MATCH (v:Venue) RETURN v.id) TO 'out.csv'",
        "EXPORT DATABASE 'out'",
        "// a comment\n/* and one more */ export DATABASE 'out'",
        "IMPORT DATABASE 'out'",
        "LOAD FROM '/etc/hostname' (file_format='csv', header=false) RETURN *",
        "RETURN 1 AS a, 2 AS a",
        "MATCH (v:Venue) RETURN v.id; MATCH (v:Venue) RETURN v.name",
        "EXPLAIN MATCH (v:Venue) RETURN v.id",
        "MATCH (v:Venue) RETRN v",
        "MATCH (v:Venue {id: $venue}) RETURN v.id",
        "MATCH (v:Nothing) RETURN v.id",
        "",
    ],
)
def test_whatever_does_more_than_answer_is_refused(
    cypher: str, shared: Embedded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = graph_file(shared.folder).read_bytes()
    with shared.open() as engine, pytest.raises(QueryError) as refused:
        engine.rows(cypher, {})
    assert len(refused.value.lines()) == 1
    assert graph_file(shared.folder).read_bytes() == before
    assert sorted(path.name for path in shared.folder.root.iterdir()) == [
        graph_file(shared.folder).name,
        "graph.json",
        "lock",
    ]
    assert not list(tmp_path.rglob("*"))


@pytest.mark.parametrize(
    "cypher",
    [
        "RETURN 1 AS one",
        "MATCH (v:Venue) RETURN v.id ORDER BY v.id LIMIT 3",
        "MATCH (v:Venue) RETURN DISTINCT v.name ORDER BY v.name SKIP 1 LIMIT 1",
        "MATCH (v:Venue) RETURN count(*)",
        "MATCH (v:Venue) RETURN collect(v.id)",
        "MATCH (v:Venue) RETURN v.id UNION ALL MATCH (p:Paper) RETURN p.id",
        "MATCH (v:Venue) RETURN v.id UNION MATCH (p:Paper) RETURN p.id",
        "UNWIND [1, 2] AS n RETURN n",
        "CALL show_tables() RETURN name",
        "MATCH (v:Venue) WHERE v.id = 'nowhere' RETURN v.id",
        "MATCH (v:Venue) RETURN v.id LIMIT 0",
        "// a comment\nMATCH (v:Venue) /* and one more */ RETURN v.id;",
    ],
)
def test_whatever_reads_is_answered(cypher: str, shared: Embedded) -> None:
    with shared.open() as engine:
        assert len(engine.rows(cypher, {}).columns) == 1


@pytest.mark.parametrize("before", ["", "\n\n", "// a question\n"])
def test_a_mistake_is_told_with_its_place(shared: Embedded, before: str) -> None:
    with shared.open() as engine, pytest.raises(QueryError) as refused:
        engine.rows(f"{before}MATCH (v:Venue)\nRETRN v.id", {})
    line = before.count("\n") + 2
    assert f"(line {line}, column 1)" in str(refused.value)
    assert "EXPLAIN" not in str(refused.value)


def test_parameters_are_values_and_never_cypher(shared: Embedded) -> None:
    with shared.open() as engine:
        hostile = "x'}) DETACH DELETE v //"
        assert engine.rows("MATCH (v:Venue {id: $id}) RETURN v.id", {"id": hostile}).rows == []
        assert engine.rows("MATCH (v:Venue {id: $id}) RETURN v.id", {"id": "meld"}).rows == [("meld",)]
        assert engine.rows("RETURN $n + 1 AS n, $yes AS yes", {"n": 2, "yes": True}).rows == [(3, True)]


def test_the_limit_says_whether_there_is_more(shared: Embedded) -> None:
    with shared.open() as engine:
        some, every = engine.rows(PAPERS, {}, 5), engine.rows(PAPERS, {}, 233)
    assert (len(some.rows), some.more) == (5, True)
    assert (len(every.rows), every.more) == (233, False)


def test_without_a_graph_the_error_says_what_to_do(place: Embedded) -> None:
    with pytest.raises(StoreError, match=r"there is no graph yet in .*graphcheck load"):
        place.open()


def spoil_end(folder: StoreFolder) -> None:
    with graph_file(folder).open("r+b") as file:
        file.truncate(graph_file(folder).stat().st_size - 4096)


def spoil_byte(folder: StoreFolder) -> None:
    with graph_file(folder).open("r+b") as file:
        file.seek(100_000)
        byte = file.read(1)
        file.seek(100_000)
        file.write(bytes([byte[0] ^ 1]))


def spoil_file(folder: StoreFolder) -> None:
    graph_file(folder).unlink()


def spoil_manifest(folder: StoreFolder) -> None:
    (folder.root / "graph.json").write_text('{"layout": ', encoding="utf-8")


def spoil_name(folder: StoreFolder) -> None:
    """Point out of the folder."""
    path = folder.root / "graph.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "file": "../graph-x.lbug"}), encoding="utf-8")


def spoil_with_null(folder: StoreFolder) -> None:
    path = folder.root / "graph.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "file": "graph-\0a"}), encoding="utf-8")


def spoil_by_folder(folder: StoreFolder) -> None:
    (folder.root / "graph.json").unlink()
    (folder.root / "graph.json").mkdir()


SPOILS = [spoil_end, spoil_byte, spoil_file, spoil_manifest, spoil_name, spoil_with_null, spoil_by_folder]


@pytest.mark.parametrize("spoil", SPOILS)
def test_a_damaged_graph_is_refused_and_rebuilt(spoil: object, sample: Bibliography, tmp_path: Path) -> None:
    folder, said = store_folder(tmp_path / "graph"), list[str]()
    judged = judge(sample, Silent())
    with loading(said.append, folder.root) as store:
        store.put(sample, judged, Silent())
    assert said == []
    spoil(folder)  # type: ignore[operator]
    with pytest.raises(StoreError, match=r"damaged|can't be read") as refused:
        open_embedded(folder)
    assert "graphcheck load" in str(refused.value)
    with loading(said.append, folder.root) as store:
        store.put(sample, judged, Silent())
    assert said == [f"the graph in {folder.root} was damaged; it is rebuilt"]
    with open_embedded(folder) as engine:
        assert len(engine.rows(PAPERS, {}).rows) == 233


def test_a_graph_of_another_layout_is_refused_and_rebuilt(sample: Bibliography, tmp_path: Path) -> None:
    older = StoreFolder("0.1 ladybug 0.1", tmp_path / "graph")
    with older.locked():
        path = older.fresh()
        path.write_bytes(b"nothing that anybody can read now")
        older.put(path, source="", revision="", fingerprint="")
    folder, said = store_folder(tmp_path / "graph"), list[str]()
    with pytest.raises(StoreError, match=r"another version of graphcheck; run: graphcheck load"):
        open_embedded(folder)
    with loading(said.append, folder.root) as store:
        store.put(sample, judge(sample, Silent()), Silent())
    assert said == [f"the graph in {folder.root} was written by another version of graphcheck; it is rebuilt"]
    with open_embedded(folder) as engine:
        assert len(engine.rows(PAPERS, {}).rows) == 233


def test_a_second_load_at_once_says_so(place: Embedded) -> None:
    with (
        place.folder.locked(),
        pytest.raises(StoreError, match="another load is writing") as refused,
        place.folder.locked(),
    ):
        pass
    assert refused.value.exit_code == 3
    with place.folder.locked():
        pass


def test_the_lock_goes_with_its_process(place: Embedded) -> None:
    code = (
        "import sys, time; from pathlib import Path; from graphcheck.store.folder import store_folder\n"
        "with store_folder(Path(sys.argv[1])).locked(): print('held', flush=True); time.sleep(600)"
    )
    command = [sys.executable, "-c", code, str(place.folder.root)]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(StoreError, match="another load"), place.folder.locked():
            pass
        holder.kill()
    with place.folder.locked():
        pass


def test_who_reads_keeps_the_old_graph_while_a_new_one_comes(
    place: Embedded, sample_frames: Frames, tmp_path: Path
) -> None:
    place.load(sample_frames)
    small = frames_of(load(write_checkout(tmp_path / "checkout")))
    with place.open() as old:
        place.load(small)
        assert len(old.rows(PAPERS, {}).rows) == 233
        with place.open() as new:
            assert len(new.rows(PAPERS, {}).rows) == len(small["Paper"])
    assert len(list(place.folder.root.glob("*.lbug"))) == 1


def test_what_is_gone_from_the_source_is_gone_from_the_graph(
    place: Embedded, sample_frames: Frames, tmp_path: Path
) -> None:
    place.load(sample_frames)
    small = frames_of(load(write_checkout(tmp_path / "checkout")))
    place.load(small)
    with place.open() as engine:
        assert dump(engine) == contents(small)


def test_leftovers_go_with_the_next_load(place: Embedded, sample_frames: Frames) -> None:
    place.load(sample_frames)
    for name in ("graph-00000000.lbug", "graph-00000000.lbug.wal", "graph-1.json"):
        (place.folder.root / name).write_bytes(b"half")
    (place.folder.root / "notes.txt").write_text("somebody's", encoding="utf-8")
    place.load(sample_frames)
    names = sorted(path.name for path in place.folder.root.iterdir())
    assert names == sorted([graph_file(place.folder).name, "graph.json", "lock", "notes.txt"])


def test_a_folder_that_cannot_be_made_is_told(sample: Bibliography, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match="can't be written"), loading(print, tmp_path / "file" / "graph"):
        pass


def test_a_command_goes_on_where_the_graph_cannot_be_kept(
    sample: Bibliography, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("GRAPHCHECK_STATE", str(tmp_path / "file"))
    said = list[str]()
    keep(sample, judge(sample, Silent()), said.append, Silent())
    (line,) = said
    assert line.startswith("the graph for queries was not kept: ")


def test_check_keeps_the_graph_of_a_small_source(
    sample: Bibliography, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRAPHCHECK_STATE", str(tmp_path))
    said = list[str]()
    keep_up(sample, said.append, Silent())
    first = store_folder().manifest()
    keep_up(sample, said.append, Silent())
    assert store_folder().manifest() == first  # nothing changed, nothing written
    assert said == []
    keep_up(load(write_checkout(tmp_path / "checkout")), said.append, Silent())
    assert store_folder().manifest() == first  # of another source, which somebody loaded
    assert [line.split(",")[0] for line in said] == ["the graph for queries is of another source"]
    Path(store_folder().root, first.file).write_bytes(b"damaged")
    keep_up(sample, said.append, Silent())
    assert store_folder().good().exists()


def test_check_makes_the_first_graph_of_a_large_source_and_later_says_when_it_is_another(
    sample: Bibliography, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRAPHCHECK_STATE", str(tmp_path))
    monkeypatch.setattr("graphcheck.store.upkeep.SMALL", 0)
    said = list[str]()
    keep_up(sample, said.append, Silent())
    first = store_folder().manifest()
    assert [line.split(",")[0] for line in said] == ["judging everybody"]
    keep_up(sample, said.append, Silent())
    assert len(said) == 1
    keep_up(load(write_checkout(tmp_path / "checkout")), said.append, Silent())
    assert [line.split(",")[0] for line in said[1:]] == ["the graph for queries is of another source"]
    assert store_folder().manifest() == first
