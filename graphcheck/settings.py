"""Every number that decides something: name, default, unit, why, and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any


def _setting(default: Any, unit: str, why: str, source: str) -> Any:
    return field(default=default, metadata={"unit": unit, "why": why, "source": source})


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a run; see ``docs/settings.md`` for each one's reason and source."""

    count_bits: int = _setting(
        5,
        "significant binary digits",
        "what is counted over the whole bibliography (people of a last or given name, affiliations that name an "
        "institution, titles that hold a word) is rounded, so that a few papers more or less leave everybody else's "
        "scores as they are: up to 32 counts are exact, above they move in steps of 3 to 6 in a hundred",
        "a choice: E is at most a tenth off, less than a tenth of a log-odds; docs/performance.md tells how few scores "
        "move after a small change",
    )
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
        "the same where what stands against the core are single papers: two papers against one, or one against one, "
        "make neither a second group nor a plain stray, and would be reported by nobody",
        "of labelled pages of that kind 8 hold several people and 6 one from .8 on, of those of two papers 22 and 9, "
        "25 and 23 from .5 on (ACL Anthology of autumn 2025, identities hidden, labelled papers alone)",
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
        0.75,
        "probability that the paper is not this person's",
        "an authorship is flagged from here on: it is rather somebody else's, with a margin, since the moves of long "
        "careers score higher than labelled papers, which are mostly recent, let one expect",
        "graphcheck evaluate, ACL Anthology of autumn 2025: of labelled right papers .0010 are flagged (at .6, when it "
        "was chosen, .0013), of those of ordinary careers, judged as if the name were common, .009 (.023), of planted "
        "errors .59 (.71); of flagged labelled papers 90 in 100 are wrong (84)",
    )
    mix_up_name: float = _setting(
        1.5,
        "log-odds, for each other use of the id",
        "an id on an author of a paper is a co-author's where elsewhere it goes by the co-author's name, and the "
        "author's own where it goes by theirs",
        "a choice: one use elsewhere makes four to one of it; graphcheck evaluate plants such mix-ups",
    )
    mix_up_names_most: int = _setting(
        3, "uses of the id", "more of them under one name say nothing new", "a choice: three make ninety to one of it"
    )
    mix_up_another: float = _setting(
        1.5,
        "log-odds",
        "the author of a mix-up has another id elsewhere, or the co-author has",
        "a choice: as telling as a name",
    )
    mix_up_least: float = _setting(
        0.6,
        "probability that the id is a co-author's",
        "from here on it is told; where as much speaks for the one as for the other it is told as an id of two people",
        "a choice: more likely than not, and no tie; graphcheck evaluate",
    )
    second_id: float = _setting(
        1.0,
        "log-odds",
        "two ORCIDs or OpenReview ids on one page speak for two people, before the papers are looked at",
        "a choice: of 67 pages of the ACL Anthology of autumn 2025 with several ORCIDs, read, four or five are one "
        "person's, and that is what the papers say, too",
    )
    shared_id_alike: float = _setting(
        0.98,
        "probability that two pages with one id are one person's",
        "where their names can be one person's",
        "read: all of 62 such ORCIDs of the ACL Anthology of autumn 2025 are one person's",
    )
    shared_id_family: float = _setting(
        0.7,
        "probability that two pages with one id are one person's",
        "where their names have nothing in common but the last one: given names change, and relatives write together",
        "a choice; two of the two in the ACL Anthology of autumn 2025 are one person's",
    )
    shared_id_unlike: float = _setting(
        0.1,
        "probability that two pages with one id are one person's",
        "where their names have nothing in common: most often somebody typed the wrong id",
        "a choice: whole names change seldom",
    )
    wrong_id_least: float = _setting(
        0.2,
        "probability that the paper is the other person's",
        "an explicit link to one of several people of a name is called wrong from here on",
        "graphcheck evaluate: nine in ten ids that were swapped between namesakes are noticed, and .3 of a thousand "
        "explicit links are called wrong with nothing swapped; at .5 it is three in four, and .2 in a thousand",
    )
    wrong_id_weight: float = _setting(
        2.3,
        "log-odds",
        "the id speaks for the person named; less than elsewhere, since only people who share a name are asked about, "
        "and it is their ids that are mixed up. An ORCID of that person on the paper speaks as much again",
        "a choice: one wrong id among ten papers of namesakes",
    )
    wrong_id_scale: float = _setting(
        2.0,
        "log-odds for each log-odds of the choice among namesakes",
        "that choice is learned where most often nobody known is right, and is blunt between two known people",
        "logistic regression on 390 swapped ids and 536 right ones of the ACL Anthology of autumn 2025: 1.98",
    )
    wrong_id_own_most: float = _setting(
        3.0,
        "log-odds that two papers are one person's",
        "a paper whose best pair with another paper of the person named is above this has company there, and is left "
        "alone",
        "the same papers: a third of the false alarms go, and none of the swapped ids",
    )
    wrong_id_own_alone: float = _setting(
        0.0,
        "log-odds that two papers are one person's",
        "a paper that has a pair above this with another paper of the person named is told only if it shares a "
        "co-author with the other person",
        "graphcheck evaluate, four rounds, with the rule that its best pair is the other person's: of 200 swapped ids "
        "182 are noticed, without the two rules 183, and 4 right ids of 12,923 are called wrong, without them 6",
    )
    wrong_id_other_least: float = _setting(
        -1.0,
        "log-odds that two papers are one person's",
        "the other person must have a paper that fits this one as well as that: to fit the person named badly is not "
        "enough",
        "the same papers: a quarter of the false alarms goes, and none of the swapped ids",
    )
    wrong_id_hint: float = _setting(
        0.5,
        "share of its weight",
        "an institution that an id, comment or degree names counts by so much here: such words (china, chinese) fit "
        "many places",
        "the same papers: at half its weight swapped ids are noticed as often, and with fewer false alarms",
    )
    split_least: float = _setting(
        0.95,
        "probability that two pages are one person's",
        "pages are told as one person's from here on",
        "graphcheck evaluate: six in seven pages that were split in two are told where a co-author is in common, and "
        "one of ten such pairs that are known to be two people; of thirty read in the ACL Anthology of autumn 2025 "
        "29 are one person (docs/readings.md)",
    )
    split_constant: float = _setting(
        -3.45,
        "log-odds that two pages are one person's",
        "where nothing else speaks for it",
        "logistic regression on 1,262 pages that were split and 3,000 pairs of colleagues: benchmarks/train_splits.py",
    )
    split_weights: tuple[tuple[str, float], ...] = _setting(
        (("pairs", 0.13), ("best", 0.25), ("shared", 1.5), ("share", 1.81)),
        "log-odds for each unit of what identity/splits.py measures",
        "papers that fit each other, co-authors in common",
        "the same regression",
    )
    split_commonness: float = _setting(
        1.0,
        "log-odds for each unit of ln(1/E)",
        "the rarer the name, the less likely that two people of it share a co-author",
        "a choice: as independence has it",
    )
    split_name_range: tuple[float, float] = _setting(
        (-1.0, 4.0),
        "log-odds",
        "no name, however rare or common, says more than that",
        "a choice",
    )
    split_related: tuple[tuple[str, float], ...] = _setting(
        (("same", 0.0), ("order", 0.0), ("longer", -0.5), ("initial", -1.0)),
        "log-odds",
        "how the two names are related: a longer name may be another's, an initial anybody's",
        "a choice; whole other last names are not asked about: of 56 labelled pairs all were two people",
    )
    split_rare_given: float = _setting(
        20.0,
        "people in a hundred thousand",
        "a last name that joined another one is looked for only where so few people bear the given name",
        "a choice: keeps the pairs asked about few",
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
