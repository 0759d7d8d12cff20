"""Counts of each source, destination and destination port."""
