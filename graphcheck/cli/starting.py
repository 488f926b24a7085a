"""What a command that answers at once leaves out of its start."""

from __future__ import annotations

import sys
from typing import Any

# igraph imports each of these where it is installed, for drawing that nobody does here: 0.25 of the 1.8 CPU seconds of
# a `graphcheck check` on the whole ACL Anthology (`python -X importtime`).
_DRAWING = ("matplotlib", "cairo", "cairocffi", "plotly")


def import_igraph() -> None:
    """Import igraph without what it would draw with; what of it is imported already stays.

    For commands only, before anything else imports igraph: who uses this package from Python may want to draw.
    """
    absent = [name for name in _DRAWING if name not in sys.modules]
    failing: dict[str, Any] = dict.fromkeys(absent)  # importing what is None fails at once
    sys.modules.update(failing)
    try:
        import igraph  # noqa: F401
    finally:
        for name in absent:
            del sys.modules[name]
