"""Snapshots of baselines that are committed: which there are of a horizon, and which is the newest at some time."""

import re
from dataclasses import dataclass
from datetime import datetime

from pyspark.sql import DataFrame, SparkSession

from ndr_spark.commit_records import read_record
from ndr_spark.datasets import read_table
from ndr_spark.generated.records import CommitRecord
from ndr_spark.slices import read_instant
from ndr_spark.storage import Storage
from ndr_spark.tables import Table

_RECORD = re.compile(r"/baseline_end=(\d{4}-\d{2}-\d{2})\.json\Z")


@dataclass(frozen=True, kw_only=True)
class CommittedSnapshot:
    """The baselines of one horizon at one reference time, as their record names them."""

    prefix: str
    """Of fg_b."""
    horizon: str
    baseline_end: datetime
    record: CommitRecord

    def table(self, spark: SparkSession, table: Table) -> DataFrame:
        """Rows of a table of the snapshot.

        Another run may replace the snapshot at any time: work on them within `committed_reads.read_steadily`.
        """
        return read_table(spark, self.prefix, table, [self.record])


def snapshot_records(storage: Storage, prefix: str, feature_spec_version: str, horizon: str) -> dict[datetime, str]:
    """URIs of the commit records of a horizon, by reference time."""
    folder = f"{prefix}_commits/feature_spec_version={feature_spec_version}/baseline_horizon={horizon}"
    found = [(match.group(1), file.uri) for file in storage.files([folder]) if (match := _RECORD.search(file.uri))]
    return {read_instant(f"{day}T00:00:00Z"): uri for day, uri in found}


def newest_snapshot(
    storage: Storage, prefix: str, feature_spec_version: str, horizon: str, *, not_after: datetime | None = None
) -> CommittedSnapshot | None:
    """The newest committed snapshot of a horizon whose reference time is at or before `not_after`."""
    uris = snapshot_records(storage, prefix, feature_spec_version, horizon)
    for end in sorted(uris, reverse=True):
        record = read_record(storage, uris[end]) if not_after is None or end <= not_after else None
        if record is not None:
            return CommittedSnapshot(prefix=prefix, horizon=horizon, baseline_end=end, record=record)
    return None
