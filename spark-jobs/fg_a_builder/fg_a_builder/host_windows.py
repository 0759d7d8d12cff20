"""Sums and maxima of each host over each window, from deltas/host."""

from collections.abc import Sequence

from pyspark.sql import Column, DataFrame, Window, WindowSpec
from pyspark.sql import functions as F

from fg_a_builder.families.burst import MAXIMUM
from fg_a_builder.windows import WindowPlan


def host_windows(hosts: DataFrame, plan: WindowPlan, sums: Sequence[str]) -> DataFrame:
    """Each host's sums and maximum over every window that holds a session of it.

    A host's slices are laid out densely from each one that has sessions to the last end whose longest window still
    holds it, empty slices with zeros: as many rows as the longest window gets. A window's sum is then the difference
    of two running sums, and its maximum comes from maxima of power-of-two runs. Where slices are left out, the
    longest window is already empty, so that looking back by rows is looking back by time.

    Args:
        hosts: `host_ip`, `role`, `slice`, `sums` (whole numbers), and the maximum.
        plan: the windows and their ends.
        sums: columns to sum.

    Returns:
        `host_ip`, `role`, `window` (index in the plan), `end`, `sums`, and the maximum; only windows with sessions.
    """
    by_slice = Window.partitionBy("host_ip", "role").orderBy("slice")
    so_far = by_slice.rowsBetween(Window.unboundedPreceding, Window.currentRow)
    running = F.struct(*[F.sum(name).over(so_far).alias(name) for name in sums])
    rows = _with_run_maxima(_dense(hosts, plan, sums).withColumn("running", running), by_slice, plan.longest)
    lengths = plan.lengths.values()
    looked_back = rows.select(
        "*",
        *[F.lag("running", length).over(by_slice).alias(_before(length)) for length in lengths],
        *[_maximum_over(length, by_slice).alias(_maximum(length)) for length in lengths],
    )
    return (
        looked_back.where(plan.is_end(F.col("slice")))
        .select(
            "host_ip",
            "role",
            F.col("slice").alias("end"),
            F.inline(F.array(*[_window(index, length, sums) for index, length in enumerate(plan.lengths.values())])),
        )
        .where(F.col("sessions_cnt") > 0)
    )


def _window(index: int, length: int, sums: Sequence[str]) -> Column:
    before = F.col(_before(length))
    differences = [
        (F.col("running").getField(name) - F.coalesce(before.getField(name), F.lit(0))).alias(name) for name in sums
    ]
    return F.struct(F.lit(index).alias("window"), *differences, F.col(_maximum(length)).alias(MAXIMUM))


def _dense(hosts: DataFrame, plan: WindowPlan, sums: Sequence[str]) -> DataFrame:
    by_slice = Window.partitionBy("host_ip", "role").orderBy("slice")
    stays_until = F.least(F.col("slice") + (plan.longest - 1), F.lit(plan.last_end))
    until = F.least(stays_until, F.lead("slice").over(by_slice) - 1)  # least passes over nulls
    laid_out = hosts.withColumn("until", until).withColumn("laid_out", F.explode(F.sequence("slice", "until")))
    has_sessions = F.col("laid_out") == F.col("slice")
    values = [F.when(has_sessions, F.col(name)).otherwise(F.lit(0)).alias(name) for name in (*sums, MAXIMUM)]
    return laid_out.select("host_ip", "role", F.col("laid_out").alias("slice"), *values)


def _before(length: int) -> str:
    return f"running_before_{length}"


def _maximum(length: int) -> str:
    return f"maximum_over_{length}"


def _run_maximum(length: int) -> str:
    return f"run_maximum_{length}"


def _with_run_maxima(rows: DataFrame, by_slice: WindowSpec, longest: int) -> DataFrame:
    """Adds the maximum over the last 1, 2, 4 … slices, each from two of half its length."""
    rows = rows.withColumn(_run_maximum(1), F.col(MAXIMUM))
    length = 1
    while 2 * length <= longest:
        earlier = F.lag(_run_maximum(length), length, 0).over(by_slice)
        rows = rows.withColumn(_run_maximum(2 * length), F.greatest(_run_maximum(length), earlier))
        length *= 2
    return rows


def _maximum_over(length: int, by_slice: WindowSpec) -> Column:
    """The maximum over the last `length` slices, from runs whose lengths are the binary digits of `length`."""
    maxima, behind = [F.lit(0).cast("long")], 0
    for digit in reversed(range(length.bit_length())):
        run = 1 << digit
        if length & run:
            column = F.col(_run_maximum(run))
            maxima.append(F.lag(column, behind, 0).over(by_slice) if behind else column)
            behind += run
    return F.greatest(*maxima)
