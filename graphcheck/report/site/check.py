"""The people of one name → one page that needs nothing but itself, told as a report tells each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graphcheck.model import Finding, Page
from graphcheck.report.fixing import FixingView
from graphcheck.report.site.engine import render
from graphcheck.report.site.person import scripts_of, styles_of, told
from graphcheck.report.site.surroundings import Surroundings


@dataclass(frozen=True, slots=True)
class Checked:
    """A person with what is shown around the judgements; ``view`` is what the dialog shows, None for no dialog."""

    page: Page
    around: Surroundings
    findings: Sequence[Finding]
    view: FixingView | None = None


def check_html(people: Sequence[Checked]) -> str:
    """Return the page; suggested people who are on it themselves are linked to where they are.

    It is about few people and asked for by name, so all is told in full.
    """
    places = {one.page.person: f"#person-{at}" for at, one in enumerate(people, 1)}
    all_told = [
        told(
            one.page,
            one.around,
            one.findings,
            near=lambda person: places.get(person, ""),
            view=one.view,
            prefix=f"person-{at}-" if len(people) > 1 else "",
            whole=True,
        )
        for at, one in enumerate(people, 1)
    ]
    return render("check.html.j2", scripts=scripts_of(all_told), styles=styles_of(all_told), people=all_told)
