"""A correction → the text that a maintainer reads before taking it."""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.corrections.change import Move
from graphcheck.corrections.cleaning import one_line
from graphcheck.corrections.correction import Correction
from graphcheck.corrections.mentions import Mentions
from graphcheck.wording import number

_FIRST_GENERATION = (
    "The people file is name_variants.yaml, of the first generation. What can be done there: the patch (--as patch or "
    "apply) and the issue. What can't: no command of bin/correct changes it, and name matching can't be disabled, so a "
    "paper of nobody known stays where its name leads, unless the page of the name is listed as one that may refer to "
    "several people."
)
MOST_LISTED = 50  # moves that are told one by one; the patch has all of them


def told(correction: Correction, mentions: Mentions) -> Iterator[str]:
    """Yield lines: what goes where, what else is needed and why, and what was checked."""
    plan = correction.plan
    going = [move for move in plan.moves if not move.stays and move.before not in plan.named]
    page = plan.selection.person
    yield f"{one_line(plan.selection.name)} ({page}): {number(len(going), 'paper')} to go."
    for move in going[:MOST_LISTED]:
        yield f"  {mentions.paper[move.row]} → {move.person} ({_link(move)})"
    if len(going) > MOST_LISTED:
        yield f"  … and {number(len(going) - MOST_LISTED, 'more paper')}, in the patch"
    for edit in plan.people:
        if edit.is_new:
            yield f"  {edit.person} is new in the people file"
        if edit.is_gone:
            yield f"  {edit.person} is taken out of the people file"
    for objection in plan.objections:
        yield one_line(f"Most likely wrong, and made only because it was asked for: {objection}.")
    for sentence in (*plan.reasons, *correction.proof):
        yield one_line(sentence)
    if plan.by_printed_name:
        yield _FIRST_GENERATION


def _link(move: Move) -> str:
    """Say how the paper is linked now, and what becomes of the link."""
    now = "linked by id" if move.had else "linked by name alone, without an id"
    if move.orcid is not None:
        now += f"; its ORCID {f'becomes {move.orcid}' if move.orcid else 'goes'}"
    if move.gets == move.had:
        return f"{now}; the name leads there from now on"
    return f"{now}; {'gets the id' if move.gets else 'loses the id'}"
