"""A report beside the Anthology's own library: ``python -m benchmarks.measure_yardstick SOURCE``.

``acl-anthology`` reads the newest form of the data alone, so SOURCE, a checkout of the first generation, is converted
first (abstracts, keys for BibTeX and links to files go on the way); both read the converted one, each in a fresh
process. Prints CPU-seconds and peak memory of what the library can load of it (collections, people, venues; not the
index of BibTeX keys and the events, which ``load_all`` loads, too) and of a whole first report, and their ratio.
"""

from __future__ import annotations

import os
import pkgutil
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.measure_commands import took
from tests.sources.newest_format import convert

LIBRARY = """
import sys
from acl_anthology import Anthology
anthology = Anthology(datadir=sys.argv[1], verbose=False)
anthology.people.load()  # and with them all collections
anthology.venues.load()
"""


def main(source: str) -> None:
    """Measure both once."""
    with tempfile.TemporaryDirectory() as made:
        place = Path(made)
        root = convert(Path(source), place / "newest")
        shutil.copytree(Path(source) / "data" / "yaml", root / "data" / "yaml", dirs_exist_ok=True)
        (root / "data" / "xml" / "schema.rnc").write_bytes(pkgutil.get_data("acl_anthology", "data/schema.rnc") or b"")
        library = subprocess.Popen([sys.executable, "-c", LIBRARY, str(root / "data")])
        _, status, used = os.wait4(library.pid, 0)
        if status:
            sys.exit("the library can't read this")
        theirs = used.ru_utime + used.ru_stime
        _, ours, peak = took(place, "report", root, "--out", place / "report", "--quiet")
        print(f"{theirs:7.1f} CPU-s {used.ru_maxrss / 1e3:7.0f} MB  acl-anthology: collections, people, venues")
        print(f"{ours:7.1f} CPU-s {peak:7.0f} MB  graphcheck report ({ours / theirs:.2f} times as long)")


if __name__ == "__main__":
    main(*sys.argv[1:])
