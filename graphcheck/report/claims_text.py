"""What a person may claim → text: the papers, page by page, and the command that moves them."""

from __future__ import annotations

from collections.abc import Sequence
from shlex import join

from graphcheck.claims import Claim
from graphcheck.errors import one_line
from graphcheck.model import Link
from graphcheck.report.sheet import Sheet, cells
from graphcheck.report.shown import percent

_PERCENT = 5  # columns of "> 99%"


def say_claims(sheet: Sheet, person: str, claims: Sequence[Claim]) -> None:
    """Add the papers that ``person`` may claim; nothing where there are none."""
    if not claims:
        return
    sheet.gap()
    sheet.say("On pages without a person of their own, and perhaps this person's (%: how likely)", style="title")
    for page in dict.fromkeys(claim.page for claim in claims):
        here = [claim for claim in claims if claim.page == page]
        sheet.gap()
        sheet.say(f"on {page}", depth=1, style="strong")
        ids = max(cells(one_line(claim.paper)) for claim in here)
        for claim in here:
            columns = [(percent(claim.probability).rjust(_PERCENT), _PERCENT), (claim.paper, ids), (str(claim.year), 4)]
            sheet.row([("", 0), *columns], claim.title, ["", "strong", "", "soft"])
            how = "by name alone" if claim.link is Link.INFERRED else f"by {claim.link.value} link"
            sheet.say(f"printed “{claim.name}”, filed there {how}; {claim.text}", depth=4, hang=0, style="soft")
        papers = ",".join(claim.paper for claim in here)
        sheet.say(f"graphcheck fix {join([page, '--papers', papers, '--to', person])}", depth=1, hang=2)
