"""Statistics of hosts, segments and all hosts whose groups fit into one task as arrays."""

from collections.abc import Sequence
from dataclasses import dataclass

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

from fg_b_builder.packed_values import EVERYONE_GROUP, HOST_GROUP, SEGMENT_GROUP
from fg_b_builder.periods import snapshot_ranges
from fg_b_builder.weighted_quantiles import QUANTILES, SortedValues, median_deviation, quantiles, value_count


@dataclass(frozen=True, kw_only=True)
class RowWeights:
    """How often a row's values stand in the lists that quantiles are taken of."""

    plain: int
    capped: int


def snapshot_values(packed: DataFrame, group: Sequence[str], ranges: Sequence[tuple[int, int]]) -> DataFrame:
    """Values of the groups by snapshot.

    Args:
        packed: `group`, `metric`, `pieces`.
        group: what each row is of.
        ranges: first and last period of each snapshot.

    Returns:
        `group`, `snapshot`, `metric`, `plain`, `capped`: sorted arrays.
    """

    def of_snapshot(snapshot: Column) -> Column:
        """A list of one: a row that may be null makes its values nullable, and Spark sorts those many times slower."""

        def values_of(pieces: Column, *, capped: bool) -> Column:
            chosen = F.filter(
                pieces, lambda piece: F.array_contains(piece["capped"], snapshot["snapshot"]) == F.lit(capped)
            )
            return F.transform(chosen, lambda piece: piece["values"])

        covered = F.filter("pieces", lambda piece: piece["period"].between(snapshot["first"], snapshot["last"]))
        return F.transform(
            F.array(covered),
            lambda pieces: F.struct(
                snapshot["snapshot"].alias("snapshot"),
                values_of(pieces, capped=False).alias("plain"),
                values_of(pieces, capped=True).alias("capped"),
            ),
        )

    by_snapshot = F.flatten(F.transform(snapshot_ranges(ranges), of_snapshot))
    has_rows = F.size("plain") + F.size("capped") > 0
    return (
        packed.select(*group, "metric", F.inline(by_snapshot))
        .where(has_rows)
        .select(
            *(*group, "snapshot", "metric"),
            F.sort_array(F.flatten("plain")).alias("plain"),
            F.sort_array(F.flatten("capped")).alias("capped"),
        )
    )


def with_statistics(values: DataFrame, weights: RowWeights) -> DataFrame:
    """Adds `statistics`: `quantiles` (of `QUANTILES`) and `mad`, null without a value, and `support`: rows with one."""
    plain = SortedValues(values=F.col("plain"), count=F.col("plain_count"), weight=weights.plain)
    capped = SortedValues(values=F.col("capped"), count=F.col("capped_count"), weight=weights.capped)
    has_values = F.col("plain_count") + F.col("capped_count") > 0
    median = F.get("quantiles", F.lit(QUANTILES.index(0.5)))
    statistics = F.struct(
        F.when(has_values, F.col("quantiles")).alias("quantiles"),
        F.when(has_values, median_deviation(plain, capped, median)).alias("mad"),
        (F.col("plain_count") + F.col("capped_count")).cast("long").alias("support"),
    )
    return (
        values.select(
            "*", value_count(plain.values).alias("plain_count"), value_count(capped.values).alias("capped_count")
        )
        .select("*", quantiles(plain, capped).alias("quantiles"))
        .select(*values.columns, statistics.alias("statistics"))
    )


def host_statistics(packed: DataFrame, ranges: Sequence[tuple[int, int]], weights: RowWeights) -> DataFrame:
    """`HOST_GROUP`, `snapshot`, `metric`, `statistics`."""
    values = snapshot_values(packed, HOST_GROUP, ranges)
    return with_statistics(values, weights).drop("plain", "capped")


def segment_values(packed: DataFrame, ranges: Sequence[tuple[int, int]]) -> DataFrame:
    """What `snapshot_values` returns of segments, each metric of `EVERYONE_GROUP` in one task."""
    segments = (
        packed.select(*SEGMENT_GROUP, "metric", "pieces")
        .repartition(*EVERYONE_GROUP, "metric")
        .groupBy(*SEGMENT_GROUP, "metric")
        .agg(F.flatten(F.collect_list("pieces")).alias("pieces"))
    )
    return snapshot_values(segments, SEGMENT_GROUP, ranges)


def segment_statistics(packed: DataFrame, ranges: Sequence[tuple[int, int]], weights: RowWeights) -> DataFrame:
    """`SEGMENT_GROUP`, `snapshot`, `metric`, `statistics`."""
    return with_statistics(segment_values(packed, ranges), weights).drop("plain", "capped")


def segment_and_everyone_statistics(
    packed: DataFrame, ranges: Sequence[tuple[int, int]], weights: RowWeights
) -> DataFrame:
    """`SEGMENT_GROUP`, `snapshot`, `metric`, `statistics`; `segment_id` is null of all hosts together."""
    segments = with_statistics(segment_values(packed, ranges), weights)
    group = (*EVERYONE_GROUP, "snapshot", "metric")
    everyone = segments.groupBy(*group).agg(
        F.collect_list(F.struct("segment_id", "statistics")).alias("segments"),
        F.sort_array(F.flatten(F.collect_list("plain"))).alias("plain"),
        F.sort_array(F.flatten(F.collect_list("capped"))).alias("capped"),
    )
    total = F.struct(F.lit(None).cast("string").alias("segment_id"), "statistics")
    levels = F.inline(F.concat("segments", F.array(total)))
    return (
        with_statistics(everyone, weights)
        .select(*group, levels)
        .select(*SEGMENT_GROUP, "snapshot", "metric", "statistics")
    )
