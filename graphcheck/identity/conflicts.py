"""Ids that contradict each other."""

SEVERAL = "several-people"
