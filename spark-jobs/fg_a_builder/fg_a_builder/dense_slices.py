"""Rows of slices laid out without gaps, so that looking back by rows is looking back by time."""

from collections.abc import Sequence

from pyspark.sql import DataFrame, Window
from pyspark.sql import functions as F

from fg_a_builder.windows import WindowPlan


def dense(rows: DataFrame, plan: WindowPlan, group: Sequence[str]) -> DataFrame:
    """The slices of each group from each row's to the last end whose longest window still holds it.

    Added slices hold zeros, as do nulls: as many rows as the longest window gets. Where slices are left out, the
    longest window is already empty, so that looking back by rows is looking back by time.

    Args:
        rows: `group`, `slice`, whole numbers.
        plan: the windows and their ends.
        group: whose slices they are.
    """
    by_slice = Window.partitionBy(*group).orderBy("slice")
    stays_until = F.least(F.col("slice") + (plan.longest - 1), F.lit(plan.last_end))
    until = F.least(stays_until, F.lead("slice").over(by_slice) - 1)  # least passes over nulls
    laid_out = rows.withColumn("until", until).withColumn("laid_out", F.explode(F.sequence("slice", "until")))
    is_row = F.col("laid_out") == F.col("slice")
    values = [name for name in rows.columns if name not in (*group, "slice")]
    none = F.lit(0).cast("long")
    return laid_out.select(
        *group,
        F.col("laid_out").alias("slice"),
        *[F.coalesce(F.when(is_row, F.col(name)), none).alias(name) for name in values],
    )
