"""Sums of a slice: what each host did, in each role, and with whom."""
