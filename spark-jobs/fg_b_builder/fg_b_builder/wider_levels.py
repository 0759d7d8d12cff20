"""The levels above hosts, segments and all hosts: statistics of each group by the way that its size asks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from fg_b_builder.brackets import GROUP
from fg_b_builder.broadcasts import broadcast_if_few
from fg_b_builder.group_sizes import GroupSizes
from fg_b_builder.large_groups import large_statistics
from fg_b_builder.levels import RowWeights, segment_and_everyone_statistics, segment_statistics
from fg_b_builder.packed_values import SEGMENT_GROUP


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which statistics are computed of each group, and by what."""

    ranges: Sequence[tuple[int, int]]
    """Of the snapshots: first and last period, as `periods_of` numbers them."""
    weights: RowWeights
    metrics: int
    """How many values a row has."""
    largest_cell: int
    """Rows of a cell of a large group above which it is split."""


_COLUMNS = (*SEGMENT_GROUP, "snapshot", "metric", "statistics")


def segments_and_everyone(packed: DataFrame, sizes: GroupSizes, wanted: Wanted) -> DataFrame:
    """`SEGMENT_GROUP`, `snapshot`, `metric`, `statistics`; `segment_id` is null of all hosts together."""
    tagged = _tagged(packed, sizes)
    is_large = F.col("is_large_everyone")
    ways = []
    if sizes.whole:
        ways.append(segment_and_everyone_statistics(tagged.where(~is_large), wanted.ranges, wanted.weights))
    if sizes.parts:
        small = tagged.where(is_large & ~F.col("is_large_segment"))
        ways.append(segment_statistics(small, wanted.ranges, wanted.weights))
    if sizes.large_segments or sizes.large_everyone:
        large = tagged.where(is_large | F.col("is_large_segment"))
        ways.append(_large(large, sizes, wanted))
    return reduce(DataFrame.unionByName, ways)


def segments_alone(packed: DataFrame, sizes: GroupSizes, wanted: Wanted) -> DataFrame:
    """The same of segments, without all hosts together."""
    sizes = sizes.of_segments()
    tagged = _tagged(packed, sizes)
    is_large = F.col("is_large_segment")
    ways = []
    if sizes.whole or sizes.parts:
        ways.append(segment_statistics(tagged.where(~is_large), wanted.ranges, wanted.weights))
    if sizes.large_segments:
        ways.append(_large(tagged.where(is_large), sizes, wanted))
    return reduce(DataFrame.unionByName, ways)


def _tagged(packed: DataFrame, sizes: GroupSizes) -> DataFrame:
    if not sizes.large_segments and not sizes.large_everyone:
        return packed.select("*", F.lit(False).alias("is_large_segment"), F.lit(False).alias("is_large_everyone"))
    return packed.join(broadcast_if_few(sizes.groups, sizes.count), on=list(SEGMENT_GROUP), how="inner")


def _large(tagged: DataFrame, sizes: GroupSizes, wanted: Wanted) -> DataFrame:
    """Statistics of the large groups of `tagged`; a metric without a value has them too, as in the other ways."""
    packed = tagged.select(
        F.when(F.col("is_large_segment"), F.col("segment")).alias("segment"),
        "everyone",
        F.col("is_large_everyone").alias("with_everyone"),
        "metric",
        "pieces",
    )
    found = large_statistics(packed, wanted.ranges, wanted.weights, largest_cell=wanted.largest_cell)
    large = sizes.groups.select(
        *SEGMENT_GROUP, "segment", "everyone", "is_large_segment", "is_large_everyone"
    ).distinct()
    nobody = F.lit(None).cast("string").alias("segment_id")
    others = SEGMENT_GROUP[1:]
    names = (
        large.where("is_large_segment")
        .select(F.col("segment").alias("group"), *SEGMENT_GROUP)
        .unionByName(
            large.where("is_large_everyone").select(F.col("everyone").alias("group"), nobody, *others).distinct()
        )
    )
    every_metric = F.explode(F.array(*[F.lit(metric) for metric in range(wanted.metrics)])).alias("metric")
    expected = names.join(sizes.snapshots, on="group", how="inner").select("*", every_metric)
    without = F.struct(
        F.lit(None).cast("array<double>").alias("quantiles"),
        F.lit(None).cast("double").alias("mad"),
        F.lit(0).cast("long").alias("support"),
    )
    joined = expected.join(found, on=list(GROUP), how="left")
    return joined.select(*_COLUMNS[:-1], F.coalesce("statistics", without).alias("statistics"))
