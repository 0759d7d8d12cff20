"""Partitions of a dataset as one run replaces them: files added beside what exists, then committed by records."""

import dataclasses
import zlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress

from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as F

from ndr_spark.commit_records import delete_unnamed, partition_files, put_record, read_record
from ndr_spark.errors import JobError
from ndr_spark.generated.records import CommitRecord
from ndr_spark.leases import Lease
from ndr_spark.partitions import Partition
from ndr_spark.storage import Storage, each_at_once
from ndr_spark.tables import Table, conform
from ndr_spark.written_files import signed, written_files

Found = Mapping[Partition, Mapping[str, Sequence[str]]]
"""Paths of files below a dataset's prefix, by partition and table folder."""


class Replacement:
    """New contents of some partitions, all tables of each, as one run writes them."""

    def __init__(
        self,
        spark: SparkSession,
        storage: Storage,
        prefix: str,
        tables: Sequence[Table],
        partitions: Iterable[Partition],
        run_id: str,
    ) -> None:
        """Looks at what exists; nothing is written yet."""
        self._spark = spark
        self._storage = storage
        self._prefix = prefix
        self._tables = tables
        self._partitions = sorted(partitions)
        self._run_id = run_id
        self._before = _paths(self._found(tables))
        self._own: dict[str, int] = {}

    def append(
        self, rows: DataFrame, table: Table, *, files: Mapping[Partition, int], sorted_by: Sequence[str]
    ) -> None:
        """Adds rows to the partitions of a table.

        Args:
            rows: the table's rows, with its partition columns.
            table: one of the dataset's.
            files: into how many files each partition goes.
            sorted_by: the order of rows in a file.
        """
        tasks = min(sum(files.values()), int(self._spark.conf.get("spark.sql.shuffle.partitions") or 1))
        ordered = (
            conform(rows, table, *table.partition_columns)
            .repartition(max(1, tasks), *table.partition_columns, _file_in_partition(table, files))
            .sortWithinPartitions(*table.partition_columns, *sorted_by)
        )
        append_files(
            *(self._storage, signed(ordered, self._run_id), f"{self._prefix}{table.folder}"),
            *(table.partition_columns, self._run_id),
        )

    def files(self, table: Table) -> dict[str, int]:
        """Files that the run added to a table so far, by URI, with their rows."""
        paths = self._own_files(self._found([table]))
        return {f"{self._prefix}{path}": rows for path, rows in paths.items()}

    def commit(self, drafts: Mapping[Partition, CommitRecord], lease: Lease) -> dict[str, int]:
        """Makes what was added what exists of the partitions, all of them, also those without a row.

        Args:
            drafts: the record of each partition, but for its rows and files.
            lease: held over the partitions.

        Returns:
            Rows written, by table.
        """
        found = self._found(self._tables)
        own = self._own_files(found)
        records = {
            partition: self._completed(draft, found.get(partition, {}), own) for partition, draft in drafts.items()
        }
        try:
            lease.ensure_held()
            each_at_once(lambda partition: self._put(partition, records[partition], lease), sorted(records))
        except JobError:
            self._withdraw(own)
            raise
        delete_unnamed(self._storage, self._prefix, found, records.values())
        delete_abandoned(self._storage, [f"{self._prefix}{table.folder}" for table in self._tables], lease)
        return {table.name: sum(record.rows[table.name] for record in records.values()) for table in self._tables}

    def _found(self, tables: Sequence[Table]) -> Found:
        folders = [table.folder for table in tables]
        return partition_files(self._storage, self._prefix, folders, self._partitions)

    def _own_files(self, found: Found) -> dict[str, int]:
        """Those of the files found that the run wrote, by path, with their rows."""
        present = _paths(found)
        unknown = sorted(present - self._before - set(self._own))
        footers = written_files(self._spark, [f"{self._prefix}{path}" for path in unknown])
        for uri, file in footers.items():
            if file.run_id == self._run_id:
                self._own[uri.removeprefix(self._prefix)] = file.rows
        return {path: rows for path, rows in self._own.items() if path in present}

    def _completed(
        self, draft: CommitRecord, found: Mapping[str, Sequence[str]], own: Mapping[str, int]
    ) -> CommitRecord:
        files = {
            table.name: tuple(sorted(path for path in found.get(table.folder, ()) if path in own))
            for table in self._tables
        }
        rows = {name: sum(own[path] for path in paths) for name, paths in files.items()}
        return dataclasses.replace(draft, rows=rows, files=files)

    def _put(self, partition: Partition, record: CommitRecord, lease: Lease) -> None:
        lease.ensure_unexpired()
        put_record(self._storage, self._prefix, partition, record)

    def _withdraw(self, own: Iterable[str]) -> None:
        """Deletes the files of a run that could not commit them all, but for those that it did commit."""
        with suppress(JobError):  # what cannot be deleted now, the next run over these partitions deletes
            uris = [f"{self._prefix}{partition.record}" for partition in self._partitions]
            records = [record for record in each_at_once(lambda uri: read_record(self._storage, uri), uris) if record]
            named = {path for record in records for paths in record.files.values() for path in paths}
            self._storage.delete(f"{self._prefix}{path}" for path in own if path not in named)


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


def _paths(found: Found) -> set[str]:
    return {path for tables in found.values() for paths in tables.values() for path in paths}


def _file_in_partition(table: Table, files: Mapping[Partition, int]) -> Column:
    """The number of a row's file in its partition: 0 but in partitions that need several files."""
    number = F.lit(0)
    for partition, count in files.items():
        if count > 1:
            number = F.when(partition.holds(), F.pmod(F.xxhash64(*table.key), F.lit(count))).otherwise(number)
    return number
