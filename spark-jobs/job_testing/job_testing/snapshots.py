"""Snapshots of FG-B as tests ask for them and find them."""

from collections.abc import Sequence
from typing import Any

from job_testing.job_specs import VERSION
from job_testing.workbench import Workbench
from ndr_spark.commit_records import read_record
from ndr_spark.datasets import read_table
from ndr_spark.generated.records import CommitRecord
from ndr_spark.partitions import Partition, snapshot_partition
from ndr_spark.slices import read_instant
from ndr_spark.tables import Table


def baseline_arguments(bench: Workbench, *, horizon: str = "both", mode: str = "REGULAR", **times: str) -> list[str]:
    """The command line of the FG-B builder; `times` as `baseline_end="2024-04-19T00:00:00Z"`."""
    instants = [(f"--{name.replace('_', '-')}-ts-iso", value) for name, value in times.items()]
    return [
        *("--project-name", bench.project, "--feature-spec-version", VERSION),
        *("--baseline-horizon", horizon, "--baseline-mode", mode),
        *[part for pair in instants for part in pair],
    ]


def snapshot(horizon: str, end: str) -> Partition:
    """The partition of a snapshot."""
    return snapshot_partition(VERSION, horizon, read_instant(end))


def snapshot_record(bench: Workbench, horizon: str, end: str) -> CommitRecord | None:
    """Its commit record."""
    return read_record(bench.storage, f"{bench.prefix('fg_b')}{snapshot(horizon, end).record}")


def snapshot_rows(bench: Workbench, table: Table, horizon: str, end: str) -> list[dict[str, Any]]:
    """Rows that its record names, as they lie in the files."""
    record = snapshot_record(bench, horizon, end)
    assert record is not None
    rows = read_table(bench.spark, bench.prefix("fg_b"), table, [record])
    return [row.asDict() for row in rows.collect()]


def named_snapshot_files(bench: Workbench, snapshots: Sequence[tuple[str, str]]) -> set[str]:
    """Files that the records of snapshots, each a horizon and an end, name."""
    records = [snapshot_record(bench, *each) for each in snapshots]
    return {path for record in records if record for paths in record.files.values() for path in paths}
