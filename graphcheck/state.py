"""Where programs keep their state: what graphcheck remembers, and the graph."""

from __future__ import annotations

import os
from pathlib import Path


def state_folder() -> Path:
    """Return the folder that ``GRAPHCHECK_STATE`` names, else the one that the system wants for state."""
    override = os.environ.get("GRAPHCHECK_STATE")
    if override:
        return Path(override)
    import platformdirs  # only here: it takes a hundredth of a second, a fiftieth of what showing one name takes

    return platformdirs.user_state_path("graphcheck", appauthor=False)
