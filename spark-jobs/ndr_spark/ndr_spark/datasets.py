"""Tables of a run: written beside what exists, committed slice by slice, read by their commit records."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as F

from ndr_spark.batches import Batch
from ndr_spark.commit_records import (
    delete_unnamed,
    files_of,
    partition_files,
    put_slice_record,
    read_slice_records,
)
from ndr_spark.generated.records import CommitRecord
from ndr_spark.leases import Lease
from ndr_spark.slices import instant_text
from ndr_spark.storage import Storage
from ndr_spark.tables import Table, conform

_ROWS_A_FILE = 13_000_000
"""At ten bytes a row, 128 MB: a partition gets one more file for each so many rows."""


def read_table(spark: SparkSession, prefix: str, table: Table, records: Iterable[CommitRecord]) -> DataFrame:
    """The rows of `table` that `records` name."""
    files = files_of(records, prefix, table.name)
    return spark.read.schema(table.schema).parquet(*files) if files else spark.createDataFrame([], table.schema)


def partition_columns(slice_start: str) -> list[tuple[str, Column]]:
    """Partition columns of a row whose slice starts at the timestamp column `slice_start`."""
    formats = {"dt": "yyyy-MM-dd", "hh": "HH", "mm": "mm"}
    return [(name, F.date_format(slice_start, form)) for name, form in formats.items()]


@dataclass(frozen=True, kw_only=True)
class RunIdentity:
    """What every commit record says of the run that wrote it."""

    run_id: str
    job: str
    job_spec_digest: str
    set_digest: str


@dataclass(frozen=True, kw_only=True)
class SliceFacts:
    """What a slice's commit record says beside its files."""

    batch: Batch
    totals: Mapping[str, int]
    inputs: Mapping[str, str] = field(default_factory=dict)
    novelty_baselines: tuple[str, ...] = ()


def append_files(
    storage: Storage, rows: DataFrame, target: str, partitions: Sequence[str], run_id: str, *, form: str = "parquet"
) -> None:
    """Adds `rows`, already in the wanted order and tasks, to the partition folders below `target`."""
    attempt = zlib.crc32(run_id.encode()) & 0x7FFF_FFFF
    writer = rows.write.mode("append").partitionBy(*partitions)
    # Each run has a temporary folder of its own, which Hadoop names by this number.
    writer.option("mapreduce.job.application.attempt.id", attempt).format(form).save(target)
    storage.delete([f"{target.rstrip('/')}/_temporary/{attempt}"])


class SlicedDataset:
    """The tables of one dataset that is partitioned by slice, as one run writes them."""

    def __init__(self, spark: SparkSession, storage: Storage, prefix: str, tables: Sequence[Table]) -> None:
        """Names the dataset; nothing is read or written yet."""
        self._spark = spark
        self._storage = storage
        self._prefix = prefix
        self._tables = tables

    def replace(
        self,
        rows: Mapping[str, DataFrame],
        slice_column: Mapping[str, str],
        facts: Mapping[datetime, SliceFacts],
        run: RunIdentity,
        lease: Lease,
        *,
        most_rows: Mapping[datetime, int],
    ) -> dict[str, int]:
        """Makes `rows` (by table) what exists of the slices in `facts`, all of them, also those without a row.

        Args:
            rows: the rows of each table, which lie in slices of `facts`.
            slice_column: by table, the timestamp column that holds a row's slice start.
            facts: the slices that the run owns.
            run: who writes.
            lease: held over the interval of the slices.
            most_rows: a bound on the rows of a slice in any table, which decides into how many files it goes.

        Returns:
            Rows written, by table.
        """
        slices = sorted(facts)
        folders = [table.folder for table in self._tables]
        before = _paths(partition_files(self._storage, self._prefix, folders, slices))
        for table in self._tables:
            self._append(rows[table.name], table, slice_column[table.name], run.run_id, most_rows)
        found = partition_files(self._storage, self._prefix, folders, slices)
        added = {
            start: {folder: [p for p in paths if p not in before] for folder, paths in tables.items()}
            for start, tables in found.items()
        }
        counts = {table.name: self._counts(table, added) for table in self._tables}

        lease.ensure_held()
        records = {start: self._record(start, facts[start], run, added.get(start, {}), counts) for start in slices}
        for record in records.values():
            put_slice_record(self._storage, self._prefix, record)
        delete_unnamed(self._storage, self._prefix, found, records)
        return {name: sum(table_counts.values()) for name, table_counts in counts.items()}

    def committed(self, slices: Iterable[datetime]) -> dict[datetime, CommitRecord]:
        """Commit records of those `slices` that exist."""
        return read_slice_records(self._storage, self._prefix, slices)

    def _append(
        self, rows: DataFrame, table: Table, slice_column: str, run_id: str, most_rows: Mapping[datetime, int]
    ) -> None:
        """Adds files to the partitions of `rows`, one a partition unless it is very large."""
        partitioned = rows.select("*", *[column.alias(name) for name, column in partition_columns(slice_column)])
        files, part = _files_a_partition(table, most_rows)
        tasks = min(files, int(self._spark.conf.get("spark.sql.shuffle.partitions") or _ROWS_A_FILE))
        ordered = (
            conform(partitioned, table, *table.partition_columns)
            .repartition(tasks, *table.partition_columns, part)
            .sortWithinPartitions(*table.partition_columns, *table.key[:2])
        )
        append_files(self._storage, ordered, f"{self._prefix}{table.folder}", table.partition_columns, run_id)

    def _counts(self, table: Table, added: Mapping[datetime, Mapping[str, Sequence[str]]]) -> dict[str, int]:
        """Rows of each new file, by path below the prefix."""
        paths = [path for tables in added.values() for path in tables.get(table.folder, ())]
        if not paths:
            return {}
        read = self._spark.read.schema(table.schema).parquet(*[f"{self._prefix}{path}" for path in paths])
        depth = len(table.partition_columns) + 1
        partition = F.substring_index("_metadata.file_path", "/", -depth).alias("partition")
        by_partition = {row["partition"]: int(row["count"]) for row in read.groupBy(partition).count().collect()}
        return {path: by_partition.get("/".join(path.split("/")[-depth:]), 0) for path in paths}

    def _record(
        self,
        start: datetime,
        facts: SliceFacts,
        run: RunIdentity,
        added: Mapping[str, Sequence[str]],
        counts: Mapping[str, Mapping[str, int]],
    ) -> CommitRecord:
        files = {table.name: tuple(sorted(added.get(table.folder, ()))) for table in self._tables}
        return CommitRecord(
            run_id=run.run_id,
            job=run.job,
            slice_start=instant_text(start),
            baseline_end=None,
            mini_batch_id=facts.batch.mini_batch_id,
            batch_start=instant_text(facts.batch.interval.start),
            batch_end=instant_text(facts.batch.interval.end),
            job_spec_digest=run.job_spec_digest,
            set_digest=run.set_digest,
            rows={name: sum(counts[name].get(path, 0) for path in paths) for name, paths in files.items()},
            totals=dict(facts.totals),
            inputs=dict(facts.inputs),
            novelty_baselines=facts.novelty_baselines,
            files=files,
        )


def _paths(found: Mapping[datetime, Mapping[str, Sequence[str]]]) -> set[str]:
    return {path for tables in found.values() for paths in tables.values() for path in paths}


def _files_a_partition(table: Table, most_rows: Mapping[datetime, int]) -> tuple[int, Column]:
    """Files in all, and the number of a row's file in its partition: 0 but in partitions that need several files."""
    large = {start: rows // _ROWS_A_FILE for start, rows in most_rows.items() if rows >= 2 * _ROWS_A_FILE}
    part = F.lit(0)
    for start, files in large.items():
        is_there = (
            (F.col("dt") == f"{start:%Y-%m-%d}") & (F.col("hh") == f"{start:%H}") & (F.col("mm") == f"{start:%M}")
        )
        part = F.when(is_there, F.pmod(F.xxhash64(*table.key), F.lit(files))).otherwise(part)
    return len(most_rows) + sum(large.values()), part
