"""The graph that maintainers ask in Cypher: embedded (Ladybug) or on a Neo4j server."""
