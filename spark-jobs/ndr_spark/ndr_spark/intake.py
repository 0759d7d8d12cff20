"""Reads integration once: rows judged, kept in scratch, counted, reconciled with the batch records."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce

from py4j.protocol import Py4JJavaError
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.sql import types as T

from ndr_spark.batches import Batch
from ndr_spark.datasets import SliceFacts
from ndr_spark.errors import JobError
from ndr_spark.integration import (
    REQUIRED_COLUMNS,
    IntegrationFormat,
    column_missing,
    missing_column,
    read_rows,
)
from ndr_spark.literal_rows import no_rows
from ndr_spark.row_quality import REASONS, SLICE_MICROS, RowRules, judged
from ndr_spark.slices import numbered_slice
from ndr_spark.spark_failures import spark_failure
from ndr_spark.storage import StoredFile


@dataclass(frozen=True, kw_only=True)
class Intake:
    """The rows of a run's batches, judged."""

    rows: DataFrame
    """What `row_quality.judged` returns of the accepted rows, in the columns that were asked for."""
    rejects: DataFrame
    """`mini_batch_id`, `reason`, `original` of the rejected ones."""
    counts: "IntakeCounts"


@dataclass(frozen=True, kw_only=True)
class IntakeCounts:
    """How many rows there were, and what became of them."""

    read: int
    accepted: int
    late: int
    early: int
    rejected: dict[str, int]
    """By reason, all of them, also those that no row has."""
    by_slice: dict[datetime, "SliceCounts"]
    """Of the slices that accepted rows lie in."""


@dataclass(frozen=True, kw_only=True)
class SliceCounts:
    """Accepted rows of a slice, and how many of them were clamped into it."""

    accepted: int
    late: int
    early: int


def take_in(
    spark: SparkSession,
    form: IntegrationFormat,
    rules: RowRules,
    batches: Sequence[Batch],
    files: Sequence[StoredFile],
    *,
    scratch: str,
    columns: Sequence[str],
) -> Intake:
    """Judges the rows of `batches`, and keeps what is needed of them as Parquet below `scratch`.

    Parsing is the dearest part of a run, and several tables come from one reading; narrow columns written once and
    read back cost less than parsing twice or caching.

    Raises:
        JobError: `integration.column-missing`, `integration.unreadable` or `batch.rows-differ`.
    """
    frames = [
        judged(rows, rules).select(
            "mini_batch_id",
            "reason",
            F.when(F.col("reason").isNotNull(), F.col("original")).alias("original"),
            "present",
            "is_late",
            "is_early",
            "slice_us",
            *columns,
        )
        for rows in read_rows(spark, form, batches, files)
    ]
    if not frames:
        return _empty(spark, form.prefix, batches, columns)
    target = f"{scratch}/intake"
    try:
        for frame in frames:
            frame.write.mode("append").option("compression", "lz4").parquet(target)
    except Py4JJavaError as error:
        failure = spark_failure(error, reading=form.prefix)
        if failure.code == "integration.unreadable" and failure.place == form.prefix:
            failure.place = _damaged_file(spark, files)
        raise failure from error
    kept = spark.read.schema(frames[0].schema).parquet(target)
    slice_of_accepted = F.when(F.col("reason").isNull(), F.col("slice_us")).alias("slice_us")
    facts = kept.groupBy("mini_batch_id", "reason", slice_of_accepted).agg(
        F.count(F.lit(1)).alias("rows"),
        F.expr("bit_or(present)").alias("present"),
        F.count_if(F.col("is_late") & F.col("reason").isNull()).alias("late"),
        F.count_if(F.col("is_early") & F.col("reason").isNull()).alias("early"),
    )
    counted = [_BatchFacts(**row.asDict()) for row in facts.collect()]
    _require_columns(spark, form, batches, files, counted)
    _reconcile(form.prefix, batches, counted)
    return Intake(
        rows=kept.where(F.col("reason").isNull()).select("is_late", "is_early", "slice_us", *columns),
        rejects=kept.where(F.col("reason").isNotNull()).select("mini_batch_id", "reason", "original"),
        counts=_counts(counted),
    )


def _damaged_file(spark: SparkSession, files: Sequence[StoredFile]) -> str:
    """The file of `files` that made a reading of them fail: Spark does not name it."""
    while len(files) > 1:
        half = files[: len(files) // 2]
        files = files[len(half) :] if _is_readable(spark, half) else half
    return files[0].uri


def _is_readable(spark: SparkSession, files: Sequence[StoredFile]) -> bool:
    try:
        spark.read.text([file.pattern for file in files]).write.format("noop").mode("overwrite").save()
    except Py4JJavaError:
        return False
    return True


def slice_facts(batches: Sequence[Batch], counts: IntakeCounts) -> dict[datetime, SliceFacts]:
    """What the commit records of the batches' slices say of their intake: every slice, also one without a row."""
    none = SliceCounts(accepted=0, late=0, early=0)
    return {
        start: SliceFacts(
            batch=batch,
            totals={
                "rows_accepted": (found := counts.by_slice.get(start, none)).accepted,
                "rows_late": found.late,
                "rows_early": found.early,
            },
        )
        for batch in batches
        for start in batch.interval.slices()
    }


@dataclass(frozen=True, kw_only=True)
class _BatchFacts:
    mini_batch_id: str
    reason: str | None
    slice_us: int | None
    rows: int
    present: int
    late: int
    early: int


def _counts(facts: Sequence[_BatchFacts]) -> IntakeCounts:
    return IntakeCounts(
        read=sum(fact.rows for fact in facts),
        accepted=sum(fact.rows for fact in facts if fact.reason is None),
        late=sum(fact.late for fact in facts),
        early=sum(fact.early for fact in facts),
        rejected={reason: sum(fact.rows for fact in facts if fact.reason == reason) for reason in REASONS},
        by_slice={
            numbered_slice(fact.slice_us // SLICE_MICROS): SliceCounts(
                accepted=fact.rows, late=fact.late, early=fact.early
            )
            for fact in facts
            if fact.slice_us is not None
        },
    )


def _require_columns(
    spark: SparkSession,
    form: IntegrationFormat,
    batches: Sequence[Batch],
    files: Sequence[StoredFile],
    facts: Sequence[_BatchFacts],
) -> None:
    """Refuses a batch that has objects but no object with a required column.

    A column that is null in every row is rare, and only then are the keys themselves looked at.
    """
    if form.format == "parquet":
        return
    for batch in batches:
        objects = [f for f in facts if f.mini_batch_id == batch.mini_batch_id and f.reason != "bad_record"]
        if not objects:
            continue
        present = reduce(lambda left, right: left | right, [fact.present for fact in objects])
        never = [column for index, column in enumerate(REQUIRED_COLUMNS) if not present >> index & 1]
        column = missing_column(spark, form, batch, files, never) if never else None
        if column is not None:
            raise column_missing(form, column, f"{form.prefix}{batch.mini_batch_id}/")


def _reconcile(prefix: str, batches: Sequence[Batch], facts: Sequence[_BatchFacts]) -> None:
    """Refuses rows of no batch, and batches that have other rows than their records promise."""
    known = {batch.mini_batch_id for batch in batches}
    stray = [fact for fact in facts if fact.mini_batch_id not in known]
    if stray:
        raise JobError(
            "batch.rows-differ",
            place=f"{prefix}{stray[0].mini_batch_id}/",
            cause=f"{stray[0].rows} rows were read that belong to no batch of the run",
            remedy="Report this: the file system names its files in a way that the job does not know.",
        )
    for batch in batches:
        read = sum(fact.rows for fact in facts if fact.mini_batch_id == batch.mini_batch_id)
        if batch.rows is not None and batch.rows != read:
            raise JobError(
                "batch.rows-differ",
                place=f"{prefix}{batch.mini_batch_id}/",
                cause=f"its record says {batch.rows} rows, but {read} were read",
                remedy="Write the batch again (ndr ingest), or correct its record.",
            )


def _empty(spark: SparkSession, prefix: str, batches: Sequence[Batch], columns: Sequence[str]) -> Intake:
    _reconcile(prefix, batches, [])
    fields = [T.StructField(name, _TYPES.get(name, T.LongType())) for name in (*_PLACE, *columns)]
    texts = [T.StructField(name, T.StringType()) for name in ("mini_batch_id", "reason", "original")]
    return Intake(
        rows=no_rows(spark, T.StructType(fields)), rejects=no_rows(spark, T.StructType(texts)), counts=_counts([])
    )


_PLACE = ("is_late", "is_early", "slice_us")

_TYPES: dict[str, T.DataType] = {
    **dict.fromkeys(("src", "dst", "action", "end_reason", "name", "transport"), T.StringType()),
    **dict.fromkeys(("has_ports", "is_late", "is_early"), T.BooleanType()),
    "dst_port": T.IntegerType(),
}
"""Types of the columns that are no whole numbers of 64 bits."""
