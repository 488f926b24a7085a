"""Which version of a library is installed, as the name of a folder beside it says."""

from __future__ import annotations

import re
import sys
from functools import cache
from pathlib import Path


@cache
def version_of(library: str) -> str:
    """Return the version of an installed library.

    What pip installs has a folder ``name-version.dist-info`` beside it; where there is none ``importlib.metadata``
    knows, whose import and reading take 0.03 CPU seconds.

    Raises:
        PackageNotFoundError: it is not installed.
    """
    # https://packaging.python.org/en/latest/specifications/binary-distribution-format/#escaping-and-unicode
    escaped = re.sub(r"[-_.]+", "_", library).lower()
    for folder in filter(None, sys.path):
        for found in Path(folder).glob(f"{escaped}-*.dist-info"):
            return found.name.removesuffix(".dist-info").partition("-")[2]
    from importlib.metadata import version

    return version(library)
