"""How large the groups of segments and of all hosts are, and so which way their statistics go."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pyspark.sql import DataFrame, Window
from pyspark.sql import functions as F

from fg_b_builder.packed_values import EVERYONE_GROUP, SEGMENT_GROUP
from fg_b_builder.periods import covering


@dataclass(frozen=True, kw_only=True)
class GroupSizes:
    """The groups of segments, each with that of all hosts that it belongs to."""

    groups: DataFrame
    """`SEGMENT_GROUP`, `segment` and `everyone` (numbers of the two groups, no two groups have the same),
    `is_large_segment`, `is_large_everyone`."""
    snapshots: DataFrame
    """`group`, `snapshot`: the snapshots in which a group has rows."""
    count: int
    """Groups of segments."""
    whole: bool
    """Whether some group of all hosts is small, and its segments with it; also when there is none."""
    parts: bool
    """Whether some segment's group is small in a large group of all hosts."""
    large_segments: bool
    large_everyone: bool

    def of_segments(self) -> "GroupSizes":
        """The same where nothing is asked of all hosts together."""
        return replace(self, groups=self.groups.withColumn("is_large_everyone", F.lit(False)), large_everyone=False)


def group_sizes(rows: DataFrame, ranges: Sequence[tuple[int, int]], largest_array_group: int) -> GroupSizes:
    """Sizes by the rows of `SEGMENT_GROUP` and `period`; a group is large when it is in one of the snapshots."""
    sizes = (
        rows.groupBy(*SEGMENT_GROUP, "period")
        .agg(F.count(F.lit(1)).alias("rows"))
        .select(*SEGMENT_GROUP, "rows", F.explode(covering(ranges)).alias("snapshot"))
        .groupBy(*SEGMENT_GROUP, "snapshot")
        .agg(F.sum("rows").alias("rows"))
        .select("*", F.sum("rows").over(Window.partitionBy(*EVERYONE_GROUP, "snapshot")).alias("rows_of_everyone"))
    )
    groups = sizes.groupBy(*SEGMENT_GROUP).agg(
        (F.max("rows") > largest_array_group).alias("is_large_segment"),
        F.max("rows_of_everyone").alias("rows_of_everyone"),
        F.collect_list("snapshot").alias("snapshots"),
    )
    # Few: one a segment, role, time band and window.
    in_order = Window.orderBy(*EVERYONE_GROUP, "segment_id")
    numbered = (
        groups.select(
            *SEGMENT_GROUP,
            F.row_number().over(in_order).alias("segment"),
            (-F.dense_rank().over(Window.orderBy(*EVERYONE_GROUP))).alias("everyone"),
            "is_large_segment",
            (F.max("rows_of_everyone").over(Window.partitionBy(*EVERYONE_GROUP)) > largest_array_group).alias(
                "is_large_everyone"
            ),
            "snapshots",
        )
    ).localCheckpoint()
    large, small_part = F.col("is_large_everyone"), F.col("is_large_everyone") & ~F.col("is_large_segment")
    facts = numbered.agg(
        F.count(F.lit(1)).alias("count"),
        F.coalesce(F.bool_or(~large), F.lit(True)).alias("whole"),
        F.coalesce(F.bool_or(small_part), F.lit(False)).alias("parts"),
        F.coalesce(F.bool_or("is_large_segment"), F.lit(False)).alias("large_segments"),
        F.coalesce(F.bool_or(large), F.lit(False)).alias("large_everyone"),
    ).first()
    assert facts is not None, "an aggregate without groups has one row"
    each_group = F.explode(F.array("segment", "everyone")).alias("group")
    return GroupSizes(
        groups=numbered.drop("snapshots"),
        snapshots=numbered.select(each_group, "snapshots")
        .select("group", F.explode("snapshots").alias("snapshot"))
        .distinct(),
        **facts.asDict(),
    )
