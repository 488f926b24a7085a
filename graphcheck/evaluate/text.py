"""An evaluation, and a comparison of two, as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from graphcheck.errors import one_line
from graphcheck.evaluate.calibration import STRATA
from graphcheck.evaluate.catalogue import AIM_IN_A_STRATUM, MEASURES, SECTIONS, Measure
from graphcheck.evaluate.compare import MOST, Change, Comparison, PageChange
from graphcheck.evaluate.experiment import COMPONENTS, GRAPHCHECK, PLAIN_RULE
from graphcheck.wording import listing

_NONE = "–"
_HEAD = ("measure", "graphcheck", "interval (95%)", "plain rule", "components", "aim")
_FIGURES = {
    "f1": "groups F1",
    "clicks": "clicks",
    "wrong_flagged": "wrong papers flagged",
    "right_flagged": "right papers flagged",
    "outside": "right papers outside the core",
    "planted_flagged": "planted errors flagged",
    "whole_wrong_flagged": "wrong papers flagged on the whole page",
    "whole_right_flagged": "right papers flagged on the whole page",
    "doubt": "doubt",
    "told": "told as mixed",
}


def as_text(result: Mapping[str, Any]) -> str:
    """Return the table of measures, then calibration."""
    lines = [*_about(result), "", *_measures(result), "", *_reliability(result), "", *_bands(result)]
    return "\n".join(lines) + "\n"


def _about(result: Mapping[str, Any]) -> Iterator[str]:
    source, pages = result["source"], result["pages"]
    revision = f", revision {one_line(str(source['revision']), 12)}" if source["revision"] else ""
    yield f"{source['papers']:,} papers, {source['authorships']:,} authorships{revision}"
    counts = [f"{name}: {count:,}" for name, count in pages.items()]
    yield "pages: " + "; ".join(counts[:4])
    yield "papers: " + "; ".join(counts[4:-3])
    yield "splits: " + "; ".join(counts[-3:])
    model = f"models of {result['folds']} folds by name" if result["folds"] > 1 else "the model that the package brings"
    yield f"judged by {model}, identities hidden; seed {result['seed']}, {result['resamples']:,} resamples of pages"


def _measures(result: Mapping[str, Any]) -> Iterator[str]:
    rows = [
        (section.title, [_row(measure, result["measures"][measure.key]) for measure in section.measures])
        for section in SECTIONS
    ]
    widths = _widths([_HEAD, *(row for _, part in rows for row in part)])
    yield _line(_HEAD, widths)
    for title, part in rows:
        yield ""
        yield title
        yield from (_line(row, widths) for row in part)


def _row(measure: Measure, found: Mapping[str, Any]) -> tuple[str, ...]:
    ours = found[GRAPHCHECK]
    between = _NONE if ours["low"] is None else f"{_short(ours['low'])} to {_short(ours['high'])}"
    others = (_short(found[name]["value"]) for name in (PLAIN_RULE, COMPONENTS))
    sign = "≥" if measure.rising else "≤"
    aim = "" if measure.aim is None else f"{sign} {_short(measure.aim)}"
    return (f"  {measure.title}", _short(ours["value"]), between, *others, aim)


def _reliability(result: Mapping[str, Any]) -> Iterator[str]:
    yield "How often a paper is wrong, by its score"
    rows: list[tuple[str, ...]] = [("score from", "papers", "mean score", "wrong")]
    for one in result["reliability"]:
        rows.append((f"{one['low']:g}", f"{one['papers']:,}", _short(one["mean"]), _short(one["wrong"])))
    yield from _table(rows)


def _bands(result: Mapping[str, Any]) -> Iterator[str]:
    yield f"Calibration by stratum (aim: an expected error ≤ {_short(AIM_IN_A_STRATUM)} in each)"
    rows: list[tuple[str, ...]] = [("stratum", "papers", "mean score", "wrong", "Brier", "expected error")]
    for one in result["calibration"]:
        numbers = (_short(one[name]) for name in ("mean", "wrong", "brier", "error"))
        rows.append((_band_name(one), f"{one['papers']:,}", *numbers))
    yield from _table(rows)


def _band_name(band: Mapping[str, Any]) -> str:
    stratum, low = str(band["stratum"]), band["low"]
    if low is None:
        return "all"
    after = [edge for edge in STRATA[stratum] if edge > low]
    if not after:
        return f"{stratum}: from {low:g}"
    if stratum == "name commonness E":
        return f"{stratum}: {low:g} to {after[0]:g}"
    if after[0] - 1 == low:
        return f"{stratum}: {low:g}"
    return f"{stratum}: to {after[0] - 1:g}" if low == 0 else f"{stratum}: {low:g} to {after[0] - 1:g}"


def compared(found: Comparison) -> str:
    """Return what got better or worse, in lines."""
    lines = [f"not the same for both: {', '.join(found.unlike)}", ""] if found.unlike else []
    lines += [] if found.measures else ["nothing changed in any measure"]
    for title, better in (("Better", True), ("Worse", False)):
        chosen = [change for change in found.measures if change.better == better]
        if chosen:
            lines += [title, *_table([_changed(change) for change in chosen]), ""]
    for title, pages in (("Pages that got better", found.better), ("Pages that got worse", found.worse)):
        if pages:
            lines += [title, *(_changed_page(page) for page in pages), ""]
    for title, names in (("Pages in the old one alone", found.gone), ("Pages in the new one alone", found.come)):
        if names:
            lines += [f"{title} ({len(names):,})", f"  {one_line(listing(names, MOST))}", ""]
    return "\n".join(lines).rstrip() + "\n"


def _changed(change: Change) -> tuple[str, ...]:
    section = next(s.title for s in SECTIONS for m in s.measures if m.key == change.key)
    how = "beyond the interval" if change.beyond else "within the interval"
    title = f"  {section}: {MEASURES[change.key].title}"
    return (title, _short(change.before), "→", _short(change.now), how)


def _changed_page(page: PageChange) -> str:
    changes = (f"{_FIGURES[name]} {before:g} → {now:g}" for name, before, now in page.figures)
    return "  " + one_line(f"{page.page}: {', '.join(changes)}")


def _short(value: float | None) -> str:
    return _NONE if value is None else f"{value:.3f}"


def _table(rows: list[tuple[str, ...]]) -> Iterator[str]:
    widths = _widths(rows)
    yield from (_line(row, widths) for row in rows)


def _widths(rows: list[tuple[str, ...]]) -> list[int]:
    return [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]


def _line(row: tuple[str, ...], widths: list[int]) -> str:
    first, *others = (cell.rjust(width) for cell, width in zip(row, widths, strict=True))
    return "  ".join((row[0].ljust(len(first)), *others)).rstrip()
