"""Rows that a job has judged: how many count, and those set aside with their reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pyspark.sql import DataFrame
from pyspark.sql import functions as F
from pyspark.sql import types as T

from ndr_spark.batches import Batch
from ndr_spark.literal_rows import literal_rows
from ndr_spark.row_quality import SLICE_MICROS
from ndr_spark.slices import numbered_slice


@dataclass(frozen=True, kw_only=True)
class JudgedCounts:
    """How many rows there were, and what became of them."""

    accepted: dict[datetime, int]
    """By slice."""
    rejected: dict[str, int]
    """By reason, all of them, also those that no row has."""

    @property
    def rows_accepted(self) -> int:
        """Rows that count."""
        return sum(self.accepted.values())

    @property
    def rows_rejected(self) -> int:
        """Rows that do not."""
        return sum(self.rejected.values())


def count_judged(rows: DataFrame, reasons: Sequence[str]) -> JudgedCounts:
    """Counts `rows` by their `slice_start` and `reason`, which is null where a row counts."""
    number = F.floor(F.unix_micros("slice_start") / SLICE_MICROS).alias("slice")
    counted = rows.groupBy(number, "reason").agg(F.count(F.lit(1)).alias("rows")).collect()
    return JudgedCounts(
        accepted={numbered_slice(row["slice"]): row["rows"] for row in counted if row["reason"] is None},
        rejected={reason: sum(row["rows"] for row in counted if row["reason"] == reason) for reason in reasons},
    )


def rejects_of(rows: DataFrame, batches: Mapping[datetime, Batch]) -> DataFrame:
    """The rows that do not count, as `rejects.replace_rejects` takes them.

    Args:
        rows: judged rows, each in a slice of `batches`.
        batches: the slices of the run, each with the batch that covers it.

    Returns:
        `mini_batch_id`, `reason`, `original` (the row as JSON).
    """
    schema = T.StructType(
        [T.StructField("slice_start", T.TimestampType()), T.StructField("mini_batch_id", T.StringType())]
    )
    values = [(start, batch.mini_batch_id) for start, batch in batches.items()]
    original = F.to_json(F.struct(*[name for name in rows.columns if name != "reason"]))
    rejected = rows.where(F.col("reason").isNotNull()).select("slice_start", "reason", original.alias("original"))
    named = rejected.join(F.broadcast(literal_rows(rows.sparkSession, values, schema)), on="slice_start", how="inner")
    return named.select("mini_batch_id", "reason", "original")
