"""The graph's schema, stated once: both engines are set up from it, and the documentation is made from it.

A *node table* is a label with its key; a *relationship table* is a type between two labels. Properties are never
null unless they are ``optional``: text that a source doesn't give is "".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

# Changes with every change of what follows; a store of another version is rebuilt.
VERSION = 2


class Kind(StrEnum):
    """The type of a property, as Cypher calls it."""

    TEXT = "STRING"
    WHOLE = "INTEGER"
    REAL = "FLOAT"
    YES_NO = "BOOLEAN"


@dataclass(frozen=True, slots=True)
class Property:
    """A property of a node or a relationship; ``indexed`` asks engines that can for an index."""

    name: str
    kind: Kind
    about: str
    optional: bool = False
    indexed: bool = False


@dataclass(frozen=True, slots=True)
class NodeTable:
    """Nodes with one label; the property named ``key`` identifies a node among them."""

    label: str
    key: str
    properties: tuple[Property, ...]
    about: str

    @property
    def name(self) -> str:
        """The label, which also names the table's frame."""
        return self.label


@dataclass(frozen=True, slots=True)
class RelationshipTable:
    """Relationships of one type, from ``source`` to ``target`` (labels).

    There is one for each pair of nodes, or, where ``key`` names a property, one for each pair and value of it.
    """

    type: str
    source: str
    target: str
    properties: tuple[Property, ...]
    about: str
    key: str | None = None

    @property
    def name(self) -> str:
        """The type, which also names the table's frame."""
        return self.type


def _text(name: str, about: str, *, indexed: bool = False) -> Property:
    return Property(name, Kind.TEXT, about, indexed=indexed)


def _whole(name: str, about: str, *, optional: bool = False, indexed: bool = False) -> Property:
    return Property(name, Kind.WHOLE, about, optional, indexed)


def _real(name: str, about: str, *, optional: bool = False) -> Property:
    return Property(name, Kind.REAL, about, optional)


def _yes_no(name: str, about: str) -> Property:
    return Property(name, Kind.YES_NO, about)


NODES = (
    NodeTable(
        "Person",
        "id",
        (
            _text("id", "id of the page: `ji-liu`, `ji-liu/unverified`"),
            _text("name", "canonical printed name"),
            _yes_no("verified", "listed in the people file, and no catch-all page"),
            _text("orcid", "the person's ORCID"),
            _text("openreview", "the person's OpenReview id"),
            _yes_no("catch_all", "the people file says that the page may hold several people"),
            _whole("papers", "papers on the page"),
            _whole("first_year", "year of the first paper; null without papers", optional=True),
            _whole("last_year", "year of the last paper; null without papers", optional=True),
            _real("name_commonness", "E: how many people would bear the name by chance"),
            _real("page_doubt", "probability that the page holds several people; null where not judged", optional=True),
            _whole("groups", "groups of papers that hold together; 0 where not judged"),
        ),
        "an identity, and so a page",
    ),
    NodeTable(
        "Name",
        "slug",
        (
            _text("slug", "the name as the Anthology compares names: `ji-liu`"),
            _text("printed", "its most frequent printed form"),
        ),
        "a name that people bear",
    ),
    NodeTable(
        "Paper",
        "id",
        (
            _text("id", "full id: `2023.emnlp-main.488`, `P18-1217`"),
            _text("title", "title without mark-up"),
            _whole("year", "year of the volume", indexed=True),
            _text("url", "address of the paper's page"),
            _text("volume", "id of the volume: `2023.emnlp-main`, `P18-1`", indexed=True),
            _whole("authors", "how many authors it has"),
            _text("facts", "digest of title, year, volume and authors, by which the next load sees what changed"),
        ),
        "a paper",
    ),
    NodeTable("Venue", "id", (_text("id", "id of the venue: `acl`"), _text("name", "its name")), "a venue"),
    NodeTable(
        "Institution",
        "name",
        (_text("name", "its name, as it is printed most often"),),
        "an institution that affiliations name",
    ),
    NodeTable(
        "Finding",
        "id",
        (
            _text("id", "the same from run to run, for the same claim"),
            _text("code", "`GC101`, …; see `graphcheck explain`", indexed=True),
            _text("name", "what the code is called: `stray-authorship`"),
            _real("score", "probability that the claim is right"),
            _text(
                "state",
                "`new`, `known`, `relapsed` or `dismissed`, as the report says; without one `new` where the "
                "graph before had no such finding, else `known`",
            ),
            _text("text", "the claim and its reasons"),
            _text("person", "id of whose page it is told on; empty where it is about nobody's"),
        ),
        "a claim that a maintainer is asked to look at",
    ),
    NodeTable(
        "Change",
        "id",
        (
            _text("id", "a number, in order of volume and paper"),
            _text("volume", "id of the volume", indexed=True),
            _text("paper", "id of the paper, which may have vanished"),
            _whole("position", "0-based place among the authors; -1 where it is about the whole paper"),
            _text("what", "`added`, `removed`, `title`, `year`, `author`, `link`, `finding` or `resolved`"),
            _text("was", "before the load"),
            _text("now", "after the load"),
        ),
        "something that the last load changed; see “What changed” below",
    ),
    NodeTable(
        "Load",
        "id",
        (
            _text("id", "always `last`"),
            _text("source", "folder of the source that was read"),
            _text("revision", "commit that was read"),
            _text("before", "commit that the changes are counted from"),
        ),
        "what the graph was made from; one node",
    ),
)

RELATIONSHIPS = (
    RelationshipTable(
        "AUTHORED",
        "Person",
        "Paper",
        (
            _whole("position", "0-based place among the authors"),
            _text("name", "as printed on the paper"),
            _text("link", "why it is on this page: `explicit`, `orcid`, `openreview` or `inferred` (by name)"),
            _real("score", "probability that the paper is *not* this person's; null where not judged", optional=True),
            _yes_no("flagged", "it is told as a stray (GC101, unless the id is wrong)"),
            _text("group", 'label of its group of papers; "" where not judged. Write `` a.`group` ``: a reserved word'),
            _yes_no("core", "the group is taken for the person"),
            _whole("bridge", "papers of the page that only this one ties to the others, by co-authors in common"),
            _text("orcid", "ORCID on the paper"),
            _text("openreview", "OpenReview id on the paper"),
        ),
        "an authorship",
        key="position",
    ),
    RelationshipTable("HAS_NAME", "Person", "Name", (), "somebody bears a name: listed, a variant, or on a paper"),
    RelationshipTable(
        "NAMESAKE",
        "Person",
        "Person",
        (_yes_no("same", "they bear one name; else the name of the one, two words, stands in the other's longer one"),),
        "two people with one name, or with names alike; once a pair, so match it without direction",
    ),
    RelationshipTable("APPEARED_IN", "Paper", "Venue", (), "a paper's venue"),
    RelationshipTable(
        "STATED",
        "Person",
        "Institution",
        (_text("paper", "id of the paper"), _whole("year", "its year")),
        "an affiliation that a person gave on a paper",
        key="paper",
    ),
    RelationshipTable(
        "COAUTHOR",
        "Person",
        "Person",
        (
            _whole("papers", "papers together"),
            _whole("first_year", "year of the first one"),
            _whole("last_year", "year of the last one"),
        ),
        "two people wrote together; once a pair, from the lesser id to the greater, so match it without direction",
    ),
    RelationshipTable(
        "ABOUT_PERSON",
        "Finding",
        "Person",
        (),
        "whose page a finding is about; of a finding about several people each",
    ),
    RelationshipTable("ABOUT_PAPER", "Finding", "Paper", (), "which papers a finding is about"),
    RelationshipTable(
        "SUGGESTS",
        "Finding",
        "Person",
        (_whole("rank", "1 for the best"),),
        "whom the papers may belong to instead",
    ),
)

TABLES: tuple[NodeTable | RelationshipTable, ...] = (*NODES, *RELATIONSHIPS)
SOURCE = "from"  # columns of a relationship's frame that hold the keys of its two nodes
TARGET = "to"


def columns(table: NodeTable | RelationshipTable) -> tuple[Property, ...]:
    """Return the columns of a table's frame: the properties; before those of a relationship the two nodes' keys."""
    if isinstance(table, NodeTable):
        return table.properties
    return (_text(SOURCE, f"key of the {table.source}"), _text(TARGET, f"key of the {table.target}"), *table.properties)


def free_text(table: NodeTable | RelationshipTable) -> frozenset[str]:
    """Return the columns of a table's frame that hold text and no keys."""
    keys = {SOURCE, TARGET, table.key}
    return frozenset(c.name for c in columns(table) if c.kind is Kind.TEXT and c.name not in keys)
