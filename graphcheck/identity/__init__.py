"""What ids and the graph, together, say about who is who."""
