"""Largest keys of long windows at ends with which the key has no slice: sums that last until the next change."""

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

from fg_a_builder.key_changes import SHORT
from fg_a_builder.keys import Keys, top_bytes, top_sessions
from fg_a_builder.windows import WindowPlan


def lasting_tops(keys: Keys, rows: DataFrame, plan: WindowPlan) -> DataFrame | None:
    """The largest of the sums that last.

    A key's sum over a window changes when one of its slices enters or leaves, and lasts until the next change. Left
    out is what `slice_changes` knows: the end at which a slice enters, and sums over one slice alone.

    Args:
        keys: the keys.
        rows: their `neighbours`.
        plan: the windows.

    Returns:
        `keys.group`, `slice` (the end), and the columns `lasting_top` of each long window; None when none is long.
    """
    lengths = [length for length in plan.lengths.values() if length > SHORT]
    if not lengths:
        return None
    spans = [span for length in lengths for span in (_after_entering(length), _after_leaving(length))]
    has_neighbour = (
        F.least(F.col("slice") - F.col("previous_slice"), F.col("next_slice") - F.col("slice")) < plan.longest
    )
    lasting = (
        rows.where(has_neighbour)
        .select(*keys.group, F.explode(F.array(*spans)).alias("span"))
        .where(F.col("span").isNotNull())
        .select(*keys.group, "span.*")
        .select(
            *(*keys.group, "length", "sessions", "bytes"),
            F.greatest("start", F.lit(plan.ends[0])).alias("start"),
            F.least("stop", F.lit(plan.last_end + 1)).alias("stop"),
        )
        .where(F.col("start") < F.col("stop"))
    )
    ends = F.explode(F.expr("sequence(position, position + shiftleft(1, level) - 1)")).alias("slice")
    at_ends = _blocks(keys, lasting).select(*keys.group, "length", ends, "sessions", "bytes")
    return at_ends.groupBy(*keys.group, "slice").agg(
        *[
            F.max(F.when(F.col("length") == length, F.col(value))).alias(lasting_top(measure, length))
            for length in lengths
            for measure, value in ((top_sessions(keys.kind), "sessions"), (top_bytes(keys.kind), "bytes"))
        ]
    )


def lasting_top(measure: str, length: int) -> str:
    """The column of a largest lasting sum over the windows of a length."""
    return f"{measure}_lasting_{length}"


def _after_entering(length: int) -> Column:
    """From the end after the one at which the slice enters, until the next one enters or the oldest leaves."""
    window = F.col(f"up_to_{length}")
    first, start = window.getField("first"), F.col("slice") + 1
    stop = F.least(F.col("next_slice"), first + length)
    is_lasting = (first < F.col("slice")) & (start < stop)
    return F.when(is_lasting, _span(length, start, stop, window))


def _after_leaving(length: int) -> Column:
    """From the end at which the slice leaves, unless another one enters then, until the next change."""
    window, start = F.col(f"rest_{length}"), F.col("slice") + length
    following, entering = F.col("next_slice"), window.getField("next")
    stop = F.least(entering, following + length)
    is_lasting = (following < window.getField("last")) & (start < stop)
    return F.when(is_lasting, _span(length, start, stop, window))


def _span(length: int, start: Column, stop: Column, window: Column) -> Column:
    return F.struct(
        F.lit(length).alias("length"),
        start.alias("start"),
        stop.alias("stop"),
        window.getField("sessions").alias("sessions"),
        window.getField("bytes").alias("bytes"),
    )


def _blocks(keys: Keys, spans: DataFrame) -> DataFrame:
    """Maxima of blocks of 2^level ends: a span is covered by two of them, which may overlap."""
    level = (F.length(F.bin(F.col("stop") - F.col("start"))) - 1).alias("level")
    levelled = spans.select("*", level).select("*", F.expr("stop - shiftleft(1, level)").alias("second"))
    positions = F.when(F.col("second") > F.col("start"), F.array("start", "second")).otherwise(F.array("start"))
    blocks = levelled.select(
        *keys.group, "length", "level", F.explode(positions).alias("position"), "sessions", "bytes"
    )
    return blocks.groupBy(*keys.group, "length", "level", "position").agg(
        F.max("sessions").alias("sessions"), F.max("bytes").alias("bytes")
    )
