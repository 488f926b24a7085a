"""Texts that people typed or that data held → texts that can stand in an issue.

The dialog's script (``report/static/fixing.js``) cleans in the same way, so that its issue is the same, letter by
letter; the categories used are those that no new version of Unicode adds to.
"""

from __future__ import annotations

import re
import unicodedata

# Explicit embeddings and overrides turn the text after them around; a name never needs them.
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ACTING = ("Cc", "Cs", "Zl", "Zp")  # controls, halves of pairs, separators of lines and paragraphs
_SPACES = re.compile("[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_MARKS = re.compile(r"[\\`*_{}\[\]<>#|~$&!]")
_MENTION = "@\u2060"  # a word joiner: GitHub no longer takes it for a name to notify


def is_harmless(text: str) -> bool:
    """Tell whether ``text`` has no control character, line end, or character that turns text around."""
    return not (_TURNING.search(text) or any(unicodedata.category(c) in _ACTING for c in text))


def one_line(text: str) -> str:
    """Return ``text`` on one harmless line, runs of spaces as one."""
    kept = "".join(" " if unicodedata.category(c) in _ACTING else c for c in _TURNING.sub("", text))
    return _SPACES.sub(" ", kept).strip(" ")


def lines(text: str) -> str:
    """Return ``text`` with its line ends as they are, each line harmless, no empty lines around it."""
    return "\n".join(one_line(line) for line in re.split("\r\n|\r|\n", text)).strip("\n")


def plain(text: str) -> str:
    """Return ``text`` on one line such that GitHub's Markdown shows it as it is, and notifies nobody."""
    return _MARKS.sub(r"\\\g<0>", one_line(text)).replace("@", _MENTION)
