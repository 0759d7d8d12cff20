"""Histograms of large groups: values counted by cells, which follow each other as the values do."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

from fg_b_builder.levels import RowWeights
from fg_b_builder.periods import covering

CHILDREN = 1024
"""Cells that a cell is split into."""

MOST_SPLITS = 4
"""After so many, a cell is too narrow to hold many different numbers."""

_FIRST_CELL = 1 << 17
"""Cells of the first kind lie around it, in [2^16, 2^18); each split multiplies by 2^10, so that numbers stay apart."""

_CELLS_A_NAT = 50.0
"""Cells are about 2 % wide."""

_PIECE = ("segment", "everyone", "with_everyone", "metric", "period", "capped")


@dataclass(frozen=True, kw_only=True)
class GroupedValues:
    """Values of large groups, and the splits of their cells so far."""

    packed: DataFrame
    """`segment` (number of the segment group, null when that is not large), `everyone` (number of the group of all
    hosts), `with_everyone` (whether that is large), `metric`, `pieces`."""
    splits: tuple[DataFrame, ...] = ()
    """Each `everyone`, `metric`, `split`: bounds (`low`, `high`) by cell."""

    def split(self, split: DataFrame) -> "GroupedValues":
        """The same values in finer cells."""
        return replace(self, splits=(*self.splits, split))

    def values(self) -> DataFrame:
        """`_PIECE`, `value`, `cell` and `parent`: the cell before the last split, null when that did not split it."""
        return self.located(self.packed, keep=())

    def located(self, packed: DataFrame, keep: Sequence[str]) -> DataFrame:
        """The values of some rows of `packed`, with columns `keep` of theirs."""
        names = [f"split_{index}" for index in range(len(self.splits))]
        for name, split in zip(names, self.splits, strict=True):
            finer = F.broadcast(split.withColumnRenamed("split", name))
            packed = packed.join(finer, on=["everyone", "metric"], how="left")
        row = (*_PIECE[:4], *keep, *names)
        values = (
            packed.select(*row, F.inline("pieces"))
            .select(*row, "period", "capped", F.explode("values").alias("value"))
            .where(~F.isnan("value"))
            .select("*", _first_cell(F.col("value")).alias("cell"), F.lit(None).cast("long").alias("parent"))
        )
        kept = (*_PIECE, *keep, *names, "value")
        for name in names:
            bounds = F.col(name)[F.col("coarse")]
            child = F.col("coarse") * CHILDREN + _child(F.col("value"), bounds["low"], bounds["high"])
            found = F.struct(
                F.when(bounds.isNotNull(), child).otherwise(F.col("coarse")).alias("cell"),
                F.when(bounds.isNotNull(), F.col("coarse")).alias("parent"),
            )
            # A generator: filters on what a projection computes would repeat it, once more with each split.
            values = values.select(*kept, F.col("cell").alias("coarse")).select(*kept, F.inline(F.array(found)))
        return values.select(*_PIECE, *keep, "value", "cell", "parent")


def counted(values: DataFrame, *by: str) -> DataFrame:
    """Values counted: `_PIECE`, `by`, `rows`, `low`, `high`."""
    return values.groupBy(*_PIECE, *by).agg(
        F.count(F.lit(1)).alias("rows"), F.min("value").alias("low"), F.max("value").alias("high")
    )


def by_group_and_snapshot(
    counts: DataFrame, by: Sequence[str], ranges: Sequence[tuple[int, int]], weights: RowWeights
) -> DataFrame:
    """Counts of the large groups' snapshots.

    Args:
        counts: what `counted` returns.
        by: what they were counted by.
        ranges: first and last period of each snapshot.
        weights: of rows.

    Returns:
        `group` (number of a segment's group, or of all hosts), `snapshot`, `metric`, `by`, `rows`, `weight`, `low`,
        `high`.
    """
    groups = F.filter(
        F.array("segment", F.when(F.col("with_everyone"), F.col("everyone"))), lambda group: group.isNotNull()
    )
    is_capped = F.array_contains("capped", F.col("snapshot"))
    weight = F.col("rows") * F.when(is_capped, F.lit(weights.capped)).otherwise(F.lit(weights.plain))
    return (
        counts.select("*", F.explode(covering(ranges)).alias("snapshot"))
        .select("*", weight.alias("weight"), F.explode(groups).alias("group"))
        .groupBy("group", "snapshot", "metric", *by)
        .agg(
            F.sum("rows").alias("rows"),
            F.sum("weight").alias("weight"),
            F.min("low").alias("low"),
            F.max("high").alias("high"),
        )
    )


def _first_cell(value: Column) -> Column:
    number = F.floor(F.log1p(F.abs(value) * 1000) * _CELLS_A_NAT)
    return F.when(value < 0, _FIRST_CELL - number).otherwise(_FIRST_CELL + number)


def _child(value: Column, low: Column, high: Column) -> Column:
    """Number of the part of [low, high] that holds a value; the highest value has a part of its own."""
    part = F.floor((value - low) / (high - low) * (CHILDREN - 1)).cast("long")
    return F.when(value == high, CHILDREN - 1).otherwise(F.least(part, F.lit(CHILDREN - 2)))
