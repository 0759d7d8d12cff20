"""FG-B: what is normal for hosts and segments, and which pairs are rare."""
