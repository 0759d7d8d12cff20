"""FG-A: features of a host and role over windows that end with each slice."""
