"""Every number that decides something: name, default, unit, why, and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any


def _setting(default: Any, unit: str, why: str, source: str) -> Any:
    return field(default=default, metadata={"unit": unit, "why": why, "source": source})


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a run; see ``docs/settings.md`` for each one's reason and source."""

    page_tie: float = _setting(
        0.25,
        "weight of a tie, where one paper written together outside the page weighs 1",
        "two co-authors of one paper of the person, one of whom is on another paper of the person, are joined, "
        "but by less than people who meet elsewhere: the page must not vouch for itself",
        "benchmarks/measure_groups.py: between .1 and 1 the F1 of groups does not change",
    )
    share_join: float = _setting(
        0.5,
        "sum of r = 1 / (1 + E) over the co-authors whom two papers share",
        "two papers of a page hold together through one co-author whose name few people bear, or through several "
        "with common names",
        "benchmarks/measure_groups.py",
    )
    institution_chance: float = _setting(
        0.02,
        "people expected to bear the person's name and to be at the institution",
        "papers on which the person states one institution hold together, unless a namesake may well be there",
        "benchmarks/measure_groups.py",
    )
    bridge_least: float = _setting(
        0.1,
        "weight of the ties between two groups",
        "one paper written together by co-authors with common names says little even for a rare name",
        "benchmarks/measure_groups.py",
    )
    bridge_per_namesake: float = _setting(
        40.0,
        "weight of the ties between two groups, for each person expected to bear the name (E)",
        "the more people bear the name, the more it takes to believe that two groups are one person's",
        "benchmarks/measure_groups.py",
    )
    pairs_whole: int = _setting(
        40,
        "papers on a page",
        "up to here all pairs of papers are compared",
        "a choice: 96 of 100 people with two papers have at most so many; cost grows with the square",
    )
    pairs_near: int = _setting(
        15,
        "papers",
        "on larger pages each paper is compared with so many on either side of it in time",
        "a choice: careers change slowly, so those nearest in time tell most",
    )
    pairs_shared: int = _setting(
        5,
        "papers",
        "and with so many that share most co-authors with it, however far in time",
        "the number of pairs whose mean counts",
    )
    link_rarest: float = _setting(
        -7.0,
        "ln E",
        "rarer names count as this rare when groups are linked",
        "ln of one person in a thousand",
    )
    link_commonest: float = _setting(
        2.0,
        "ln E",
        "commoner names count as this common when groups are linked",
        "ln of seven people, from where hardly any page is of one person",
    )
    link_most: int = _setting(
        60,
        "groups on a page",
        "pages that fall into more are left as they are: names that dozens of people share",
        "a choice that bounds the cost",
    )
    toss_up: float = _setting(
        0.5,
        "papers of the second group for each paper of the core",
        "where no identifier says which group is the person, groups of comparable size are a question about the "
        "page, and no paper is called a stray of an arbitrary core",
        "a choice, not a measurement: half is where calling one group the main one stops being plain",
    )
    prior: tuple[tuple[float, float], ...] = _setting(
        ((0.001, 0.001), (0.005, 0.004), (0.02, 0.021), (0.1, 0.04), (1.0, 0.23)),
        "pairs (E, share of wrong papers on pages of names as common as that); between them log-odds follow ln E",
        "the more people bear a name, the more papers are filed on the wrong page",
        "papers with identifiers on the ACL Anthology of autumn 2025, counted by E; benchmarks/measure_prior.py",
    )
    explicit_link: float = _setting(
        3.0,
        "log-odds",
        "somebody who names the person by an identifier has looked; maintainers err, too, so it is not proof",
        "a choice: one wrong identifier for about twenty wrong names",
    )
    confirmed_paper: float = _setting(
        6.0,
        "log-odds",
        "somebody who confirms a paper as the person's own has looked; a confirmed paper is never flagged",
        "a choice: twice an identifier's, one wrong confirmation for about four hundred wrong names",
    )
    page_threshold: float = _setting(
        0.2,
        "probability that the page holds several people",
        "a page with two groups of comparable size is reported from here on; one look settles many papers",
        "of labelled pages with a second group of comparable size and this doubt 52 in 100 hold several people, with "
        "more doubt, .3, 53 (60 pages, ACL Anthology of autumn 2025, identities hidden); chosen knowing "
        "that .3 misses the sample's mixed page",
    )
    page_threshold_single: float = _setting(
        0.8,
        "probability that the page holds several people",
        "the same where what stands against the core are single papers: two papers against one make neither a second "
        "group nor a plain stray, and would be reported by nobody",
        "of labelled pages of that kind, of three papers and more, 6 hold several people and 5 one from .8 on, 14 and "
        "15 from .5 on (ACL Anthology of autumn 2025, identities hidden, labelled papers alone)",
    )
    suggestion_least: float = _setting(
        0.05,
        "probability that the paper is the suggested person's",
        "less likely people are not worth a look",
        "a choice: one right one in twenty",
    )
    suggestions_most: int = _setting(3, "people", "more are a list to search, not a suggestion", "a choice")
    claim_threshold: float = _setting(
        0.5,
        "probability that the paper is the person's",
        "a paper on a page without a person of its own is told as one that a verified person may claim",
        "202 labelled papers of shared names (ACL Anthology of autumn 2025), each asked with its owner among the "
        "people of the name and without: from .5 on 82 in 100 answers are right and 68 in 100 papers found, from .8 on "
        "89 and 41, from .3 on 69 and 79",
    )
    flag_threshold: float = _setting(
        0.35,
        "probability that the paper is not this person's",
        "an authorship is flagged from here on: one in a thousand right papers is flagged, and three of four flagged "
        "ones are wrong",
        "graphcheck evaluate, ACL Anthology of autumn 2025: of right papers .0010 are flagged, of planted errors .70, "
        "and of flagged labelled papers 78 in 100 are wrong; at .25 it is .0025, .76 and 69, at .2 .0038, .80 and 67",
    )
    dismissal_rise: float = _setting(
        0.2,
        "probability",
        "a dismissed finding is told again when its score has risen by more since it was dismissed",
        "a choice: more than new papers of the same people make of it from night to night, less than from the "
        "threshold to certainty",
    )
    dismissal_growth: float = _setting(
        0.5,
        "papers for each paper that the finding was about",
        "a dismissed finding about a page is told again when it is about so many papers more than then",
        "a choice: two papers apart may become three, four become six, before somebody looks again",
    )
    history_days: int = _setting(
        730,
        "days",
        "so long a resolved finding is remembered, to be told as relapsed if it comes back",
        "a choice: a wrong assignment that comes back does so with the next volumes of a conference, within two years",
    )
    history_runs: int = _setting(400, "runs", "so many runs are kept for the trend", "a choice: a year of nights")


@dataclass(frozen=True, slots=True)
class Described:
    """A setting as the documentation shows it."""

    name: str
    default: float | int | str
    unit: str
    why: str
    source: str


def described() -> tuple[Described, ...]:
    """Return every setting in the order in which a run meets it."""
    return tuple(
        Described(f.name, f.default, f.metadata["unit"], f.metadata["why"], f.metadata["source"])  # type: ignore[arg-type]
        for f in fields(Settings)
    )
