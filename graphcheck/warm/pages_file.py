"""Pages ↔ JSON, a page a text: what was put into words once need not be again."""

from __future__ import annotations

from typing import Any

import orjson

from graphcheck.model import Coauthor, Evidence, Group, JudgedAuthorship, Link, Page, Suggestion


def encoded(page: Page) -> bytes:
    """Return a page as JSON; numbers keep all their digits."""
    return orjson.dumps(page, option=orjson.OPT_SERIALIZE_NUMPY)


def decoded(content: bytes | memoryview) -> Page:
    """Return the page that ``encoded`` was given.

    Raises:
        ValueError, TypeError, KeyError: it is something else.
    """
    told = orjson.loads(content)
    return Page(
        **{
            **told,
            "years": tuple(told["years"]),
            "links": tuple((Link(link), papers) for link, papers in told["links"]),
            "groups": tuple(map(_group, told["groups"])),
            "authorships": tuple(map(_authorship, told["authorships"])),
            "codes": tuple(told["codes"]),
        }
    )


def _group(told: dict[str, Any]) -> Group:
    return Group(
        **{
            **told,
            "papers": tuple(told["papers"]),
            "years": tuple(told["years"]),
            "venues": tuple((name, papers) for name, papers in told["venues"]),
            "coauthors": tuple(Coauthor(**one) for one in told["coauthors"]),
        }
    )


def _authorship(told: dict[str, Any]) -> JudgedAuthorship:
    return JudgedAuthorship(
        **{
            **told,
            "link": Link(told["link"]),
            "suggestions": tuple(Suggestion(**one) for one in told["suggestions"]),
            "codes": tuple(told["codes"]),
            "evidence": tuple(Evidence(**one) for one in told["evidence"]),
        }
    )
