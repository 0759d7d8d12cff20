"""Family sums: what adds up over the slices of a window."""

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

from fg_a_builder.families.burst import MAXIMUM
from ndr_spark.generated.tables import DELTAS_HOST

_MICROS = 1_000_000
DURATION = "duration_us"

_ADDITIVE = tuple(
    column.name for column in DELTAS_HOST.columns if column.name not in (*DELTAS_HOST.key, MAXIMUM, "duration_sum")
)

SUMMED = (*_ADDITIVE, DURATION)
"""Whole numbers of a slice that are summed."""


def summands(hosts: DataFrame) -> DataFrame:
    """Adds the duration in whole microseconds, whose sums are exact in any order."""
    return hosts.withColumn(DURATION, F.round(F.col("duration_sum") * _MICROS).cast("long"))


def sums() -> dict[str, Column]:
    """Every additive column of deltas/host, from the sums of `SUMMED`."""
    return {**{name: F.col(name) for name in _ADDITIVE}, "duration_sum": duration_seconds()}


def duration_seconds() -> Column:
    """Duration of all sessions."""
    return F.col(DURATION) / _MICROS
