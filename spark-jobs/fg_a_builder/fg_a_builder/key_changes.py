"""Changes of a window's keys as it slides: what each slice of a key brings when it enters, and takes when it leaves.

A window that ends with slice `e` is followed by the one that ends with `e + 1`: one slice leaves it, one enters. So
each slice of a key changes the window's measures at two ends that are known from the slice alone, and how much depends
on the key's sums over the slices beside it. Added up by slice, those changes are as few as rows of deltas/host, and
running sums of them give the measures at every end.
"""

from collections.abc import Iterator

from pyspark.sql import Column, DataFrame, Window, WindowSpec
from pyspark.sql import functions as F

from fg_a_builder.keys import Keys, count, spread_fraction, spread_whole, top_bytes, top_sessions
from fg_a_builder.spread import spread
from fg_a_builder.windows import WindowPlan

SHORT = 4
"""Windows of so many slices or fewer get their largest keys from the sums over each shorter window."""


def neighbours(keys: Keys, plan: WindowPlan) -> DataFrame:
    """One row a key and slice, with the key's sums over the slices before and after it.

    Returns:
        `keys.identity`, `slice`, `sessions`, `bytes`, `previous_slice`, `next_slice` (null where there is none); where
        distributions are wanted also `up_to_<n>`, sums over the n slices that end with this one, and for each window
        of length n `rest_<n>`, sums over the n - 1 slices after this one, both with the first and last slice in them.
    """
    values = ("sessions", "bytes") if keys.is_distributed else ("sessions",)
    # Sorting and spreading by one number is faster than by several texts, which only decide between equal numbers.
    hashed = keys.rows.select(F.xxhash64(*keys.group, *keys.columns).alias("hash"), *keys.identity, "slice", *values)
    partition = ("hash", *keys.identity)
    by_slice = Window.partitionBy(*partition).orderBy("slice")
    a_slice = (
        hashed.repartition("hash").groupBy(*partition, "slice").agg(*[F.sum(value).alias(value) for value in values])
    )
    rows = a_slice.select(
        "*",
        F.lag("slice").over(by_slice).alias("previous_slice"),
        F.lead("slice").over(by_slice).alias("next_slice"),
        *([] if not keys.is_distributed else _so_far(by_slice)),
    )
    return _framed(rows, by_slice, plan) if keys.is_distributed else rows


def slice_changes(keys: Keys, rows: DataFrame, plan: WindowPlan) -> DataFrame:
    """Changes by slice.

    Args:
        keys: the keys.
        rows: their `neighbours`.
        plan: the windows.

    Returns:
        `keys.group`, `slice`, and the columns `entering` and `leaving` of each measure that adds up and window;
        `up_to` of the largest keys.
    """
    changes = [
        column
        for length in plan.lengths.values()
        for column in (*_count_changes(keys, length), *(_spread_changes(keys, length) if keys.is_distributed else ()))
    ]
    tops = _tops(keys, plan) if keys.is_distributed else ()
    return rows.groupBy(*keys.group, "slice").agg(*changes, *tops)


def entering(measure: str, length: int) -> str:
    """The column of what a slice adds to a measure of the windows of a length when it enters."""
    return f"{measure}_entering_{length}"


def leaving(measure: str, length: int) -> str:
    """The column of what a slice adds to the measure when it leaves, `length` slices later."""
    return f"{measure}_leaving_{length}"


def up_to(measure: str, length: int) -> str:
    """The column of a largest key's sum over the `length` slices that end with a slice in which the key is met."""
    return f"{measure}_up_to_{length}"


def top_lengths(plan: WindowPlan) -> list[int]:
    """Numbers of slices whose sums are needed for the largest keys."""
    longest_short = max((length for length in plan.lengths.values() if length <= SHORT), default=0)
    return sorted({1, *range(1, longest_short + 1), *plan.lengths.values()})


def _so_far(by_slice: WindowSpec) -> list[Column]:
    so_far = by_slice.rowsBetween(Window.unboundedPreceding, Window.currentRow)
    return [
        F.sum("sessions").over(so_far).alias("sessions_so_far"),
        F.sum("bytes").over(so_far).alias("bytes_so_far"),
        F.min("slice").over(so_far).alias("first_slice"),
    ]


def _framed(rows: DataFrame, by_slice: WindowSpec, plan: WindowPlan) -> DataFrame:
    """Adds `up_to_<n>` and `rest_<n>`: frames that only grow cost little, and differences of sums give the others."""
    state = F.struct("sessions_so_far", "bytes_so_far", "slice", "next_slice")
    before = {
        length: F.last(state).over(by_slice.rangeBetween(Window.unboundedPreceding, -length))
        for length in top_lengths(plan)
        if length > 1
    }
    after = {
        length: F.last(state).over(by_slice.rangeBetween(Window.unboundedPreceding, length - 1))
        for length in plan.lengths.values()
        if length > 1
    }
    framed = rows.select(
        "*",
        *[column.alias(f"before_{length}") for length, column in before.items()],
        *[column.alias(f"after_{length}") for length, column in after.items()],
    )
    sums = [_up_to(length).alias(f"up_to_{length}") for length in before]
    rests = [_rest(length).alias(f"rest_{length}") for length in after]
    return framed.select(*rows.columns, *sums, *rests)


def _up_to(length: int) -> Column:
    before = F.col(f"before_{length}")
    return F.struct(
        (F.col("sessions_so_far") - _or_zero(before.getField("sessions_so_far"))).alias("sessions"),
        (F.col("bytes_so_far") - _or_zero(before.getField("bytes_so_far"))).alias("bytes"),
        F.coalesce(before.getField("next_slice"), F.col("first_slice")).alias("first"),
    )


def _rest(length: int) -> Column:
    after = F.col(f"after_{length}")
    return F.struct(
        (after.getField("sessions_so_far") - F.col("sessions_so_far")).alias("sessions"),
        (after.getField("bytes_so_far") - F.col("bytes_so_far")).alias("bytes"),
        after.getField("slice").alias("last"),
        after.getField("next_slice").alias("next"),
    )


def _or_zero(value: Column) -> Column:
    return F.coalesce(value, F.lit(0).cast("long"))


def _count_changes(keys: Keys, length: int) -> Iterator[Column]:
    """A key enters with a slice whose window holds no other before it, and leaves with one that no other follows."""
    enters = F.coalesce(F.col("slice") - F.col("previous_slice") >= length, F.lit(True))
    leaves = F.coalesce(F.col("next_slice") - F.col("slice") >= length, F.lit(True))
    for name, condition in keys.counted.items():
        is_counted = F.lit(True) if condition is None else F.col(condition)
        yield F.count_if(enters & is_counted).alias(entering(count(name), length))
        yield (-F.count_if(leaves & is_counted)).alias(leaving(count(name), length))


def _spread_changes(keys: Keys, length: int) -> Iterator[Column]:
    own = F.col("sessions")
    before = F.lit(0).cast("long") if length == 1 else F.col(f"up_to_{length}.sessions") - own
    after = F.lit(0).cast("long") if length == 1 else F.col(f"rest_{length}.sessions")
    names = (spread_whole(keys.kind), spread_fraction(keys.kind))
    for name, low, high in zip(names, spread(before), spread(before + own), strict=True):
        yield F.sum(high - low).alias(entering(name, length))
    for name, low, high in zip(names, spread(after), spread(after + own), strict=True):
        yield F.sum(low - high).alias(leaving(name, length))


def _tops(keys: Keys, plan: WindowPlan) -> Iterator[Column]:
    for length in top_lengths(plan):
        for measure, value in ((top_sessions(keys.kind), "sessions"), (top_bytes(keys.kind), "bytes")):
            column = F.col(value) if length == 1 else F.col(f"up_to_{length}.{value}")
            yield F.max(column).alias(up_to(measure, length))
