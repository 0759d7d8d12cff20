"""Rows of a host group, packed: one array of values a metric, period and set of snapshots that cap them."""

from collections.abc import Sequence

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

from fg_b_builder.weighted_quantiles import NO_VALUE

SEGMENT_GROUP = ("segment_id", "role", "time_band", "window_label")
"""What a segment's statistics are of."""

HOST_GROUP = ("host_ip", "role", "segment_id", "time_band", "window_label")
"""What a host's statistics are of. Its rows are bounded by time: one a slice and window."""

EVERYONE_GROUP = ("role", "time_band", "window_label")
"""What the statistics of all hosts are of."""


def value_array(values: Sequence[Column]) -> Column:
    """One array of a row's values, without nulls."""
    return F.array(*[F.coalesce(value.cast("double"), F.lit(NO_VALUE)) for value in values])


def packed_values(rows: DataFrame, *, count: int) -> DataFrame:
    """Values by host group and metric.

    A row's values stay together, as one array, until its group is complete: collecting 48 columns apart costs more,
    and so does a plan that names them.

    Args:
        rows: `HOST_GROUP`, `period`, `capped` (array of the snapshots in which the row weighs less), `values`, best
            partitioned by `HOST_GROUP`.
        count: length of `values`.

    Returns:
        `HOST_GROUP`, `metric` (index), `pieces`: array of `period`, `capped`, `values` (of the rows, in no order).
    """
    pieces = rows.groupBy(*HOST_GROUP, "period", "capped").agg(F.collect_list("values").alias("rows"))
    groups = (
        pieces.select(*HOST_GROUP, "period", "capped", _transposed(F.col("rows"), count).alias("metrics"))
        .groupBy(*HOST_GROUP)
        .agg(F.collect_list(F.struct("period", "capped", "metrics")).alias("parts"))
    )
    by_metric = F.transform(
        _indices(count),
        lambda metric: F.transform(
            "parts",
            lambda part: F.struct(
                part["period"].alias("period"),
                part["capped"].alias("capped"),
                part["metrics"][metric].alias("values"),
            ),
        ),
    )
    return groups.select(*HOST_GROUP, F.posexplode(by_metric).alias("metric", "pieces"))


def _transposed(rows: Column, count: int) -> Column:
    return F.transform(
        _indices(count),
        lambda metric: F.transform(rows, lambda row: F.coalesce(row[metric], F.lit(NO_VALUE))),
    )


def _indices(count: int) -> Column:
    return F.array(*[F.lit(index) for index in range(count)])
