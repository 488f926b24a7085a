"""The codes' pages as blocks."""

from __future__ import annotations

from graphcheck.findings.catalogue import CATALOGUE
from graphcheck.report.markdown import Block, Span, blocks, spans


def test_blocks_of_every_kind() -> None:
    found = blocks("# Title\n\n## Heading\n\nOne\nparagraph.\n\n- first\n- second\n  goes on\n")
    assert [(block.kind, len(block.lines)) for block in found] == [
        ("title", 1),
        ("heading", 1),
        ("paragraph", 1),
        ("list", 2),
    ]
    assert found[3] == Block("list", ((Span("text", "first"),), (Span("text", "second\n  goes on"),)))


def test_spans_of_every_kind() -> None:
    assert spans("a `code` and *stress* <https://x.example/1>.") == (
        Span("text", "a "),
        Span("code", "code"),
        Span("text", " and "),
        Span("stress", "stress"),
        Span("text", " "),
        Span("link", "https://x.example/1"),
        Span("text", "."),
    )
    assert spans("<script> <javascript:x>") == (Span("text", "<script> <javascript:x>"),)


def test_no_text_of_a_code_page_is_lost() -> None:
    for code in CATALOGUE.values():
        shown = "".join(span.text for block in blocks(code.page()) for line in block.lines for span in line)
        letters = [c for c in code.page() if c.isalnum()]
        assert [c for c in shown if c.isalnum()] == letters
