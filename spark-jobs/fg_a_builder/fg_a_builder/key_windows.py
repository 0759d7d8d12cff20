"""How many keys a host meets in each window, how evenly, and how large the largest is: spans added up to ends."""

from pyspark.sql import Column, DataFrame, Window
from pyspark.sql import functions as F

from fg_a_builder.key_spans import SERIES, key_spans
from fg_a_builder.windows import WindowPlan

_SUMS = ("keys", "spread_whole", "spread_fraction")
_MAXIMA = ("top_sessions", "top_bytes")
_GROUP = (*SERIES, "window")
_TOTALS_LEVEL = -1


def key_windows(keyed: DataFrame, plan: WindowPlan) -> DataFrame:
    """Measures of every window that holds a key, of each host, role and kind of key.

    Args:
        keyed: what `key_spans` takes.
        plan: the windows and their ends.

    Returns:
        `SERIES`, `window` (index in the plan), `end`, `keys` (distinct), `spread_whole` and `spread_fraction`
        (Σ c ln c), `top_sessions`, `top_bytes` (largest of a key).
    """
    spans = _of_each_window(key_spans(keyed, plan), plan)
    marks = _marks(spans)
    totals = _totals(marks.where(F.col("level") == _TOTALS_LEVEL), plan)
    tops = _tops(marks.where(F.col("level") != _TOTALS_LEVEL))
    both = totals.unionByName(tops, allowMissingColumns=True)
    merged = both.groupBy(*_GROUP, "end").agg(*[F.max(name).alias(name) for name in (*_SUMS, *_MAXIMA)])
    return merged.where(plan.is_end(F.col("end")))


def _of_each_window(spans: DataFrame, plan: WindowPlan) -> DataFrame:
    """One row a window, its ends clipped to those of the plan."""
    windows = F.inline(
        F.array(
            *[
                F.struct(F.lit(index).alias("window"), F.lit(length).alias("length"))
                for index, length in enumerate(plan.lengths.values())
            ]
        )
    )
    each = spans.select("*", windows).where(F.col("window").between(F.col("first_window"), F.col("last_window")))
    return each.select(
        *_GROUP,
        F.greatest("start", F.lit(plan.ends[0])).alias("start"),
        F.least("stop", F.col("start") + F.col("length")).alias("stop"),
        *_SUMS,
        *_MAXIMA,
    ).where(F.col("start") < F.col("stop"))


def _marks(spans: DataFrame) -> DataFrame:
    """Spans as marks that add up: sums begin and end; maxima hold for two overlapping blocks of 2^level ends.

    Returns:
        `_GROUP`, `level` (-1 for sums), `position`, and the sums or the maxima.
    """
    size = F.col("stop") - F.col("start")
    level = (F.length(F.bin(size)) - 1).alias("block_level")
    in_blocks = spans.select("*", level).select("*", F.expr("stop - shiftleft(1, block_level)").alias("second_block"))
    has_top = F.col("top_sessions").isNotNull()
    marks = [
        _mark(F.lit(_TOTALS_LEVEL), F.col("start"), sums=1),
        _mark(F.lit(_TOTALS_LEVEL), F.col("stop"), sums=-1),
        _mark(F.when(has_top, F.col("block_level")), F.col("start")),
        _mark(F.when(has_top & (F.col("second_block") > F.col("start")), F.col("block_level")), F.col("second_block")),
    ]
    exploded = in_blocks.select(*_GROUP, F.inline(F.array(*marks))).where(F.col("level").isNotNull())
    return exploded.groupBy(*_GROUP, "level", "position").agg(
        *[F.sum(name).alias(name) for name in _SUMS], *[F.max(name).alias(name) for name in _MAXIMA]
    )


def _mark(level: Column, position: Column, sums: int = 0) -> Column:
    none = F.lit(None).cast("long")
    return F.struct(
        level.alias("level"),
        position.alias("position"),
        *[(F.col(name) * sums if sums else none).alias(name) for name in _SUMS],
        *[(none if sums else F.col(name)).alias(name) for name in _MAXIMA],
    )


def _totals(marks: DataFrame, plan: WindowPlan) -> DataFrame:
    """Sums at each end: everything that has begun and not ended."""
    by_position = Window.partitionBy(*_GROUP).orderBy("position")
    so_far = by_position.rowsBetween(Window.unboundedPreceding, Window.currentRow)
    running = marks.select(
        *_GROUP,
        "position",
        F.coalesce(F.lead("position").over(by_position), F.lit(plan.last_end + 1)).alias("next_position"),
        *[F.sum(name).over(so_far).alias(name) for name in _SUMS],
    )
    present = running.where((F.col("keys") > 0) & (F.col("position") < F.col("next_position")))
    return present.select(*_GROUP, F.explode(F.expr("sequence(position, next_position - 1)")).alias("end"), *_SUMS)


def _tops(marks: DataFrame) -> DataFrame:
    """Maxima at each end: of every block that holds it."""
    ends = F.explode(F.expr("sequence(position, position + shiftleft(1, level) - 1)")).alias("end")
    return (
        marks.select(*_GROUP, ends, *_MAXIMA)
        .groupBy(*_GROUP, "end")
        .agg(*[F.max(name).alias(name) for name in _MAXIMA])
    )
