"""Tables of a run: written beside what exists, committed slice by slice, read by their commit records."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as F

from ndr_spark.batches import Batch
from ndr_spark.commit_records import files_of
from ndr_spark.generated.records import CommitRecord
from ndr_spark.leases import Lease
from ndr_spark.literal_rows import no_rows
from ndr_spark.partitions import slice_partition
from ndr_spark.replacements import Replacement
from ndr_spark.slices import instant_text
from ndr_spark.storage import Storage, each_at_once
from ndr_spark.tables import Table

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
        partitions = {start: slice_partition(start) for start in sorted(facts)}
        files = {partitions[start]: max(1, most_rows[start] // _ROWS_A_FILE) for start in partitions}
        replacement = Replacement(
            self._spark, self._storage, self._prefix, self._tables, partitions.values(), run.run_id
        )

        def append(table: Table) -> None:
            columns = [column.alias(name) for name, column in partition_columns(slice_column[table.name])]
            partitioned = rows[table.name].select("*", *columns)
            replacement.append(partitioned, table, files=files, sorted_by=table.key[:2])

        each_at_once(append, self._tables)
        drafts = {partition: _draft(start, facts[start], run) for start, partition in partitions.items()}
        return replacement.commit(drafts, lease)


def _draft(start: datetime, facts: SliceFacts, run: RunIdentity) -> CommitRecord:
    """The record of a slice, but for its rows and files."""
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
        rows={},
        totals=dict(facts.totals),
        inputs=dict(facts.inputs),
        novelty_baselines=facts.novelty_baselines,
        files={},
    )
