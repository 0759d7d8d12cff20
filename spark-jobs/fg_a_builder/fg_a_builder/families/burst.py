"""Family burst: the most sessions in one minute."""

from pyspark.sql import Column
from pyspark.sql import functions as F

MAXIMUM = "max_sessions_per_minute"
"""The column of deltas/host that is maximized over slices."""


def burst() -> dict[str, Column]:
    """The maximum over the window's slices."""
    return {MAXIMUM: F.col(MAXIMUM)}
