"""Snapshots as a run writes them: one partition each in six tables, seen when its commit record is there.

Rows lie in the order of their key, in as many files as their number asks for, so that the same input gives the same
files again, but for the run's id in their footers.
"""

from collections.abc import Mapping, Sequence

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.sql import types as T

from fg_b_builder.inputs import Inputs
from fg_b_builder.ranges import Snapshot
from ndr_spark.datasets import RunIdentity
from ndr_spark.generated.records import CommitRecord
from ndr_spark.generated.tables import (
    FG_B_GLOBAL,
    FG_B_HOST,
    FG_B_IP_METADATA,
    FG_B_PAIR_HOST,
    FG_B_PAIR_SEGMENT,
    FG_B_SEGMENT,
)
from ndr_spark.leases import Lease
from ndr_spark.partitions import Partition, snapshot_partition
from ndr_spark.replacements import Replacement
from ndr_spark.slices import instant_text
from ndr_spark.storage import Storage
from ndr_spark.tables import Table

TABLES = (FG_B_HOST, FG_B_SEGMENT, FG_B_GLOBAL, FG_B_IP_METADATA, FG_B_PAIR_HOST, FG_B_PAIR_SEGMENT)

_FILE_BYTES = 128 * 1024 * 1024
_BYTES_A_VALUE = {"string": 8, "double": 6, "timestamp": 6, "long": 3, "int": 1}
"""About what a value takes in a file, encoded and compressed."""


def rows_a_file(table: Table) -> int:
    """Rows of a table that fill a file."""
    return _FILE_BYTES // sum(_BYTES_A_VALUE[column.type] for column in table.columns)


class SnapshotReplacement:
    """The snapshots of a run, from their first file to their commit."""

    def __init__(
        self,
        spark: SparkSession,
        storage: Storage,
        prefix: str,
        feature_spec_version: str,
        snapshots: Sequence[Snapshot],
        run: RunIdentity,
    ) -> None:
        """Looks at what exists of them; nothing is written yet."""
        self._spark = spark
        self._prefix = prefix
        self._run = run
        self._snapshots = snapshots
        self._partitions = [
            snapshot_partition(feature_spec_version, snapshot.label, snapshot.baseline_end) for snapshot in snapshots
        ]
        self._replacement = Replacement(spark, storage, prefix, TABLES, self._partitions, run.run_id)

    def append(self, rows: DataFrame, table: Table, most_rows: Sequence[int]) -> None:
        """Adds the rows of a table.

        Args:
            rows: `snapshot`, the index of the row's snapshot, and the table's columns.
            table: one of `TABLES`.
            most_rows: about how many rows each snapshot has, at most; decides into how many files they go.
        """
        files = {
            partition: max(1, count // rows_a_file(table))
            for partition, count in zip(self._partitions, most_rows, strict=True)
        }
        self._replacement.append(_placed(rows, self._partitions), table, files=files, sorted_by=table.key)

    def rows_of(self, table: Table) -> list[int]:
        """Rows that were added to a table, by snapshot."""
        files = self._replacement.files(table)
        folders = [f"{self._prefix}{table.folder}/{partition.folder}/" for partition in self._partitions]
        return [sum(rows for uri, rows in files.items() if uri.startswith(folder)) for folder in folders]

    def read_back(self, table: Table, columns: Sequence[str]) -> DataFrame:
        """Some columns of the rows that were added to a table, with `snapshot`."""
        partition_fields = [T.StructField(name, T.StringType()) for name in table.partition_columns]
        schema = T.StructType([*table.schema.fields, *partition_fields])
        reader = self._spark.read.schema(schema).option("basePath", f"{self._prefix}{table.folder}")
        rows = reader.parquet(*sorted(self._replacement.files(table)))
        indexes = [F.lit(part) for index, each in enumerate(self._partitions) for part in (_name(each), index)]
        index = F.element_at(F.create_map(*indexes), F.concat_ws("/", *table.partition_columns))
        return rows.select(index.alias("snapshot"), *columns)

    def commit(self, inputs: Inputs, lease: Lease) -> dict[str, int]:
        """Makes what was added what exists of the snapshots, and returns the rows of each table."""
        drafts = {
            partition: _draft(snapshot, inputs.of_range(snapshot.interval), self._run)
            for snapshot, partition in zip(self._snapshots, self._partitions, strict=True)
        }
        return self._replacement.commit(drafts, lease)


def coverage(snapshot: Snapshot, inputs: Inputs) -> dict[str, int]:
    """How much of its range a snapshot is made of; `inputs` are those of its range."""
    return {
        "slices_expected": sum(1 for _ in snapshot.interval.slices()),
        "fg_a_slices": len(inputs.fg_a),
        "fg_a_rows": inputs.fg_a_rows,
        "pair_counts_slices": len(inputs.pair_counts),
        "pair_counts_rows": inputs.pair_rows,
    }


def _draft(snapshot: Snapshot, inputs: Inputs, run: RunIdentity) -> CommitRecord:
    """The record of a snapshot, but for its rows and files; its inputs are the runs of FG-A."""
    return CommitRecord(
        run_id=run.run_id,
        job=run.job,
        slice_start=None,
        baseline_end=instant_text(snapshot.baseline_end),
        mini_batch_id=None,
        batch_start=None,
        batch_end=None,
        job_spec_digest=run.job_spec_digest,
        set_digest=run.set_digest,
        rows={},
        totals=coverage(snapshot, inputs),
        inputs={instant_text(start): record.run_id for start, record in inputs.fg_a.items()},
        novelty_baselines=(),
        files={},
    )


def _placed(rows: DataFrame, partitions: Sequence[Partition]) -> DataFrame:
    """Rows with the partition columns of their snapshot."""
    values: list[Mapping[str, str]] = [dict(partition.values) for partition in partitions]
    columns = {name: F.get(F.array(*[F.lit(each[name]) for each in values]), F.col("snapshot")) for name in values[0]}
    return rows.withColumns(columns)


def _name(partition: Partition) -> str:
    return "/".join(value for _, value in partition.values)
