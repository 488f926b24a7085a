"""What papers beside a source are worth: ``python -m benchmarks.measure_background CHECKOUT YEAR``.

The collections of the Anthology from YEAR on are the source, all older ones the background: once read beside it, as a
table of authorships, and once not. Prints what ``graphcheck evaluate --compare`` says of the two.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from pathlib import Path

from graphcheck.evaluate.compare import compare
from graphcheck.evaluate.result import evaluate
from graphcheck.evaluate.text import compared
from graphcheck.names import UNVERIFIED
from graphcheck.progress import Silent
from graphcheck.settings import Settings
from graphcheck.sources import Source, read

COLUMNS = ("paper", "name", "year", "position", "person", "link", "orcid", "affiliation", "title", "doi")


def main(checkout: str, year: str) -> None:
    """Part the checkout, evaluate twice, and print."""
    with tempfile.TemporaryDirectory() as folder:
        new, old = (Path(folder) / name for name in ("new", "old"))
        _part(Path(checkout).resolve() / "data", year, new, old)
        table = _written(read(old), Path(folder) / "old.csv")
        alone, beside = read(new), read(new, background=[table])
        for told in beside.backgrounds:
            print(f"{len(alone.tables.papers):,} papers; {told.told()}")
        results = [evaluate(source, Settings(), progress=Silent()) for source in (alone, beside)]
    print(compared(compare(*results)))


def _part(data: Path, year: str, new: Path, old: Path) -> None:
    """Make two checkouts of links: collections that begin with a year from ``year`` on, and the others."""
    for place in (new, old):
        (place / "data" / "xml").mkdir(parents=True)
        for beside in data.iterdir():
            if beside.name != "xml":
                (place / "data" / beside.name).symlink_to(beside)
    for file in (data / "xml").glob("*.xml"):
        begins = file.name.partition(".")[0]
        place = new if begins.isdigit() and begins >= year else old
        (place / "data" / "xml" / file.name).symlink_to(file)


def _written(source: Source, place: Path) -> Path:
    """Write the source as a table of authorships; people whom the people file lists have their ids."""
    tables = source.tables
    papers = {name: tables.papers[name].tolist() for name in ("id", "title", "year", "doi")}
    known = ["" if person.endswith(UNVERIFIED) else person for person in tables.people["id"].tolist()]
    with place.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for one in tables.authorships.to_dict("records"):
            paper, title, year, doi = (papers[name][one["paper"]] for name in ("id", "title", "year", "doi"))
            name = f"{one['last']}, {one['first']}" if one["first"] else one["last"]
            person = known[one["person"]]
            link = ("explicit" if one["link"] == "explicit" else "inferred") if person else ""
            about = (one["orcid"], one["affiliation"], title, doi)
            writer.writerow([paper, name, year, one["position"], person, link, *about])
    return place


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
