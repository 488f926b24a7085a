"""A whole evaluation: of the sample, and of the Anthology against its frozen figures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pytest

from graphcheck.bibliography import Bibliography
from graphcheck.errors import BadInputError, GraphcheckError
from graphcheck.evaluate.catalogue import MEASURES
from graphcheck.evaluate.compare import dropped
from graphcheck.evaluate.examples import fold_of
from graphcheck.evaluate.experiment import experiment
from graphcheck.evaluate.folds import Models
from graphcheck.evaluate.result import as_json, evaluate, from_json
from graphcheck.evaluate.text import as_text
from graphcheck.progress import Silent
from graphcheck.settings import Settings
from graphcheck.sources import Source
from graphcheck.weighing import default_model
from tests.toy import toy

BASELINE = Path(__file__).resolve().parents[2] / "data" / "baselines" / "evaluate.json"


@pytest.fixture(scope="module")
def of_sample(sample: Bibliography) -> dict[str, Any]:
    return evaluate(sample.source, Settings(), progress=Silent())


def test_every_measure_has_its_figures(of_sample: dict[str, Any]) -> None:
    assert set(of_sample["measures"]) == set(MEASURES)
    for key, found in of_sample["measures"].items():
        assert set(found) == {"graphcheck", "plain rule", "components"}
        for figure in found.values():
            value, low, high = figure["value"], figure["low"], figure["high"]
            assert (value is None) == (low is None) == (high is None), key
            assert value is None or (low <= high and value >= 0 and (value <= 1 or "mean" in key))
    measured = [key for key, found in of_sample["measures"].items() if found["graphcheck"]["value"] is not None]
    assert len(measured) > 0.8 * len(MEASURES)


def test_a_source_with_few_mixed_pages_is_judged_by_the_packages_model(of_sample: dict[str, Any]) -> None:
    assert of_sample["folds"] == 0
    assert 0 < of_sample["pages"]["mixed"] < 20
    assert set(of_sample["per_page"]) >= {"wei-chen", "rahul-sharma"} & set(of_sample["per_page"])
    assert len(of_sample["per_page"]) == of_sample["pages"]["mixed"] + of_sample["pages"]["clean"]


def test_one_seed_gives_the_same_bytes(sample: Bibliography, of_sample: dict[str, Any]) -> None:
    assert as_json(evaluate(sample.source, Settings(), progress=Silent())) == as_json(of_sample)
    other = evaluate(sample.source, Settings(), seed=1, progress=Silent())
    assert other["measures"] != of_sample["measures"]


def test_json_is_read_as_it_was_written(tmp_path: Path, of_sample: dict[str, Any]) -> None:
    place = tmp_path / "figures.json"
    place.write_text(as_json(of_sample), encoding="utf-8")
    assert from_json(place) == of_sample


@pytest.mark.parametrize(
    "content",
    [
        b"{",
        b"[]",
        b"{}",
        b'{"version": 99}',
        b'{"version": 2, "measures": {}}',
        b'{"version": 2, "per_page": {"a": 3}, "measures": {}}',
        b'{"version": 2, "per_page": {"a": {"f1": "x"}}, "measures": {}}',
        b'{"version": 2, "per_page": {}, "measures": {"groups.all.f1": 3}}',
        b'{"version": 2, "per_page": {}, "measures": {"groups.all.f1": {"graphcheck": {"value": "1"}}}}',
        b"\xff\xfe",
    ],
)
def test_other_files_are_refused(tmp_path: Path, content: bytes) -> None:
    place = tmp_path / "figures.json"
    place.write_bytes(content)
    with pytest.raises(BadInputError, match=r"figures\.json: .*graphcheck evaluate --format json"):
        from_json(place)


def test_the_table_has_a_row_a_measure_with_interval_rules_and_aim(of_sample: dict[str, Any]) -> None:
    lines = as_text(of_sample).splitlines()
    for key, measure in MEASURES.items():
        ours = of_sample["measures"][key]["graphcheck"]["value"]
        shown = "–" if ours is None else f"{ours:.3f}"
        rows = [line for line in lines if line.startswith(f"  {measure.title}  ")]
        assert any(row.removeprefix(f"  {measure.title}").split()[0] == shown for row in rows), key
        if measure.aim is not None:
            assert any(row.rstrip().endswith(f"{measure.aim:.3f}") for row in rows), key
    assert max(map(len, lines)) <= 120


def test_a_source_without_identities_cannot_be_measured() -> None:
    source = toy({"p": ["Ann Ash", "Bo Birch"], "q": ["Ann Ash", "Bo Birch"]}).source
    with pytest.raises(GraphcheckError, match="nothing to measure by"):
        evaluate(source, Settings(), progress=Silent())


def test_models_are_trained_without_the_names_that_they_judge(sample: Bibliography) -> None:
    found = experiment(sample.source, Settings(), seed=0, folds=2, progress=Silent())
    own = experiment(sample.source, Settings(), seed=0, folds=0, progress=Silent())
    assert (found.folds, own.folds) == (2, 0)
    assert (found.systems[0].real.ids == own.systems[0].real.ids).all()
    assert (found.systems[0].real.score != own.systems[0].real.score).any()
    models = Models((default_model(), default_model()))
    assert {models.fold(name) for name in ("ji-liu", "wei-chen", "yan-li", "ana-souza")} == {0, 1}
    assert all(models.fold(name) == fold_of(name, 2) for name in ("ji-liu", "wei-chen"))


def test_the_checker_sees_no_identity(sample: Bibliography) -> None:
    """Scores do not depend on which identity a name's papers have, only on which names are shared."""
    tables = sample.source.tables
    swapped = tables.authorships.assign(
        id=tables.authorships["id"].replace({"rahul-sharma": "@", "rahul-sharma-oosterwijk": "rahul-sharma"})
    )
    swapped["id"] = swapped["id"].replace({"@": "rahul-sharma-oosterwijk"})
    changed = type(tables)(tables.papers, tables.people, tables.names, swapped, tables.editorships, tables.venues)
    source = Source(sample.source.root, changed, sample.source.people_format, "", sample.source.files)
    before, after = (
        experiment(one, Settings(), seed=0, folds=0, progress=Silent()).systems[0].real
        for one in (sample.source, source)
    )
    same = np.isin(before.ids, ["rahul-sharma"])[before.page]
    assert same.any()
    assert before.score[same].tolist() == after.score[np.isin(after.ids, ["rahul-sharma"])[after.page]].tolist()


def test_the_frozen_figures_are_figures() -> None:
    frozen = from_json(BASELINE)
    assert set(frozen["measures"]) == set(MEASURES)
    assert frozen["folds"] == 5
    assert orjson.loads(as_json(frozen)) == frozen
    assert BASELINE.read_text(encoding="utf-8") == as_json(frozen)


@pytest.mark.anthology
def test_no_headline_measure_falls_below_the_frozen_figures(whole: Bibliography) -> None:
    frozen = from_json(BASELINE)
    found = evaluate(whole.source, Settings(), seed=frozen["seed"], progress=Silent())
    assert found["folds"] == 5
    assert [f"{c.key}: {c.before} → {c.now}" for c in dropped(frozen, found)] == []
