"""Make the model anew: ``python -m benchmarks.train_model SOURCE`` writes ``graphcheck/model.json``.

The same source gives the same bytes. Figures in it are the frozen ones of ``graphcheck evaluate``, so that a model that
learned something else is told from them by the test of these.
"""

from __future__ import annotations

import json
import sys
from hashlib import sha256
from pathlib import Path

import graphcheck
from graphcheck.evaluate.catalogue import MEASURES
from graphcheck.evaluate.experiment import GRAPHCHECK
from graphcheck.evaluate.identities import identities
from graphcheck.evaluate.result import from_json
from graphcheck.evaluate.training import as_numbers, describe, train
from graphcheck.evaluate.worlds import examples
from graphcheck.settings import Settings
from graphcheck.sources import Source, read
from graphcheck.sources.checkout import find_data

SEEDS = (1, 2, 3)
BASELINE = Path(__file__).resolve().parents[1] / "data" / "baselines" / "evaluate.json"
TARGET = Path(graphcheck.__file__).with_name("model.json")


def main(path: str) -> None:
    """Train on everything in the source that has an identity."""
    source = read(Path(path))
    tables = source.tables
    labels = identities(tables)
    known = examples(tables, labels, SEEDS, Settings())
    model = train(known, Settings())
    provenance = {
        "source": f"ACL Anthology, {len(tables.papers):,} papers, {len(tables.authorships):,} authorships",
        "revision": source.revision or f"files with SHA-256 {_digest(source)}",
        "made by": "python -m benchmarks.train_model",
        "pages with a known answer": len(known.known.people),
        "papers whose owner is asked for": len(known.asked.rows),
        "seeds of planted errors": list(SEEDS),
        **_measured(),
    }
    TARGET.write_text(json.dumps({"provenance": provenance, **as_numbers(model)}, indent=1) + "\n", encoding="utf-8")
    for name, span in describe(model).items():
        print(f"{name:15} moves a pair by up to {span:.2f}")
    print(as_numbers(model)["authorship"])


def _digest(source: Source) -> str:
    """Return a digest of the names and contents of the files that papers and people were read from."""
    data, found = find_data(source.root), sha256()
    for path in sorted((*data.glob("xml/*.xml"), *data.glob("yaml/*.yaml"), *data.glob("json/*.json"))):
        content = path.read_bytes()
        found.update(f"{path.relative_to(data).as_posix()} {len(content)} ".encode())
        found.update(content)
    return found.hexdigest()


def _measured() -> dict[str, object]:
    """Return the folds by name and the figures with an aim of models that were trained in the same way."""
    frozen = from_json(BASELINE)
    aims = [key for key, measure in MEASURES.items() if measure.aim is not None]
    values = {key: frozen["measures"][key][GRAPHCHECK]["value"] for key in aims}
    figures = {key: round(value, 4) for key, value in values.items() if value is not None}
    return {"folds of the figures, by name": frozen["folds"], "figures, cross-validated": figures}


if __name__ == "__main__":
    main(sys.argv[1])
