"""Statistics of groups whose values fit into no task: counted by cells first, then looked at where it matters.

Two passes over the values: one counts them by cells of about 2 %, one takes the values of the few cells that hold a
quantile or the median deviation. A cell that holds one value is decided by the first. One that holds very many is
split and its values counted again. No step holds more of a group than its cells and one cell's different values.
"""

from collections.abc import Sequence

from pyspark.sql import Column, DataFrame, Window
from pyspark.sql import functions as F

from fg_b_builder.brackets import GROUP, high_place, holds, low_place, relevant_cells
from fg_b_builder.broadcasts import broadcast_if_few
from fg_b_builder.cells import MOST_SPLITS, GroupedValues, by_group_and_snapshot, counted
from fg_b_builder.levels import RowWeights
from fg_b_builder.weighted_quantiles import MEDIAN, QUANTILES, interpolated, place

LARGEST_CELL = 1_000_000
"""Rows of a cell that one task may sort."""

_CELL = (*GROUP, "cell")


def large_statistics(
    packed: DataFrame, ranges: Sequence[tuple[int, int]], weights: RowWeights, *, largest_cell: int
) -> DataFrame:
    """Statistics of large groups.

    Args:
        packed: `segment` (number of the segment group, null when that is not large), `everyone` (number of the group
            of all hosts, another one than any segment's), `with_everyone` (whether that is large), `metric`, `pieces`.
        ranges: first and last period of each snapshot.
        weights: of rows.
        largest_cell: rows of a cell above which it is split.

    Returns:
        `GROUP` (`group` is the number of a segment's or of all hosts' group), `statistics`, where there is a value.
    """
    grouped = GroupedValues(packed=packed)
    cells = counted(grouped.values(), "cell").localCheckpoint()
    while True:
        relevant = relevant_cells(by_group_and_snapshot(cells, ["cell"], ranges, weights)).localCheckpoint()
        if len(grouped.splits) == MOST_SPLITS:
            break
        crowded = relevant.where(_is_undecided() & (F.col("rows") > largest_cell))
        if crowded.isEmpty():
            break
        split = _bounds_of(cells, crowded).localCheckpoint()
        grouped = grouped.split(split)
        cells = _refined(cells, grouped).localCheckpoint()
    exact = _exact_values(grouped, relevant, ranges, weights)
    decided = relevant.where(~_is_undecided()).withColumn("value", F.col("low"))
    return _statistics(decided.select(*exact.columns).unionByName(exact))


def _is_undecided() -> Column:
    return F.col("low") < F.col("high")


def _groups(rows: DataFrame) -> DataFrame:
    """Rows once for each of their groups: `group`."""
    return rows.select("*", F.explode(F.array("segment", "everyone")).alias("group"))


def _bounds_of(cells: DataFrame, crowded: DataFrame) -> DataFrame:
    """`everyone`, `metric`, `split`: bounds of crowded cells by number, the same for every group that has them."""
    chosen = _groups(cells).join(
        crowded.select("group", "metric", "cell").distinct(), ["group", "metric", "cell"], "semi"
    )
    keys = chosen.select("everyone", "metric", "cell").distinct()
    bounds = (
        cells.join(keys, on=["everyone", "metric", "cell"], how="semi")
        .groupBy("everyone", "metric", "cell")
        .agg(F.struct(F.min("low").alias("low"), F.max("high").alias("high")).alias("bounds"))
    )
    return bounds.groupBy("everyone", "metric").agg(
        F.map_from_entries(F.collect_list(F.struct("cell", "bounds"))).alias("split")
    )


def _refined(cells: DataFrame, grouped: GroupedValues) -> DataFrame:
    """The cells, with the parts of those that the last split took apart in their place."""
    split = grouped.splits[-1]
    parted = split.select("everyone", "metric", F.explode("split").alias("cell", "bounds")).drop("bounds")
    concerned = grouped.packed.join(
        F.broadcast(split.select("everyone", "metric")), on=["everyone", "metric"], how="semi"
    )
    parts = counted(grouped.located(concerned, keep=()).where(F.col("parent").isNotNull()), "cell")
    return cells.join(F.broadcast(parted), on=["everyone", "metric", "cell"], how="anti").unionByName(parts)


def _exact_values(
    grouped: GroupedValues, relevant: DataFrame, ranges: Sequence[tuple[int, int]], weights: RowWeights
) -> DataFrame:
    """The different values of undecided cells, each like a cell of its own."""
    undecided = relevant.where(_is_undecided())
    undecided_cells = undecided.count()
    wanted = undecided.groupBy("group", "metric").agg(F.collect_set("cell").alias("wanted"))
    packed = grouped.packed
    for group in ("segment", "everyone"):
        renamed = broadcast_if_few(
            wanted.withColumnsRenamed({"group": group, "wanted": f"wanted_{group}"}), entries=undecided_cells
        )
        packed = packed.join(renamed, on=[group, "metric"], how="left")
    keep = ("wanted_segment", "wanted_everyone")
    is_wanted = [F.coalesce(F.array_contains(name, F.col("cell")), F.lit(False)) for name in keep]
    values = grouped.located(packed, keep=keep).where(is_wanted[0] | is_wanted[1])
    exact = by_group_and_snapshot(counted(values, "cell", "value"), ["cell", "value"], ranges, weights)
    so_far = Window.partitionBy(*_CELL).orderBy("value").rowsBetween(Window.unboundedPreceding, Window.currentRow)
    within = F.sum("weight").over(so_far) - F.col("weight")
    facts = undecided.select(*_CELL, "before", "total", "support", "is_deviation", "nearer")
    return (
        exact.select(*_CELL, "value", "weight", within.alias("within"))
        .join(facts, on=list(_CELL), how="inner")
        .select(*facts.columns, "value", "weight", "within")
        .withColumn("before", F.col("before") + F.col("within"))
        .drop("within", "cell")
    )


def _statistics(candidates: DataFrame) -> DataFrame:
    """From the values at and around what is asked for: `before`, `weight` and `value` in each group."""
    whole = Window.partitionBy(*GROUP)
    known = candidates.select(
        "*",
        _value_at(low_place(MEDIAN)).over(whole).alias("median_low"),
        _value_at(high_place(MEDIAN)).over(whole).alias("median_high"),
    )
    median = interpolated(F.col("median_low"), F.col("median_high"), place(MEDIAN, F.col("total"))["fraction"])
    deviations = known.select("*", F.abs(F.col("value") - median).alias("deviation"))
    by_deviation = whole.orderBy("deviation").rangeBetween(Window.unboundedPreceding, Window.currentRow)
    weight = F.when(F.col("is_deviation"), F.col("weight")).otherwise(0)
    reached = deviations.select("*", (F.col("nearer") + F.sum(weight).over(by_deviation)).alias("reached"))
    found = reached.groupBy(*GROUP, "total", "support").agg(
        F.array(
            *[F.struct(_value_at(low_place(q)).alias("low"), _value_at(high_place(q)).alias("high")) for q in QUANTILES]
        ).alias("ends"),
        _deviation_at(low_place(MEDIAN)).alias("low"),
        _deviation_at(high_place(MEDIAN)).alias("high"),
    )
    quantiles = [
        interpolated(F.col("ends")[index]["low"], F.col("ends")[index]["high"], place(q, F.col("total"))["fraction"])
        for index, q in enumerate(QUANTILES)
    ]
    mad = interpolated(F.col("low"), F.col("high"), place(MEDIAN, F.col("total"))["fraction"])
    statistics = F.struct(F.array(*quantiles).alias("quantiles"), mad.alias("mad"), F.col("support").alias("support"))
    return found.select(*GROUP, statistics.alias("statistics"))


def _value_at(position: Column) -> Column:
    return F.max(F.when(holds(position), F.col("value")))


def _deviation_at(position: Column) -> Column:
    is_reached = F.col("is_deviation") & (F.col("reached") > position)
    return F.min(F.when(is_reached, F.col("deviation")))
