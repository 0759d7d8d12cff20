"""The families of FG-A's metrics."""
