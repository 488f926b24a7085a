"""What a person may claim → text: the papers, page by page, and the command that moves them."""

from __future__ import annotations

from collections.abc import Sequence

from graphcheck.claims import Claim
from graphcheck.errors import one_line
from graphcheck.model import Link
from graphcheck.report.claims_list import claim_lists
from graphcheck.report.sheet import Sheet, cells
from graphcheck.report.shown import percent

_PERCENT = 5  # columns of "> 99%"


def say_claims(sheet: Sheet, person: str, claims: Sequence[Claim]) -> None:
    """Add the papers that ``person`` may claim; nothing where there are none."""
    if not claims:
        return
    sheet.gap()
    sheet.say("On pages without a person of their own, and perhaps this person's (%: how likely)", style="title")
    for one in claim_lists(person, claims):
        sheet.gap()
        sheet.say(f"on {one.page}", depth=1, style="strong")
        ids = max(cells(one_line(claim.paper)) for claim in one.claims)
        for claim in one.claims:
            columns = [(percent(claim.probability).rjust(_PERCENT), _PERCENT), (claim.paper, ids), (str(claim.year), 4)]
            sheet.row([("", 0), *columns], claim.title, ["", "strong", "", "soft"])
            how = "by name alone" if claim.link is Link.INFERRED else f"by {claim.link.value} link"
            sheet.say(f"printed “{claim.name}”, filed there {how}; {claim.text}", depth=4, hang=0, style="soft")
        sheet.say(one.command, depth=1, hang=2)
