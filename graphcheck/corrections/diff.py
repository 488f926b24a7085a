"""Files before and after → a unified diff that ``git apply`` takes, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import PurePosixPath

from graphcheck.corrections.change import FileChange

CONTEXT = 3  # lines around a change, as git has it
_NO_END = b"\\ No newline at end of file\n"
_Code = tuple[str, int, int, int, int]  # as difflib has them: what, and from where to where, before and after


def unified_diff(changes: Sequence[FileChange], below: PurePosixPath = PurePosixPath()) -> bytes:  # noqa: B008
    """Return one diff of all files that change; empty where none does.

    ``below``: where the source is in its checkout, from whose folder ``git apply`` takes paths.
    """
    return b"".join(part for change in changes if change.before != change.after for part in _file(change, below))


def _file(change: FileChange, below: PurePosixPath) -> Iterator[bytes]:
    path = (below / change.path).as_posix().encode("utf-8", errors="surrogateescape")
    yield b"diff --git a/%s b/%s\n--- a/%s\n+++ b/%s\n" % (path, path, path, path)
    before, after = _lines(change.before), _lines(change.after)
    matcher: SequenceMatcher[bytes] = SequenceMatcher(None, [], [])
    matcher.opcodes = _codes(before, after)  # type: ignore[attr-defined]
    for group in matcher.get_grouped_opcodes(CONTEXT):
        first, last = group[0], group[-1]
        yield b"@@ -%s +%s @@\n" % (_range(first[1], last[2]), _range(first[3], last[4]))
        for what, i1, i2, j1, j2 in group:
            if what == "equal":
                yield from _marked(b" ", before[i1:i2])
                continue
            yield from _marked(b"-", before[i1:i2])
            yield from _marked(b"+", after[j1:j2])


def _lines(content: bytes) -> list[bytes]:
    """Return lines with their ends; a lone carriage return, at which Python parts lines, too, is none for git."""
    lines = content.split(b"\n")
    kept = [line + b"\n" for line in lines[:-1]]
    return [*kept, lines[-1]] if lines[-1] else kept


def _codes(before: list[bytes], after: list[bytes]) -> list[_Code]:
    """Return what is equal and what is not; only what lies between the first and the last change is compared."""
    head = 0
    while head < min(len(before), len(after)) and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < min(len(before), len(after)) - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    codes = _line_by_line(old, new) if len(old) == len(new) else SequenceMatcher(None, old, new, False).get_opcodes()
    found: list[_Code] = [("equal", 0, head, 0, head)] if head else []
    found += [(what, i1 + head, i2 + head, j1 + head, j2 + head) for what, i1, i2, j1, j2 in codes]
    if tail:
        found.append(("equal", len(before) - tail, len(before), len(after) - tail, len(after)))
    return found


def _line_by_line(old: list[bytes], new: list[bytes]) -> list[_Code]:
    codes: list[_Code] = []
    for at, (one, other) in enumerate(zip(old, new, strict=True)):
        what = "equal" if one == other else "replace"
        start = codes.pop()[1] if codes and codes[-1][0] == what else at
        codes.append((what, start, at + 1, start, at + 1))
    return codes


def _range(start: int, end: int) -> bytes:
    length = end - start
    return b"%d" % (start + 1) if length == 1 else b"%d,%d" % (start + 1 if length else start, length)


def _marked(mark: bytes, lines: Sequence[bytes]) -> Iterator[bytes]:
    for line in lines:
        yield mark + line
        if not line.endswith(b"\n"):
            yield b"\n" + _NO_END
