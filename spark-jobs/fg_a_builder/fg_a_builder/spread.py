"""Sums of c ln c over the sessions c of keys: what entropy is made of, kept exact while keys come and go."""

from pyspark.sql import Column
from pyspark.sql import functions as F

FRACTION = 1 << 36
"""Units of a fraction: fine enough for 1e-11, and 134 million of them add up in 64 bits."""


def spread(sessions: Column) -> tuple[Column, Column]:
    """Of c sessions, c ln c as two whole numbers: the whole part, and the rest in units of 1 / `FRACTION`.

    Whole numbers add up to the same sum in any order, and what enters a sum leaves it exactly.
    """
    value = F.when(sessions > 0, sessions * F.log(sessions)).otherwise(0.0)
    whole = F.floor(value)
    return whole.cast("long"), ((value - whole) * FRACTION).cast("long")
