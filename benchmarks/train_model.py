"""Make the model anew: ``python -m benchmarks.train_model SOURCE`` writes ``graphcheck/model.json``.

The same source gives the same bytes.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import graphcheck
from graphcheck.evaluate.identities import identities
from graphcheck.evaluate.training import as_numbers, describe, train
from graphcheck.evaluate.worlds import examples
from graphcheck.settings import Settings
from graphcheck.sources import read

SEEDS = (1, 2, 3)
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
        "revision": source.revision,
        "made by": "python -m benchmarks.train_model",
        "pages with a known answer": len(known.known.people),
        "papers whose owner is asked for": len(known.asked.rows),
        "seeds of planted errors": list(SEEDS),
    }
    TARGET.write_text(json.dumps({"provenance": provenance, **as_numbers(model)}, indent=1) + "\n", encoding="utf-8")
    for name, span in describe(model).items():
        print(f"{name:15} moves a pair by up to {span:.2f}")
    print(as_numbers(model)["authorship"])


if __name__ == "__main__":
    main(sys.argv[1])
