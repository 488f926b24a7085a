"""What a report costs and finds as bibliographies grow: ``python -m benchmarks.measure_growth [PAPERS ...]``.

Each size is generated (``benchmarks/generate.py``) and reported on once, with nothing kept. Prints for each: papers,
authorships, CPU-seconds, peak memory, people who have a page in the report, CPU-seconds of all but writing these, the
exponents of the three against the size before (1 is linear), and of the planted errors how many are flagged, or on
pages that are told as mixed, and how many papers of people with ids are flagged that were not planted.
"""

from __future__ import annotations

import csv
import json
import math
import sys
import tempfile
from pathlib import Path

from benchmarks.generate import write
from benchmarks.measure_commands import took

SIZES = (10_000, 30_000, 100_000)


def main(sizes: tuple[int, ...] = SIZES) -> None:
    """Measure each size once."""
    print(
        "  papers  authorships   CPU-s     MB    pages  the rest  exponents            planted  flagged  on mixed"
        "   noticed  others flagged"
    )
    before: tuple[float, ...] | None = None
    for size in sizes:
        with tempfile.TemporaryDirectory() as made:
            place = Path(made)
            counts = write(place / "works", size, seed=1)
            _, cpu, peak = took(place, "report", place / "works", "--out", place / "report", "--quiet")
            pages = sum(1 for _ in (place / "report" / "people").iterdir())
            rest = cpu - _of_pages(place)
            now = (float(counts["authorships"]), cpu, peak, rest)
            taken = f"{counts['papers']:8,} {counts['authorships']:12,} {cpu:7.1f} {peak:6.0f} {pages:8,} {rest:9.1f}"
            print(f"{taken}  {_exponents(before, now):18} {_found(place)}", flush=True)
            before = now


def _of_pages(place: Path) -> float:
    """Return the CPU-seconds that writing pages took."""
    timings = json.loads((place / "report" / "summary.json").read_text(encoding="utf-8"))["timings"]
    return float(timings["writing pages"]["cpu_seconds"])


def _exponents(before: tuple[float, ...] | None, now: tuple[float, ...]) -> str:
    if before is None:
        return ""
    grown = math.log(now[0] / before[0])
    return " / ".join(f"{math.log(now[at] / before[at]) / grown:.2f}" for at in range(1, len(now)))


def _found(place: Path) -> str:
    with (place / "works.key.csv").open() as file:
        planted = {(f"table:{row['paper']}", f"table:{row['person']}") for row in csv.DictReader(file)}
    findings = json.loads((place / "report" / "findings.json").read_text(encoding="utf-8"))["findings"]
    flagged = {(one["paper"], one["person"]) for one in findings if one["code"] == "GC101"}
    mixed = {one["person"] for one in findings if one["code"] == "GC102"}
    others = [one for one in flagged - planted if not one[1].endswith("/unverified")]
    beside = [one for one in planted - flagged if one[1] in mixed]
    noticed = (len(planted & flagged) + len(beside)) / max(len(planted), 1)
    return f"{len(planted):8,} {len(planted & flagged):8,} {len(beside):9,} {noticed:9.0%} {len(others):15,}"


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
