"""Pages, findings and run summaries as results would hold them, with any field replaced."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from graphcheck.model import Coauthor, Evidence, Finding, Group, JudgedAuthorship, Link, Page, Suggestion
from graphcheck.report.data import RunSummary

# What a file may hold, and what must not come alive anywhere.
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "{{ 7 * 7 }} {% raw %}",
    "</title></style></table><h1>out",
    "javascript:alert(1)",
    "‮gnorw yaw eht",
    '=HYPERLINK("http://evil.example/")',
    "$\\frac{1}{0}$ 50% \\input{/etc/passwd}",
    "]]> & &amp; <!-- -->",
    "刘吉 محمد Ñandú 👩‍🔬",
    "\x00\x07\x1b[31mred",
    "A" * 10_000,
)
EVIDENCE = (
    Evidence("prior", 3.2071, "About 12 people would bear this name by chance."),
    Evidence("coauthors", -5.4099, "None of its 6 co-authors wrote with anybody of the core."),
    Evidence("affiliations", -1.2713, "It names an institution that no other paper names."),
)
SUGGESTION = Suggestion("ji-liu-amd", 0.75, "co-authors in common: Emad Barsoum")


def authorship(paper: str = "2025.naacl-long.450", **changes: Any) -> JudgedAuthorship:
    plain = JudgedAuthorship(
        person="ji-liu",
        paper=paper,
        position=3,
        name="Ji Liu",
        link=Link.INFERRED,
        score=0.97,
        flagged=True,
        group="B",
        core=False,
        suggestions=(SUGGESTION,),
        nobody=0.2,
        codes=("GC101",),
        evidence=EVIDENCE,
    )
    return replace(plain, **changes)


def calm(paper: str, **changes: Any) -> JudgedAuthorship:
    fields = {"score": 0.02, "flagged": False, "group": "A", "core": True, "codes": ()}
    fields |= {"suggestions": (), "nobody": None}
    return authorship(paper, **{**fields, **changes})


def page(**changes: Any) -> Page:
    plain = Page(
        person="ji-liu",
        name="Ji Liu",
        verified=True,
        catch_all=False,
        orcid="0000-0002-1825-0097",
        openreview="~Ji_Liu1",
        papers=3,
        years=(2015, 2025),
        links=((Link.INFERRED, 2), (Link.EXPLICIT, 1)),
        name_commonness=12.3,
        doubt=0.4,
        groups=(
            Group("A", ("W15-1527", "2023.x-1.2"), True, (2015, 2023), (("EMNLP", 2),), (Coauthor("bo", "Bo", 2),)),
            Group("B", ("2025.naacl-long.450",), False, (2025, 2025), (("NAACL", 1),), ()),
        ),
        core_reason="Group A is the core: it has the explicitly linked paper.",
        authorships=(calm("W15-1527"), calm("2023.x-1.2"), authorship()),
        codes=("GC101",),
    )
    return replace(plain, **changes)


def finding(**changes: Any) -> Finding:
    plain = Finding(
        id="0123456789ab",
        code="GC101",
        name="stray-authorship",
        person="ji-liu",
        person_name="Ji Liu",
        verified=True,
        paper="2025.naacl-long.450",
        position=3,
        title="On something else",
        year=2025,
        link=Link.INFERRED,
        score=0.97,
        text="Filed under Ji Liu by name alone. None of its 6 co-authors wrote with anybody of the core.",
        papers=("2025.naacl-long.450",),
        evidence=EVIDENCE,
        suggestions=(SUGGESTION,),
        nobody=0.2,
    )
    return replace(plain, **changes)


def page_finding(**changes: Any) -> Finding:
    fields = {
        "id": "ba9876543210",
        "code": "GC102",
        "name": "mixed-page",
        "paper": None,
        "position": None,
        "title": "",
        "link": None,
        "score": 0.61,
        "papers": ("W15-1527", "2023.x-1.2"),
        "evidence": (),
        "suggestions": (),
        "nobody": None,
    }
    return finding(**{**fields, **changes})


def hostile_findings() -> list[Finding]:
    return [
        finding(
            id=f"h{i}",
            name=text,
            person=text,
            person_name=text,
            paper=text,
            title=text,
            text=text,
            papers=(text,),
            evidence=(Evidence(text, -2.0, text), Evidence("prior", 1.0, text)),
            suggestions=(Suggestion(text, 0.5, text),),
        )
        for i, text in enumerate(HOSTILE)
    ]


def hostile_people() -> list[Page]:
    """Return people whose ids, names, papers and texts are all hostile."""
    return [
        page(
            person=text,
            name=text,
            orcid=text,
            openreview=text,
            core_reason=text,
            authorships=(
                authorship(
                    text,
                    name=text,
                    group=text,
                    suggestions=(Suggestion(text, 0.5, text),),
                    evidence=(Evidence(text, -1.0, text),),
                ),
            ),
            groups=tuple(
                type(g)(
                    text, (text,), g.core, g.years, ((text, 1),), tuple(type(c)(text, text, 1) for c in g.coauthors)
                )
                for g in page().groups
            ),
        )
        for text in HOSTILE
    ]


def run(**changes: Any) -> RunSummary:
    plain: dict[str, Any] = {
        "source": "bibliography",
        "revision": "903b3130c0ffee",
        "people_format": "people.json",
        "papers": 200,
        "people": 80,
        "authorships": 640,
        "verdicts": {"judged": 2, "abstained": 1, "flagged": 1},
        "settings": {"flag_threshold": 0.5},
        "timings": {"reading": {"seconds": 1.5, "cpu_seconds": 1.25}},
        "skipped": [],
        "faults": ["data/xml/a.xml:7: a checksum fails", "data/xml/b.xml:9: a venue is not defined"],
    }
    return RunSummary(**{**plain, **changes})
