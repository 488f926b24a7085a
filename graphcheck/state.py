"""Where programs keep their state: what graphcheck remembers, and the graph."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs


def state_folder() -> Path:
    """Return the folder that ``GRAPHCHECK_STATE`` names, else the one that the system wants for state."""
    override = os.environ.get("GRAPHCHECK_STATE")
    return Path(override) if override else platformdirs.user_state_path("graphcheck", appauthor=False)
