"""Rows of slices laid out without gaps, and maxima over the last of them."""

from collections.abc import Sequence

from pyspark.sql import Column, DataFrame, Window, WindowSpec
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


def with_run_maxima(rows: DataFrame, names: Sequence[str], by_slice: WindowSpec, longest: int) -> DataFrame:
    """Adds maxima of columns over the last 1, 2, 4 … rows, each from two of half its length."""
    rows = rows.select("*", *[F.col(name).alias(_run_maximum(name, 1)) for name in names])
    length = 1
    while 2 * length <= longest:
        rows = rows.select("*", *[_doubled(name, length, by_slice) for name in names])
        length *= 2
    return rows


def maximum_over(name: str, length: int, by_slice: WindowSpec) -> Column:
    """The maximum over the last `length` rows, from runs whose lengths are the binary digits of `length`."""
    maxima, behind = [F.lit(0).cast("long")], 0
    for digit in reversed(range(length.bit_length())):
        run = 1 << digit
        if length & run:
            column = F.col(_run_maximum(name, run))
            maxima.append(F.lag(column, behind, 0).over(by_slice) if behind else column)
            behind += run
    return F.greatest(*maxima)


def _doubled(name: str, length: int, by_slice: WindowSpec) -> Column:
    run = _run_maximum(name, length)
    return F.greatest(run, F.lag(run, length, 0).over(by_slice)).alias(_run_maximum(name, 2 * length))


def _run_maximum(name: str, length: int) -> str:
    return f"{name}_run_{length}"
