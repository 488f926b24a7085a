"""What a page says of the states of its findings, and of the revision: all that can change from night to night alone.

In the pages of a report a state stands between two marks with its finding's id, so that it can be told anew in a page
that stays as it is otherwise. Nothing else in a page looks like a mark: what comes from data is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from markupsafe import Markup

from graphcheck.model import Finding
from graphcheck.report.shown import shown

_MARK, _END = b"<!--state ", b"<!--/state-->"  # between which, after the finding's id and "-->", its state stands
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_REVISIONS = 2  # how often a page holds its revision: for the selection file, and for what a browser keeps


def state_of(finding: Finding) -> Markup:
    """Return the state of a finding as HTML: since when, and the note of whoever dismissed it."""
    told = Markup(' <span class="badge state {0}">{0}</span>').format(finding.state)
    if finding.since:
        told += Markup(' <span class="soft small">since {}</span>').format(shown(finding.since, 20))
    if finding.note:
        told += Markup(' <span class="soft small"><bdi>{}</bdi></span>').format(shown(finding.note, 300))
    return told


def marked_state(finding: Finding) -> Markup:
    """Return the state of a finding between its marks."""
    return Markup("<!--state {}-->{}<!--/state-->").format(finding.id, state_of(finding))


def renewed(page: bytes, states: Mapping[str, bytes], before: str, now: str) -> bytes | None:
    """Return ``page`` with other states and another revision, None where that can't be done to the byte.

    ``states``: what ``marked_state`` returns, by the findings' ids; ``before``, ``now``: the revisions.
    """
    if before != now:
        if not _COMMIT.fullmatch(before) or not _COMMIT.fullmatch(now) or page.count(before.encode()) != _REVISIONS:
            return None
        page = page.replace(before.encode(), now.encode())
    first, *marked = page.split(_MARK)
    parts = [first]
    for part in marked:
        id_, begun, rest = part.partition(b"-->")
        _, ended, after = rest.partition(_END)
        state = states.get(id_.decode("ascii", "replace"))
        if state is None or not begun or not ended:
            return None
        parts += (state, after)
    return b"".join(parts)
