"""What got better or worse, and where."""

from __future__ import annotations

from typing import Any

from graphcheck.evaluate.compare import MOST, compare, dropped
from graphcheck.evaluate.text import compared


def result(
    measures: dict[str, tuple[float | None, float | None, float | None]],
    pages: dict[str, dict[str, Any]] | None = None,
    **more: Any,
) -> dict[str, Any]:
    found = {
        key: {"graphcheck": {"value": value, "low": low, "high": high}} for key, (value, low, high) in measures.items()
    }
    return {"measures": found, "per_page": pages or {}, **more}


OLD = result(
    {
        "groups.all.f1": (0.90, 0.85, 0.94),
        "groups.all.recall": (0.90, 0.85, 0.94),
        "outside.all": (0.02, 0.01, 0.03),
        "doubt.all.auc": (0.9, 0.8, 0.95),
    }
)


def test_better_and_worse_know_which_way_is_up() -> None:
    new = result({"groups.all.f1": (0.95, 0, 1), "outside.all": (0.04, 0, 1), "doubt.all.auc": (0.9, 0, 1)})
    f1, outside = compare(OLD, new).measures
    assert (f1.key, f1.better, f1.beyond) == ("groups.all.f1", True, True)
    assert (outside.key, outside.better, outside.beyond) == ("outside.all", False, True)


def test_only_headlines_that_drop_out_of_the_interval_are_dropped() -> None:
    auc = {"doubt.all.auc": (0.9, 0, 1)}
    within = {"groups.all.f1": (0.86, 0, 1), "groups.all.recall": (0.5, 0, 1), "outside.all": (0.0, 0, 1), **auc}
    assert dropped(OLD, result(within)) == []  # recall is no headline, fewer outside is better
    below = result({"groups.all.f1": (0.84, 0, 1), "outside.all": (0.031, 0, 1), **auc})
    assert sorted(change.key for change in dropped(OLD, below)) == ["groups.all.f1", "outside.all"]


def test_a_headline_that_has_no_figure_any_more_is_dropped() -> None:
    same = {key: tuple(found["graphcheck"].values()) for key, found in OLD["measures"].items()}
    gone = {**same, "groups.all.f1": (None, None, None), "groups.all.recall": (None, None, None)}
    assert [change.key for change in dropped(OLD, result(gone))] == ["groups.all.f1"]


def test_a_figure_that_one_of_them_lacks_is_not_compared() -> None:
    assert compare(OLD, result({"groups.all.f1": (None, None, None)})).measures == ()


def test_pages_are_told_the_most_changed_first() -> None:
    old = result({}, {"a": {"f1": 0.5, "clicks": 3, "doubt": 0.5}, "b": {"right_flagged": 0, "doubt": 0.2}, "c": {}})
    new = result({}, {"a": {"f1": 1.0, "clicks": 1, "doubt": 0.6}, "b": {"right_flagged": 2, "doubt": 0.2}, "d": {}})
    found = compare(old, new)
    (better,), (worse,) = found.better, found.worse
    assert better.page == "a"
    assert better.figures == (("f1", 0.5, 1.0), ("clicks", 3, 1), ("doubt", 0.5, 0.6))
    assert (worse.page, worse.figures) == ("b", (("right_flagged", 0, 2),))
    text = compared(found)
    assert "  a: groups F1 0.5 → 1, clicks 3 → 1, doubt 0.5 → 0.6\n" in text
    assert "  b: right papers flagged 0 → 2\n" in text


def test_doubt_is_good_on_mixed_pages_and_bad_on_clean_ones() -> None:
    old = result({}, {"mixed": {"clicks": 1, "doubt": 0.1}, "clean": {"doubt": 0.1}})
    new = result({}, {"mixed": {"clicks": 1, "doubt": 0.9}, "clean": {"doubt": 0.9}})
    found = compare(old, new)
    assert [page.page for page in found.better] == ["mixed"]
    assert [page.page for page in found.worse] == ["clean"]


def test_planted_errors_are_compared_where_they_are_as_many() -> None:
    old = result({}, {"a": {"planted": 1, "planted_flagged": 0}, "b": {"planted": 1, "planted_flagged": 0}})
    new = result({}, {"a": {"planted": 1, "planted_flagged": 1}, "b": {"planted": 2, "planted_flagged": 2}})
    assert [page.page for page in compare(old, new).better] == ["a"]


def test_so_many_pages_are_shown_and_no_more() -> None:
    old = result({}, {f"p{n:03}": {"right_flagged": n} for n in range(MOST + 9)})
    new = result({}, {f"p{n:03}": {"right_flagged": 0} for n in range(MOST + 9)})
    better = compare(old, new).better
    assert len(better) == MOST
    assert better[0].page == f"p{MOST + 8:03}"


def test_pages_that_one_of_them_lacks_are_named() -> None:
    found = compare(result({}, {"a": {}, "b": {}, "c": {}}), result({}, {"b": {}, "d": {}}))
    assert (found.gone, found.come) == (("a", "c"), ("d",))
    text = compared(found)
    assert "Pages in the old one alone (2)\n  a and c\n\nPages in the new one alone (1)\n  d\n" in text


def test_what_is_not_the_same_is_said() -> None:
    found = compare(result({}, seed=0, folds=5), result({}, seed=1, folds=5))
    assert found.unlike == ("seed",)
    assert compared(found) == "not the same for both: seed\n\nnothing changed in any measure\n"


def test_control_characters_of_a_file_do_not_reach_the_terminal() -> None:
    old, new = (result({}, {"a\x1b[31m\n": {"right_flagged": n}}) for n in (3, 0))
    assert "\x1b" not in compared(compare(old, new))
