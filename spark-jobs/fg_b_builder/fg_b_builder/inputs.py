"""What a run reads, by commit records: the slices of FG-A and of pair counts, the names of machines."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from fg_b_builder.ranges import Snapshot, slices_of
from ndr_spark.commit_records import read_slice_records
from ndr_spark.datasets import read_table
from ndr_spark.errors import JobError
from ndr_spark.generated.fg_b_builder_spec import FgBBuilderSpec
from ndr_spark.generated.records import CommitRecord
from ndr_spark.generated.tables import FG_A, PAIR_COUNTS
from ndr_spark.slices import Interval, instant_text
from ndr_spark.storage import Storage

Records = Mapping[datetime, CommitRecord]
"""Commit records of slices, by their start."""


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """The committed slices of the ranges of all snapshots."""

    fg_a: Records
    pair_counts: Records

    def of_range(self, interval: Interval) -> "Inputs":
        """Those of one range."""
        return Inputs(fg_a=_within(self.fg_a, interval), pair_counts=_within(self.pair_counts, interval))

    @property
    def fg_a_rows(self) -> int:
        """Rows of FG-A."""
        return row_count(self.fg_a, FG_A.name)

    @property
    def pair_rows(self) -> int:
        """Rows of pair counts."""
        return row_count(self.pair_counts, PAIR_COUNTS.name)


def read_inputs(storage: Storage, spec: FgBBuilderSpec, snapshots: Sequence[Snapshot]) -> Inputs:
    """Reads the commit records of a run's inputs, each once.

    Raises:
        JobError: `record.invalid`; `slices.missing` when the JobSpec asks for completeness and a slice of a range is
            not committed.
    """
    slices = slices_of(snapshot.interval for snapshot in snapshots)
    inputs = Inputs(
        fg_a=read_slice_records(storage, spec.reads.fg_a.s3_prefix, slices),
        pair_counts=read_slice_records(storage, spec.reads.pair_counts.s3_prefix, slices),
    )
    if spec.require_complete:
        _require(slices, inputs.fg_a, spec.reads.fg_a.s3_prefix)
        _require(slices, inputs.pair_counts, spec.reads.pair_counts.s3_prefix)
    return inputs


def ensure_version(spark: SparkSession, spec: FgBBuilderSpec, fg_a: Records) -> None:
    """Makes sure that FG-A's rows are of the run's feature-spec version.

    Slices that were written under the same JobSpec are of the same version, so that a file of each JobSpec tells.

    Raises:
        JobError: `fg-a.other-version`, naming the version and a slice.
    """
    samples = {record.job_spec_digest: record for record in fg_a.values() if record.files[FG_A.name]}
    own = spec.feature_spec_version
    rows = read_table(spark, spec.reads.fg_a.s3_prefix, FG_A, samples.values())
    other = rows.where(F.col("feature_spec_version") != own).select("feature_spec_version", "record_id").first()
    if other is not None:
        raise JobError(
            "fg-a.other-version",
            place=f"{spec.reads.fg_a.s3_prefix}, row {other['record_id']}",
            cause=f"it is of the feature-spec version {other['feature_spec_version']}, the run is of {own}",
            remedy="Give each version a prefix of its own in the JobSpecs, and build FG-A of this one anew.",
        )


def window_rows(spark: SparkSession, spec: FgBBuilderSpec, fg_a: Records) -> DataFrame:
    """Rows of FG-A of the JobSpec's windows, with `last_slice`, the start of their window's last slice."""
    rows = read_table(spark, spec.reads.fg_a.s3_prefix, FG_A, fg_a.values())
    return rows.where(F.col("window_label").isin(*spec.windows)).withColumn(
        "last_slice", F.col("window_end_ts") - F.expr("INTERVAL 15 MINUTES")
    )


def pair_rows(spark: SparkSession, spec: FgBBuilderSpec, pair_counts: Records) -> DataFrame:
    """Rows of pair counts."""
    return read_table(spark, spec.reads.pair_counts.s3_prefix, PAIR_COUNTS, pair_counts.values())


def row_count(records: Records, table: str) -> int:
    """Rows of a table that `records` name."""
    return sum(record.rows.get(table, 0) for record in records.values())


def _within(records: Records, interval: Interval) -> dict[datetime, CommitRecord]:
    return {start: record for start, record in records.items() if interval.start <= start < interval.end}


def _require(slices: Iterable[datetime], records: Records, prefix: str) -> None:
    missing = [start for start in slices if start not in records]
    if missing:
        raise JobError(
            "slices.missing",
            place=f"{prefix}_commits/",
            cause=f"{len(missing)} slices are not committed, the first is {instant_text(missing[0])}, "
            f"the last {instant_text(missing[-1])}",
            remedy="Fill them (ndr backfill --missing), or set require_complete to false.",
        )
