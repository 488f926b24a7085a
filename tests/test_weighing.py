import json
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from graphcheck.evaluate.result import from_json
from graphcheck.evidence import KIND_OF, KINDS
from graphcheck.standing import STANDING, TABLES
from graphcheck.weighing import default_model, model_of

NUMBERS = {
    "features": {"ties": {"values": [0.0, 1.0, 3.0], "weights": [0.0, 2.0, 3.0]}},
    "pair": -1.0,
    "authorship": dict.fromkeys(
        ("mean", "mean_by_size", "best", "size", "coherence", "coherence_by_size", "constant"), 0.1
    ),
    "standing": {"core_outside": -0.5, "core": 0.0},
    "standing_tables": {"fit": {"values": [0.0, 1.0], "weights": [-1.0, 1.0]}},
    "linking": {"link": 1.0, "commonness": 0.0, "larger": 0.0, "constant": 0.0},
    "doubt": {"foreign": 1.0, "constant": 0.0},
    "assignment": {"pairs": 1.0, "nobody": 0.0},
}


def test_weights_are_read_off_between_the_points_and_level_beyond() -> None:
    parts = model_of(NUMBERS).pair_parts({"ties": np.array([-1.0, 0.5, 2.0, 9.0])})
    assert parts["walks"].tolist() == [0.0, 1.0, 2.5, 3.0]


def test_where_nothing_is_known_of_its_standing_a_table_weighs_nothing() -> None:
    found = model_of(NUMBERS).standing_weight("fit", np.array([0.0, 0.75, np.nan, 3.0]))
    assert found.tolist() == [-1.0, 0.5, 0.0, 1.0]


def test_more_of_the_page_or_a_nearer_topic_never_speaks_against_a_paper() -> None:
    tables = default_model().standing_tables
    assert set(tables) == set(TABLES)
    for values, weights in tables.values():
        assert list(values) == sorted(values)
        assert list(weights) == sorted(weights)
        assert weights[0] < 0 < weights[-1]
    assert set(default_model().standing) == set(STANDING)


def test_the_models_tables_are_those_of_the_evidence_and_say_where_they_come_from() -> None:
    numbers = json.loads(files("graphcheck").joinpath("model.json").read_text(encoding="utf-8"))
    assert set(numbers["features"]) == set(KIND_OF)
    told = numbers["provenance"]
    assert told["made by"] == "python -m benchmarks.train_model"
    assert told["revision"]
    frozen = from_json(Path(__file__).resolve().parents[1] / "data" / "baselines" / "evaluate.json")
    assert told["folds of the figures, by name"] == frozen["folds"]
    measured = {
        key: round(figure["graphcheck"]["value"], 4)
        for key, figure in frozen["measures"].items()
        if key in told["figures, cross-validated"]
    }
    assert told["figures, cross-validated"] == measured
    assert len(measured) > 10
    for table in numbers["features"].values():
        assert table["values"] == sorted(table["values"])
        assert len(table["values"]) == len(table["weights"]) >= 2


@pytest.mark.parametrize(("feature", "rises"), [("shared", True), ("ties", True), ("inferred", True)])
def test_what_should_speak_for_one_person_does(feature: str, rises: bool) -> None:
    _, weights = default_model().features[feature]
    assert (weights[-1] > weights[0]) is rises


def test_a_stated_other_institution_and_years_apart_speak_against() -> None:
    for feature in ("stated_other", "gap"):
        _, weights = default_model().features[feature]
        assert weights[-1] < weights[0]


def test_kinds_have_names_of_their_own() -> None:
    assert len({kind.KIND for kind in KINDS}) == len(KINDS)
