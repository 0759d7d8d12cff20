"""Which cells of a histogram hold what the statistics are made of."""

from functools import reduce
from operator import or_

from pyspark.sql import Column, DataFrame, Window
from pyspark.sql import functions as F

from fg_b_builder.weighted_quantiles import MEDIAN, QUANTILES, place

GROUP = ("group", "snapshot", "metric")


def low_place(quantile: float) -> Column:
    """Whole position at or below a quantile's, in the list of `total` repeated values."""
    return place(quantile, F.col("total"))["low"]


def high_place(quantile: float) -> Column:
    """Whole position at or above it."""
    found = place(quantile, F.col("total"))
    return found["low"] + (found["fraction"] > 0).cast("long")


def holds(position: Column) -> Column:
    """Whether a run of equal or neighbouring values, `weight` long, `before` of others before it, takes a position."""
    return (F.col("before") <= position) & (position < F.col("before") + F.col("weight"))


def relevant_cells(cells: DataFrame) -> DataFrame:
    """The cells that hold a quantile, or may hold the median deviation.

    A cell's values deviate from the median at least by `near` and at most by `far`, the median itself lying between
    the bounds of its own cells. Sorted by `near`, the weights reach the middle no later than the deviations
    themselves do, and sorted by `far` no sooner.

    Args:
        cells: `GROUP`, `cell`, `rows`, `weight`, `low`, `high`.

    Returns:
        Of the relevant ones these columns and `before` (weight of the cells below), `total` and `support` (weight and
        rows of the group), `is_deviation` (whether it may hold the median deviation), `nearer` (weight of the cells
        that surely deviate less).
    """
    whole = Window.partitionBy(*GROUP)
    # Cells do not overlap.
    so_far = whole.orderBy("low").rowsBetween(Window.unboundedPreceding, Window.currentRow)
    placed = cells.select(
        "*",
        (F.sum("weight").over(so_far) - F.col("weight")).alias("before"),
        F.sum("weight").over(whole).alias("total"),
        F.sum("rows").over(whole).alias("support"),
    )
    medians = placed.select(
        "*",
        F.min(F.when(holds(low_place(MEDIAN)), F.col("low"))).over(whole).alias("median_low"),
        F.max(F.when(holds(high_place(MEDIAN)), F.col("high"))).over(whole).alias("median_high"),
    )
    deviations = medians.select(
        *placed.columns,
        F.greatest(F.lit(0.0), F.col("low") - F.col("median_high"), F.col("median_low") - F.col("high")).alias("near"),
        F.greatest(F.col("high") - F.col("median_low"), F.col("median_high") - F.col("low")).alias("far"),
    )
    sums = deviations.select("*", _weight_up_to("near").alias("by_near"), _weight_up_to("far").alias("by_far"))
    bounded = sums.select(
        "*",
        F.min(F.when(F.col("by_near") > low_place(MEDIAN), F.col("near"))).over(whole).alias("least"),
        F.min(F.when(F.col("by_far") > high_place(MEDIAN), F.col("far"))).over(whole).alias("most"),
    )
    nearer = F.sum(F.when(F.col("far") < F.col("least"), F.col("weight")).otherwise(0)).over(whole)
    is_deviation = (F.col("far") >= F.col("least")) & (F.col("near") <= F.col("most"))
    positions = [position(quantile) for quantile in QUANTILES for position in (low_place, high_place)]
    is_quantile = reduce(or_, [holds(position) for position in positions])
    return bounded.select(*placed.columns, is_deviation.alias("is_deviation"), nearer.alias("nearer")).where(
        is_quantile | F.col("is_deviation")
    )


def _weight_up_to(column: str) -> Column:
    ordered = Window.partitionBy(*GROUP).orderBy(column).rangeBetween(Window.unboundedPreceding, Window.currentRow)
    return F.sum("weight").over(ordered)
