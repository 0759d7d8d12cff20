"""Tables of a run: written beside what exists, committed slice by slice, read by their commit records."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
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
from ndr_spark.errors import JobError
from ndr_spark.generated.records import CommitRecord
from ndr_spark.leases import Lease
from ndr_spark.literal_rows import no_rows
from ndr_spark.slices import instant_text
from ndr_spark.storage import Storage, each_at_once
from ndr_spark.tables import Table, conform
from ndr_spark.written_files import signed, written_files

_ROWS_A_FILE = 13_000_000
"""At ten bytes a row, 128 MB: a partition gets one more file for each so many rows."""


def read_table(spark: SparkSession, prefix: str, table: Table, records: Iterable[CommitRecord]) -> DataFrame:
    """The rows of `table` that `records` name."""
    files = files_of(records, prefix, table.name)
    return spark.read.schema(table.schema).parquet(*files) if files else no_rows(spark, table.schema)


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
    """Adds `rows`, already in the wanted order and tasks, to the partition folders below `target`.

    A task that is tried again writes files of the same names, so that its rows never count twice.
    """
    temporary = temporary_folder(run_id)
    writer = rows.write.mode("append").partitionBy(*partitions)
    # Each run has a temporary folder of its own, which Hadoop names by this number.
    writer = writer.option("mapreduce.job.application.attempt.id", temporary)
    try:
        writer.format(form).save(target)
    finally:
        storage.delete([f"{target.rstrip('/')}/_temporary/{temporary}"])


def delete_abandoned(storage: Storage, targets: Iterable[str], lease: Lease) -> None:
    """Deletes the temporary files that runs left in `targets` when they were killed."""
    # Listed before the lease is read: whose folder is seen here has entered the lease already.
    folders = [f"{target.rstrip('/')}/_temporary" for target in targets]
    found = {f"{folder}/{name}" for folder in folders for name in storage.folders(folder)}
    if found:
        alive = {f"{folder}/{temporary_folder(run_id)}" for folder in folders for run_id in lease.live_runs()}
        storage.delete(sorted(found - alive))


def temporary_folder(run_id: str) -> str:
    """Name of the folder in `_temporary` that a run writes to: Hadoop wants a number."""
    return str(zlib.crc32(run_id.encode()) & 0x7FFF_FFFF)


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
        each_at_once(
            lambda table: self._append(rows[table.name], table, slice_column[table.name], run.run_id, most_rows),
            self._tables,
        )
        found = partition_files(self._storage, self._prefix, folders, slices)
        files = written_files(self._spark, [f"{self._prefix}{path}" for path in sorted(_paths(found) - before)])
        own = {uri.removeprefix(self._prefix): file.rows for uri, file in files.items() if file.run_id == run.run_id}

        records = {start: self._record(start, facts[start], run, found.get(start, {}), own) for start in slices}
        try:
            lease.ensure_held()
            each_at_once(lambda record: self._commit(record, lease), list(records.values()))
        except JobError:
            self._withdraw(records, own)
            raise
        delete_unnamed(self._storage, self._prefix, found, records)
        delete_abandoned(self._storage, [f"{self._prefix}{folder}" for folder in folders], lease)
        return {table.name: sum(record.rows[table.name] for record in records.values()) for table in self._tables}

    def _commit(self, record: CommitRecord, lease: Lease) -> None:
        lease.ensure_unexpired()
        put_slice_record(self._storage, self._prefix, record)

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
        append_files(
            self._storage, signed(ordered, run_id), f"{self._prefix}{table.folder}", table.partition_columns, run_id
        )

    def _withdraw(self, records: Mapping[datetime, CommitRecord], own: Mapping[str, int]) -> None:
        """Deletes the files of a run that could not commit them all, but for those that it did commit."""
        with suppress(JobError):  # what cannot be deleted now, the next run over these slices deletes
            current = self.committed(records)
            named = {path for record in current.values() for paths in record.files.values() for path in paths}
            self._storage.delete(f"{self._prefix}{path}" for path in own if path not in named)

    def _record(
        self,
        start: datetime,
        facts: SliceFacts,
        run: RunIdentity,
        found: Mapping[str, Sequence[str]],
        own: Mapping[str, int],
    ) -> CommitRecord:
        """The record of a slice; `found` are the paths in its partitions, `own` the rows of the run's files."""
        files = {
            table.name: tuple(sorted(path for path in found.get(table.folder, ()) if path in own))
            for table in self._tables
        }
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
            rows={name: sum(own[path] for path in paths) for name, paths in files.items()},
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
