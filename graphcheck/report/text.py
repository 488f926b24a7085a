"""Pages → text for a terminal: who the person is, papers by year, the groups, what is flagged and why.

What is printed comes from files that anybody may have written: every line goes through a ``Sheet``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graphcheck.claims import Claim
from graphcheck.errors import one_line
from graphcheck.findings import STRAY
from graphcheck.findings.stated import orcid_note, told_of_orcid
from graphcheck.model import Evidence, Finding, Group, JudgedAuthorship, Page
from graphcheck.report import chart
from graphcheck.report.claims_text import say_claims
from graphcheck.report.facts import PaperFacts
from graphcheck.report.links import ANTHOLOGY, site_of
from graphcheck.report.sheet import INDENT, Sheet, cells, cut, pad
from graphcheck.report.shown import percent, rounded_parts, signed

_LABEL = 12  # columns of "OpenReview" and two spaces
_WEIGHT = 8  # columns of "−12.34" and two spaces
_PERCENT = 5  # columns of "> 99%"
_VENUE = 16  # columns at most
_TIMELINES = 12  # groups whose papers are drawn by year
_MARKED = 14  # columns of "1,234 flagged" and a space
_LEAST_FOR_BARS = 76  # columns of the sheet, before a sentence gets too narrow beside its bar
_BESIDE_BARS = 80  # columns that the rest of a line gets, where there are more
_BAR = (12, 24)  # columns at least and at most
# E from which a name is called that; the sentences of the evidence call it the same.
_COMMONNESS = ((1.0, "common"), (0.01, "not rare"))
_LEAST_COMMON = "rare"


def check_text(
    people: Sequence[tuple[Page, Sequence[Finding]]],
    papers: Mapping[str, PaperFacts],
    width: int = 100,
    left_out: str = "",
    *,
    claims: Mapping[str, Sequence[Claim]] = {},
    coloured: bool = False,
) -> str:
    """Return what is thought of ``people`` as lines of at most ``width`` columns where words allow it.

    ``papers`` holds the facts of every paper on their pages; ``claims`` by person id what each may claim, besides;
    ``left_out`` is a closing line on who isn't shown;
    ``coloured``: for a terminal that shows colours.
    """
    sheet = Sheet(width, coloured=coloured)
    for i, (page, findings) in enumerate(people):
        if i:
            sheet.gap()
        _person(sheet, page, findings, papers)
        say_claims(sheet, page.person, claims.get(page.person, ()))
    if left_out:
        sheet.gap()
        sheet.say(left_out)
    return sheet.text()


def commonness(expected: float) -> str:
    """Return in words how common a name is of which ``expected`` bearers (E, people) are there by chance."""
    word = next((word for bound, word in _COMMONNESS if expected >= bound), _LEAST_COMMON)
    number = f"{expected:,.0f}" if expected >= 10 else f"{expected:.2g}"
    people = "person" if number == "1" else "people"
    return f"{word}: {number} {people} of that name expected by chance (E = {number})"


def _person(sheet: Sheet, page: Page, findings: Sequence[Finding], papers: Mapping[str, PaperFacts]) -> None:
    title = f"{page.name} ({page.person})"
    sheet.say(title, style="title")
    sheet.say("=" * min(cells(one_line(title)), sheet.width), style="soft")
    _facts(sheet, page, findings)
    _timeline(sheet, page, papers)
    sheet.gap()
    sheet.say("Groups of papers (%: how likely a paper is not this person's; ! flagged; – not judged)", style="title")
    by_paper = {judged.paper: judged for judged in page.authorships}
    for group in page.groups:
        sheet.gap()
        _group(sheet, group, by_paper, papers)
    flagged = [judged for judged in page.authorships if judged.flagged or judged.codes]
    if flagged:
        sheet.gap()
        sheet.say("Flagged (+ speaks for this person, − against; log-odds)", style="title")
        for judged in flagged:
            _flagged(sheet, page, judged, papers)
    _silent(sheet, page)


def _facts(sheet: Sheet, page: Page, findings: Sequence[Finding]) -> None:
    facts = [
        ("page", _kind(page)),
        ("ORCID", _orcid(page)),
        ("OpenReview", page.openreview or ""),
        ("papers", f"{page.papers:,} ({_years(page.years)})"),
        ("links", ", ".join(f"{count:,} {link.value}" for link, count in page.links)),
        ("name", commonness(page.name_commonness)),
        ("doubt", _doubt(page)),
        ("core", page.core_reason),
    ]
    for label, fact in facts:
        if fact:
            sheet.say(fact, label=pad(label, _LABEL), hang=_LABEL, label_style="soft")
    for finding in findings:
        if finding.code != STRAY:  # strays are told with the flagged papers
            where = f"{finding.paper}: " if finding.paper else ""
            said = f"{finding.code} {finding.name}, {percent(finding.score)}: {where}{finding.text}"
            sheet.say(said, hang=6, style="alarm")


def _timeline(sheet: Sheet, page: Page, papers: Mapping[str, PaperFacts]) -> None:
    """Add a line for each group with its papers by year; of very many groups the first ones."""
    known = {paper: papers[paper].year for group in page.groups for paper in group.papers if papers[paper].year > 0}
    if len(set(known.values())) < 2:
        return
    first, last = min(known.values()), max(known.values())
    flagged = {judged.paper for judged in page.authorships if judged.flagged}
    shown = page.groups[:_TIMELINES]
    label = max(cells(one_line(group.label)) for group in shown)
    each, columns = chart.bins(first, last, sheet.width - label - len(INDENT) * 3 - _MARKED)
    rows = [
        chart.counts([known[paper] for paper in group.papers if paper in known], first, last, each, columns)
        for group in shown
    ]
    notes = [f"{each} years a column"] if each > 1 else []
    notes += ["+ more than nine"] if any("+" in cell for row in rows for cell in row) else []
    sheet.gap()
    sheet.say(" ".join(["Papers by year", *([f"({', '.join(notes)})"] if notes else [])]), style="title")
    sheet.row([("", 0), ("", label), (chart.axis(first, last, each, columns), 0)], "", ["", "", "soft"])
    for group, row in zip(shown, rows, strict=True):
        marked = flagged.intersection(group.papers)
        note = f"{len(marked):,} flagged" if marked else ""
        styles = ["", "", "alarm" if marked else "calm", "alarm"]
        sheet.row([("", 0), (group.label, label), ("".join(row), 0)], note, styles)
    if len(page.groups) > len(shown):
        rest = page.groups[_TIMELINES:]
        said = f"{_count(len(rest), 'more group')}, {_count(sum(len(g.papers) for g in rest), 'paper')}"
        sheet.say(said, depth=1, style="soft")


def _orcid(page: Page) -> str:
    note = orcid_note(page)
    return f"{page.orcid} ({note})" if note else page.orcid or "none"


def _kind(page: Page) -> str:
    if page.catch_all:
        return f"catch-all ({_said_by(page)} that it may hold several people)"
    if page.verified:
        return "verified (listed in the people file)" if site_of(page.person) is ANTHOLOGY else "verified"
    return "unverified (not listed in the people file)" if site_of(page.person) is ANTHOLOGY else "unverified"


def _said_by(page: Page) -> str:
    site = site_of(page.person)
    return "the people file says" if site is ANTHOLOGY else f"{site.name} says"


def _years(years: tuple[int, int]) -> str:
    return str(years[0]) if years[0] == years[1] else f"{years[0]}–{years[1]}"


def _doubt(page: Page) -> str:
    return "" if page.doubt is None else f"{percent(page.doubt)} that the page holds several people"


def _count(number: int, one: str) -> str:
    return f"{number:,} {one}" if number == 1 else f"{number:,} {one}s"


def _group(
    sheet: Sheet, group: Group, judged: Mapping[str, JudgedAuthorship], papers: Mapping[str, PaperFacts]
) -> None:
    core = ", the core" if group.core else ""
    sheet.say(f"Group {group.label}{core}: {_count(len(group.papers), 'paper')}, {_years(group.years)}", style="title")
    venues = ", ".join(f"{name} {count}" for name, count in group.venues if name)
    if venues:
        sheet.say(f"venues: {venues}", depth=1, hang=2)
    coauthors = ", ".join(f"{who.name} {who.papers}" for who in group.coauthors)
    sheet.say(f"with: {coauthors or 'nobody'}", depth=1, hang=2)
    ids = max(cells(one_line(paper)) for paper in group.papers)
    venue = min(max(cells(one_line(papers[paper].venue)) for paper in group.papers), _VENUE)
    for paper in group.papers:
        facts, authorship = papers[paper], judged[paper]
        score = "–" if authorship.score is None else percent(authorship.score)
        columns = [
            ("!" if authorship.flagged else " ", 1),
            (score.rjust(_PERCENT), _PERCENT),
            (paper, ids),
            (str(facts.year), 4),
            (cut(facts.venue, venue), venue),
        ]
        styles = ["strong alarm"] * 2 if authorship.flagged else ["", "soft"]
        sheet.row(columns, facts.title, [*styles, "", "soft", "soft"])


def _flagged(sheet: Sheet, page: Page, judged: JudgedAuthorship, papers: Mapping[str, PaperFacts]) -> None:
    said = "not judged" if judged.score is None else f"{percent(judged.score)} not this person's"
    codes = f" [{', '.join(judged.codes)}]" if judged.codes else ""
    sheet.gap()
    sheet.say(f"{judged.paper}: {said}{codes}", depth=1, style="strong alarm")
    sheet.say(papers[judged.paper].title, depth=1, style="title")
    how = "by name alone" if judged.link == "inferred" else f"by {judged.link.value} link"
    sheet.say(f"author {judged.position + 1}, printed “{judged.name}”, filed here {how}", depth=1)
    if stated := told_of_orcid(page, judged):
        sheet.say(stated, depth=1, hang=2)
    if judged.evidence:
        say_evidence(sheet, judged.evidence)
    say_suggestions(sheet, judged, depth=1)


def say_suggestions(sheet: Sheet, judged: JudgedAuthorship, depth: int = 0) -> None:
    """Add a line for each person whom the paper may belong to, and one for nobody we know.

    They share out what is left if it is not this person's, whatever the probability of that.
    """
    if judged.nobody is None:
        return
    sheet.say("If it is not this person's, whose it is:", depth=depth)
    for suggestion in judged.suggestions:
        sheet.say(f"{percent(suggestion.probability)} {suggestion.person}: {suggestion.text}", depth=depth + 1, hang=2)
    sheet.say(f"{percent(judged.nobody)} nobody whom the bibliography knows", depth=depth + 1, hang=2)


def say_evidence(sheet: Sheet, evidence: Sequence[Evidence], *, kinds: bool = False) -> None:
    """Add a line for each reason, and their sum; ``kinds``: whether each begins with its kind.

    Where the sheet is wide enough each has its bar of the waterfall: it begins where the one before ended.
    """
    parts, total = rounded_parts([reason.weight for reason in evidence])
    width = min(max(sheet.width - _BESIDE_BARS, _BAR[0]), _BAR[1])
    bars = chart.waterfall(parts, width) if sheet.width >= _LEAST_FOR_BARS else []
    texts = [f"{reason.kind}: {reason.text}" if kinds else reason.text for reason in evidence]
    for at, (weight, text) in enumerate(zip([*parts, total], [*texts, "sum"], strict=True)):
        label = f"{signed(weight):>{_WEIGHT - 2}}".ljust(_WEIGHT)
        bar = f"{bars[at]}  " if bars else ""
        style = "calm" if weight > 0 else "alarm" if weight < 0 else "soft"
        sheet.say(text, depth=2, hang=_WEIGHT + len(bar), label=label + bar, label_style=style)


def _silent(sheet: Sheet, page: Page) -> None:
    reasons: dict[str, list[str]] = {}
    for judged in page.authorships:
        if judged.abstained is not None:
            reasons.setdefault(judged.abstained, []).append(judged.paper)
    if not reasons:
        return
    sheet.gap()
    sheet.say("Not judged", style="title")
    for reason, silent in reasons.items():
        sheet.say(f"{', '.join(silent)}: {reason}", depth=1, hang=2)
