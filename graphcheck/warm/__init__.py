"""What was read, built and concluded, kept for the next command, so that one name is shown at once.

It is a convenience: what can't be written or read, or is of another state of the files, is as if it were not there.
"""
