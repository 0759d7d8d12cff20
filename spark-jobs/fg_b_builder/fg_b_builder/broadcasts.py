"""Tables that are small enough for every task to have them whole."""

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

_MOST_ENTRIES = 2_000_000
"""About 100 MB."""


def broadcast_if_few(rows: DataFrame, entries: int) -> DataFrame:
    """`rows`, sent to all tasks in a join when they hold few entries: Spark knows no sizes of checkpoints.

    Without it both sides of a join are shuffled, the large one with its arrays, and loses its partitioning.

    Args:
        rows: the smaller side.
        entries: its rows, or what they hold altogether.
    """
    return F.broadcast(rows) if entries <= _MOST_ENTRIES else rows
