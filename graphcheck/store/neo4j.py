"""The graph on a Neo4j server: ``open_neo4j`` to ask it, ``loading_neo4j`` or ``load_neo4j`` to put it there."""

from graphcheck.store.neo4j_load import ServerLoading, load_neo4j, loading_neo4j
from graphcheck.store.neo4j_read import Neo4j, open_neo4j

__all__ = ["Neo4j", "ServerLoading", "load_neo4j", "loading_neo4j", "open_neo4j"]
