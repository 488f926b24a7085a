"""A decision → text that is added to the end of the file; what stands in it already stays byte for byte."""

from __future__ import annotations

import json
from collections.abc import Sequence

from graphcheck.decisions import Confirmation, Decision, Dismissal, Distinction
from graphcheck.decisions.reading import parse
from graphcheck.errors import BadInputError, GraphcheckError

HEAD = """\
# What people decided about graphcheck's findings; see docs/nights.md of graphcheck.
# graphcheck decide adds entries at the end; edit and remove them as you like.
"""


def added(before: str, decisions: Sequence[Decision], file: str) -> str:
    """Return the text of the file with ``decisions`` added; ``before`` is "" where there is no file yet.

    Raises:
        BadInputError: what is there is wrong; every reason is listed with its line.
        GraphcheckError: nothing can be added to what is there, though it can be read.
    """
    parse(before, file)
    end = "\r\n" if "\r\n" in before else "\n"
    text = before or HEAD
    gap = "" if text.endswith("\n") else end
    after = text + gap + "".join(end + entry.replace("\n", end) for entry in map(as_toml, decisions))
    try:
        parse(after, file)
    except BadInputError as error:
        hint = "begin each entry there with a line such as [[dismiss]]"
        raise GraphcheckError(f"{file}: an entry can't be added to what stands there; {hint}") from error
    return after


def as_toml(decision: Decision) -> str:
    """Return an entry as TOML, with a line end at its end."""
    kind, told = _told(decision)
    lines = [f"[[{kind}]]", *(f"{name} = {_value(value)}" for name, value in told.items())]
    lines += [f"who = {_value(decision.who)}", f"when = {decision.when}", f"why = {_value(decision.why)}"]
    if evidence := _evidence(decision):
        lines.append(f"evidence = {{ {', '.join(f'{name} = {_value(value)}' for name, value in evidence.items())} }}")
    return "\n".join([*lines, ""])


def _told(decision: Decision) -> tuple[str, dict[str, object]]:
    if isinstance(decision, Dismissal):
        told = {name: getattr(decision, name) for name in ("finding", "code", "person", "paper")}
        return "dismiss", {name: value for name, value in told.items() if value}
    if isinstance(decision, Confirmation):
        return "confirm", {"person": decision.person, "paper": decision.paper}
    if isinstance(decision, Distinction):
        return "distinct", {"persons": list(decision.persons)}
    raise TypeError(f"{type(decision).__name__} has no form in the file")


def _evidence(decision: Decision) -> dict[str, object]:
    if isinstance(decision, Dismissal):
        noted: dict[str, object] = {
            "score": decision.score,
            "papers": decision.papers,
            "authors": decision.authors or None,
        }
        noted["about"] = decision.about or None
        return {name: value for name, value in noted.items() if value is not None}
    if isinstance(decision, Confirmation) and decision.authors:
        return {"authors": decision.authors}
    return {}


def _value(value: object) -> str:
    """Return a value as TOML has it: JSON's own form, but for one character that TOML wants escaped, too."""
    clean = value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
    return json.dumps(clean, ensure_ascii=False).replace("\x7f", "\\u007f")
