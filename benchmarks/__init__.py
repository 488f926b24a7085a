"""Measurements that anyone can repeat; each script says how it is called."""
