"""Evidence: one kind a file, each from arrays to log-odds."""
