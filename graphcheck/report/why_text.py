"""How one score comes about, and what would change it, as text for a terminal."""

from __future__ import annotations

from collections.abc import Mapping

from graphcheck.errors import one_line
from graphcheck.model import JudgedAuthorship, Page
from graphcheck.report.facts import PaperFacts
from graphcheck.report.sheet import Sheet, cells, pad
from graphcheck.report.shown import percent, rounded_parts, signed
from graphcheck.report.text import say_evidence, say_suggestions
from graphcheck.what_if import LEAST, WhatIf
from graphcheck.why import Why
from graphcheck.wording import listing, number

_NUMBER = 8  # columns of a number and its gap
_KIND = 14  # columns of a kind of evidence
_LABEL = 10  # columns of "findings" and its gap
_ARROW = 21  # columns of "99.9% AB! → 12.3% A"
_READ_OFF = {  # what the values are at which parts are read off tables (standing.TABLES)
    "fit": "the share of the papers compared",
    "topics": "the cosine with the nearest paper",
    "venues": "−ln of the share of all papers that appeared at a venue it has in common, 0 without",
    "languages": "−ln of the share of all papers that name the rarest language in common, 0 without",
}


def why_text(why: Why, papers: Mapping[str, PaperFacts], width: int = 100, *, coloured: bool = False) -> str:
    """Return the sum of one authorship in full, as lines of at most ``width`` columns where words allow it."""
    sheet = Sheet(width, coloured=coloured)
    judged = why.judged
    said = "not judged" if judged.score is None else f"{percent(judged.score)} not this person's"
    sheet.say(f"{judged.paper} on the page of {why.page.name} ({why.page.person}): {said}", style="title")
    sheet.say(papers[judged.paper].title, depth=1)
    place = "the core" if judged.core else f"group {judged.group}, outside the core"
    sheet.say(f"author {judged.position + 1}, printed “{judged.name}”, in {place}. {why.page.core_reason}", depth=1)
    if judged.abstained is not None:
        sheet.say(judged.abstained, depth=1)
        return sheet.text()
    sheet.gap()
    sheet.say("The sum (+ speaks for this person, − against; log-odds)", style="title")
    say_evidence(sheet, judged.evidence, kinds=True)
    sheet.say(f"{percent(judged.score or 0.0)} = 1 / (1 + exp(sum))", depth=2)
    if why.held_back:
        sheet.say(f"Not flagged, though such a score is enough: {why.held_back}.", depth=1)
    _comparisons(sheet, why, papers)
    sheet.gap()
    if any(why.page_terms.values()):
        told = ", ".join(f"{name} {signed(value)}" for name, value in why.page_terms.items())
        sheet.say(f"The part of the page is the sum of: {told}", hang=2)
    for part, value in why.tables.items():
        sheet.say(f"The part of {part} is read off a table at {value:.3f}, {_READ_OFF[part]}", hang=2)
    if judged.nobody is not None:
        sheet.gap()
        say_suggestions(sheet, judged)
    return sheet.text()


def _comparisons(sheet: Sheet, why: Why, papers: Mapping[str, PaperFacts]) -> None:
    kinds = list(why.comparisons[0].by_kind) if why.comparisons else []
    # The parts as they stand in the sum above: rounded there so that they sum.
    rounded, _ = rounded_parts([reason.weight for reason in why.judged.evidence])
    parts = {reason.kind: part for reason, part in zip(why.judged.evidence, rounded, strict=True)}
    sheet.gap()
    sheet.say(
        f"It is held against {number(why.against, 'paper')}; of these count most the ones below. Of each kind of "
        f"evidence their mean, times {why.mean_weight:.3f}, and the first one's, times {why.best_weight:.3f}, make "
        f"the part."
    )
    sheet.row([("", _KIND), *((f"{n}.", _NUMBER - 2) for n in range(1, len(why.comparisons) + 1))], "part")
    for kind in kinds:
        values = [one.by_kind[kind] for one in why.comparisons]
        sheet.row([(kind, _KIND), *((signed(value), _NUMBER - 2) for value in values)], signed(parts.get(kind, 0.0)))
    apart = [one.total - sum(one.by_kind.values()) for one in why.comparisons]
    sheet.row([("any two", _KIND), *((signed(value), _NUMBER - 2) for value in apart)], "")
    sheet.row([("in all", _KIND), *((signed(one.total), _NUMBER - 2) for one in why.comparisons)], "")
    for place, one in enumerate(why.comparisons, start=1):
        facts = papers[one.paper]
        sheet.say(f"{one.paper} ({facts.year}) {facts.title}", depth=1, label=f"{place}. ", hang=3)


def what_if_text(found: WhatIf, papers: Mapping[str, PaperFacts], width: int = 100) -> str:
    """Return what would be thought of a page after the changes, beside what is thought now."""
    sheet = Sheet(width)
    before, after = found.before.page, found.after.page
    said = [f"without {', '.join(found.left_out)}"] if found.left_out else []
    said += [f"with {', '.join(found.added)}"] if found.added else []
    sheet.say(f"{before.name} ({before.person}) {' and '.join(said)}")
    doubts = " → ".join("–" if page.doubt is None else percent(page.doubt) for page in (before, after))
    facts = {
        "doubt": f"{doubts} that the page holds several people",
        "groups": " → ".join(_groups(page) for page in (before, after)),
        "core": after.core_reason,
        "findings": " → ".join(", ".join(page.codes) or "none" for page in (before, after)),
    }
    for label, fact in facts.items():
        sheet.say(fact, label=pad(label, _LABEL), hang=_LABEL)
    changes = found.changes(LEAST)
    sheet.gap()
    if changes:
        sheet.say(f"What changes by {LEAST:.1%} or more (%: how likely it is not this person's; group; ! flagged)")
    else:
        sheet.say(f"No paper changes its group or flag, or its score by {LEAST:.1%} or more.")
    named = [judged.paper for pair in changes for judged in pair if judged is not None]
    ids = max((cells(one_line(paper)) for paper in named), default=0)
    for one, two in changes:
        paper = next(judged.paper for judged in (one, two) if judged is not None)
        arrow = f"{_thought(one)} → {_thought(two)}"
        sheet.row([(paper, ids), (pad(arrow, _ARROW), _ARROW)], papers[paper].title)
    return sheet.text()


def _groups(page: Page) -> str:
    """Return each group with its number of papers: "A (10) and B (1)"."""
    return listing([f"{group.label} ({len(group.papers):,})" for group in page.groups])


def _tenths(probability: float) -> str:
    """Return a probability as percent with a decimal, so that a change can be seen; never rounded to certainty."""
    return f"{min(max(probability, 0.001), 0.999):.1%}"


def _thought(judged: JudgedAuthorship | None) -> str:
    if judged is None:
        return "absent"
    score = "–" if judged.score is None else _tenths(judged.score)
    return f"{score} {judged.group}{'!' if judged.flagged else ''}"
