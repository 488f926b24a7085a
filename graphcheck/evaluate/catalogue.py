"""The measures: key, what it says, which way is better, and what it should reach."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """One row of the table.

    ``aim``: the value to reach, None where there is none. ``rising``: whether more is better. ``headline``: whether
    the frozen baseline is held against it.
    """

    key: str
    title: str
    rising: bool = True
    aim: float | None = None
    headline: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Measures that are read together."""

    title: str
    measures: tuple[Measure, ...]


_FALSE_ALARMS = "right papers flagged, clean pages"
SECTIONS: tuple[Section, ...] = (
    Section(
        "Real mixed pages",
        (
            Measure("real.not_core", "clear main person is not the core", rising=False),
            Measure("real.all.found_at_0.5", "wrong papers found at 0.5% false alarms"),
            Measure("real.all.found_at_1", "wrong papers found at 1%", aim=0.70, headline=True),
            Measure("real.all.found_at_2", "wrong papers found at 2%"),
            Measure("real.trusted.found_at_1", "wrong papers found at 1%, trusted"),
            Measure("ranking.real.auc", "ranking within pages: weighted AUC"),
            Measure("ranking.real.map", "ranking within pages: weighted MAP"),
            Measure("clicks.one", "one person selected in one click", aim=0.95, headline=True),
            Measure("clicks.one.several", "the same, persons of two papers and more"),
            Measure("clicks.mean", "clicks to select one person, mean", rising=False),
        ),
    ),
    Section(
        "Planted errors",
        (
            Measure("planted.not_core", "labelled person is not the core", rising=False),
            Measure("planted.common.found_at_0.5", "found at 0.5% false alarms, common names", aim=0.95, headline=True),
            Measure("planted.common.found_at_1", "found at 1%, common names", aim=0.98, headline=True),
            Measure("planted.common.found_at_2", "found at 2%, common names"),
            Measure("planted.common.evidence_at_0.5", "by evidence alone, at 0.5%, common names"),
            Measure("planted.common.evidence_at_1", "by evidence alone, at 1%"),
            Measure("planted.common.evidence_at_2", "by evidence alone, at 2%"),
            Measure("planted.rarer.found_at_1", "found at 1%, 0.01 ≤ E < 0.1"),
            Measure("planted.commoner.found_at_1", "found at 1%, E ≥ 0.1"),
            Measure("planted.larger.found_at_1", "found at 1%, common, pages of five papers and more"),
            Measure("planted.all.found_at_0.5", "found at 0.5%, all names"),
            Measure("planted.all.found_at_1", "found at 1%, all names"),
            Measure("planted.all.found_at_2", "found at 2%, all names"),
            Measure("planted.last_name.found_at_1", "found at 1%, common: same last name"),
            Measure("planted.similar_name.found_at_1", "found at 1%, common: similar name"),
            Measure("planted.stranger.found_at_1", "found at 1%, common: strangers"),
            Measure("ranking.planted.auc", "ranking within pages: weighted AUC"),
            Measure("ranking.planted.map", "ranking within pages: weighted MAP"),
        ),
    ),
    Section(
        "As it is set by default",
        (
            Measure("default.planted_found", "planted errors flagged", aim=0.90, headline=True),
            Measure("default.false_alarms.all", _FALSE_ALARMS, rising=False, aim=0.003, headline=True),
            Measure("default.false_alarms.common", f"{_FALSE_ALARMS}, common names", rising=False),
        ),
    ),
    Section(
        "Doubt of a page",
        (
            Measure("doubt.all.auc", "AUC, mixed against clean", aim=0.96, headline=True),
            Measure("doubt.all.auc_common", "AUC, common names"),
            Measure("doubt.trusted.auc", "AUC, trusted"),
            Measure("doubt.trusted.auc_common", "AUC, trusted, common names"),
            Measure("noticed.all.doubt", "mixed pages noticed, 5% of clean ones alarm", aim=0.90, headline=True),
            Measure("noticed.all.doubt_or_flag", "the same, by doubt or a flag"),
            Measure("noticed.trusted.doubt", "noticed, trusted"),
            Measure("noticed.trusted.doubt_or_flag", "the same, by doubt or a flag"),
            Measure("told.mixed.page", "mixed pages told as such (GC102)"),
            Measure("told.mixed.any", "mixed pages told, or a paper on them (GC101)"),
            Measure("told.clean.page", "clean pages of common names told as mixed", rising=False),
            Measure("told.clean.any", "clean pages of common names told, or a paper on them", rising=False),
        ),
    ),
    Section(
        "Groups",
        (
            Measure("groups.all.precision", "B-cubed precision, mixed pages"),
            Measure("groups.all.recall", "B-cubed recall"),
            Measure("groups.all.f1", "B-cubed F1", aim=0.96, headline=True),
            Measure("groups.trusted.precision", "B-cubed precision, trusted"),
            Measure("groups.trusted.recall", "B-cubed recall, trusted"),
            Measure("groups.trusted.f1", "B-cubed F1, trusted"),
            Measure("outside.all", "right papers outside the core", rising=False, aim=0.01, headline=True),
        ),
    ),
    Section(
        "With the papers that nobody has labelled",
        (
            Measure("whole.not_core", "clear main person is not the core", rising=False),
            Measure("whole.real.found_at_1", "wrong papers found at 1%", headline=True),
            Measure("whole.real.found_at_2", "wrong papers found at 2%"),
            Measure("whole.planted.common.found_at_0.5", "planted errors found at 0.5%, common names"),
            Measure("whole.planted.common.found_at_1", "planted errors found at 1%, common names"),
            Measure("whole.planted.common.found_at_2", "planted errors found at 2%, common names"),
            Measure("whole.default.planted_found", "planted errors flagged", headline=True),
            Measure("whole.default.false_alarms.all", _FALSE_ALARMS, rising=False),
            Measure("whole.default.false_alarms.common", f"{_FALSE_ALARMS}, common names", rising=False),
            Measure("default.precision", "flagged papers that are wrong", headline=True),
            Measure("whole.outside.all", "right papers outside the core", rising=False),
            Measure("whole.groups.all.f1", "groups, B-cubed F1"),
            Measure("whole.doubt.all.auc", "doubt: AUC, mixed against clean"),
            Measure("whole.doubt.trusted.auc", "doubt: AUC, trusted"),
            Measure("whole.noticed.all.doubt", "mixed pages noticed, 5% of clean ones alarm"),
            Measure("whole.noticed.trusted.doubt", "noticed, trusted"),
            Measure("whole.told.mixed.page", "mixed pages told as such (GC102)", headline=True),
            Measure("whole.told.mixed.any", "mixed pages told, or a paper on them (GC101)", headline=True),
            Measure("whole.told.clean.page", "clean pages of common names told as mixed", rising=False, headline=True),
            Measure("whole.told.clean.any", "clean pages of common names told, or a paper on them", rising=False),
        ),
    ),
    Section(
        "Careers of rare names, judged as if the names were common",
        (
            Measure("careers.false_alarms.all", "right papers flagged", rising=False, aim=0.003, headline=True),
            Measure("careers.false_alarms.rarer", "right papers flagged, 0.01 ≤ E < 0.1", rising=False),
            Measure("careers.false_alarms.commoner", "right papers flagged, E ≥ 0.1", rising=False),
            Measure("careers.default.found", "another person's papers flagged"),
            Measure("careers.found_at_0.5", "another person's papers found at 0.5% false alarms"),
            Measure("careers.found_at_1", "the same at 1%", headline=True),
            Measure("careers.found_at_2", "the same at 2%"),
        ),
    ),
    Section(
        "Whose it is",
        (
            Measure("suggestion.first", "right existing person at first guess", aim=0.95, headline=True),
            Measure("suggestion.proposed", "somebody proposed, as likelier than nobody"),
            Measure("suggestion.proposed_right", "the right person, of those proposed", aim=0.95, headline=True),
            Measure("suggestion.nobody", "right person not among those asked: nobody proposed"),
            Measure("suggestion.flagged_and_first", "misfiled papers flagged, right person first"),
        ),
    ),
    Section(
        "Ids on the wrong person",
        (
            Measure("orcids.found", "swapped ORCIDs told (GC104)", aim=0.90, headline=True),
            Measure("orcids.right", "the same, as a mix-up with the right co-author"),
            Measure("orcids.false_alarms", "right ORCIDs called mixed up", rising=False, aim=0.001, headline=True),
            Measure("ids.found", "ids swapped between namesakes told (GC105)", aim=0.90, headline=True),
            Measure("ids.right", "the same, with the right person"),
            Measure("ids.false_alarms", "explicit links called wrong", rising=False, aim=0.001, headline=True),
        ),
    ),
    Section(
        "Pages split in two",
        (
            Measure(
                "splits.precision", "told pairs of known people that are one person (GC103)", aim=0.95, headline=True
            ),
            Measure("splits.found", "split pages told", headline=True),
            Measure("splits.found_with_coauthors", "the same, where a co-author is in common"),
        ),
    ),
    Section(
        "Calibration",
        (
            Measure("calibration.error", "expected calibration error", rising=False, aim=0.01, headline=True),
            Measure("calibration.brier", "Brier score", rising=False),
        ),
    ),
)
MEASURES = {measure.key: measure for section in SECTIONS for measure in section.measures}
AIM_IN_A_STRATUM = 0.03  # expected calibration error
