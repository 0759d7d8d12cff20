"""Entry point of the FG-B builder: fg_a, pair_counts → fg_b."""

import sys
from collections.abc import Sequence
from datetime import datetime, timezone

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from fg_b_builder.inputs import Inputs, ensure_version, pair_rows, read_inputs, window_rows
from fg_b_builder.ip_metadata import ip_metadata, non_persistent_machines
from fg_b_builder.pair_rarity import pair_rarity
from fg_b_builder.ranges import DAY, Snapshot, snapshots_of_run
from fg_b_builder.snapshots import SnapshotReplacement, coverage, rows_a_file
from fg_b_builder.statistics import BaselineRange, StatisticsSettings, baselines
from ndr_spark.committed_reads import read_steadily
from ndr_spark.generated.fg_b_builder_arguments import ARGUMENTS, FgBBuilderArguments
from ndr_spark.generated.fg_b_builder_spec import FgBBuilderSpec
from ndr_spark.generated.tables import (
    FG_A,
    FG_B_GLOBAL,
    FG_B_HOST,
    FG_B_IP_METADATA,
    FG_B_PAIR_HOST,
    FG_B_PAIR_SEGMENT,
    FG_B_SEGMENT,
)
from ndr_spark.job_run import Job, JobRun, run_job
from ndr_spark.slices import instant_text
from ndr_spark.storage import each_at_once
from ndr_spark.tables import Table

JOB = Job(
    name="fg_b_builder",
    dataset="fg_b",
    arguments=ARGUMENTS,
    arguments_class=FgBBuilderArguments,
    spec_class=FgBBuilderSpec,
    packages=("ndr_spark", "fg_b_builder"),
)

_TIME_BANDS = 6

Run = JobRun[FgBBuilderArguments, FgBBuilderSpec]


def check(arguments: FgBBuilderArguments, spec: FgBBuilderSpec) -> None:
    """Refuses reference times that contradict the mode, each other or the clock."""
    snapshots_of_run(arguments, spec, datetime.now(timezone.utc))


def build_baselines(run: Run) -> None:
    """Replaces the snapshots that the run's arguments name."""
    snapshots = snapshots_of_run(run.arguments, run.spec, run.report.started)
    ends = [snapshot.baseline_end for snapshot in snapshots]

    def read() -> Inputs:
        with run.report.stage("records"):
            return read_inputs(run.storage, run.spec, snapshots)

    # Held from before the first record is read: of two runs over the same snapshots, the one that commits last has
    # read last.
    bounds = (instant_text(min(ends)), instant_text(max(ends) + DAY))
    with run.lease.held(*bounds, wait_seconds=run.lease_wait_seconds):
        read_steadily(read, lambda inputs: _replace_snapshots(run, snapshots, inputs))


def _replace_snapshots(run: Run, snapshots: Sequence[Snapshot], inputs: Inputs) -> None:
    with run.report.stage("checks"):
        ensure_version(run.spark, run.spec, inputs.fg_a)
        machines = non_persistent_machines(run.spark, run.storage, run.spec.ip_metadata)
    replacement = SnapshotReplacement(
        *(run.spark, run.storage, run.spec.writes.fg_b.s3_prefix, run.spec.feature_spec_version),
        *(snapshots, run.identity),
    )

    def statistics() -> None:
        if inputs.fg_a_rows:
            with run.report.stage("statistics"):
                _append_statistics(run, replacement, snapshots, inputs, machines)

    def pairs() -> None:
        if inputs.pair_rows:
            with run.report.stage("pairs"):
                _append_pairs(run, replacement, snapshots, inputs)

    # At once: what one of them leaves of the cores, the other takes.
    each_at_once(lambda append: append(), [statistics, pairs])
    with run.report.stage("commit"):
        written = replacement.commit(inputs, run.lease)
    _report(run, snapshots, inputs, written)


def _append_statistics(
    run: Run, replacement: SnapshotReplacement, snapshots: Sequence[Snapshot], inputs: Inputs, machines: DataFrame
) -> None:
    spec = run.spec
    ranges = [
        BaselineRange(
            interval=snapshot.interval,
            support_min=snapshot.horizon.support_min,
            support_min_by_metric=snapshot.horizon.support_min_by_metric,
        )
        for snapshot in snapshots
    ]
    settings = StatisticsSettings(
        metrics=spec.metrics, capping=spec.capping, largest_array_group=spec.largest_array_group
    )
    with baselines(window_rows(run.spark, spec, inputs.fg_a), ranges, settings) as levels:
        replacement.append(
            _with_uncovered(levels.host, FG_B_HOST), FG_B_HOST, [_most_hosts(each, inputs) for each in snapshots]
        )
        hosts = replacement.rows_of(FG_B_HOST)
        if any(hosts):
            _append_metadata(run, replacement, snapshots, machines, hosts)
        segments = _segments(replacement, hosts)
        replacement.append(_with_uncovered(levels.segment, FG_B_SEGMENT), FG_B_SEGMENT, segments)
        replacement.append(_with_uncovered(levels.everyone, FG_B_GLOBAL), FG_B_GLOBAL, [0] * len(snapshots))


def _append_metadata(
    run: Run,
    replacement: SnapshotReplacement,
    snapshots: Sequence[Snapshot],
    machines: DataFrame,
    hosts: Sequence[int],
) -> None:
    settings = run.spec.ip_metadata
    support = [f"{metric}_support_count" for metric in settings.required_metrics]
    rows = replacement.read_back(FG_B_HOST, ["host_ip", "window_label", *support])
    replacement.append(ip_metadata(rows, machines, snapshots, settings), FG_B_IP_METADATA, hosts)


def _append_pairs(run: Run, replacement: SnapshotReplacement, snapshots: Sequence[Snapshot], inputs: Inputs) -> None:
    rows = pair_rows(run.spark, run.spec, inputs.pair_counts)
    with pair_rarity(rows, snapshots, run.spec.pair_rarity.rarity_threshold) as levels:
        most = [inputs.of_range(each.interval).pair_rows for each in snapshots]
        for table, pairs in ((FG_B_PAIR_HOST, levels.host), (FG_B_PAIR_SEGMENT, levels.segment)):
            replacement.append(pairs, table, _counted_if_large(table, most, pairs))


def _most_hosts(snapshot: Snapshot, inputs: Inputs) -> int:
    """About how many rows the host level has: those of the largest slice in every time band."""
    slices = inputs.of_range(snapshot.interval).fg_a.values()
    return _TIME_BANDS * max((record.rows[FG_A.name] for record in slices), default=0)


def _segments(replacement: SnapshotReplacement, hosts: Sequence[int]) -> Sequence[int]:
    """Rows of the segment level, at most."""
    if max(hosts) < rows_a_file(FG_B_SEGMENT):
        return hosts
    return _counted_if_large(FG_B_SEGMENT, hosts, replacement.read_back(FG_B_HOST, FG_B_SEGMENT.key).distinct())


def _counted_if_large(table: Table, most_rows: Sequence[int], rows: DataFrame) -> Sequence[int]:
    """The bounds `most_rows` where they ask for one file anyway, else the counted rows, by snapshot."""
    if max(most_rows) < rows_a_file(table):
        return most_rows
    counts = {row["snapshot"]: row["count"] for row in rows.groupBy("snapshot").count().collect()}
    return [counts.get(index, 0) for index in range(len(most_rows))]


def _with_uncovered(rows: DataFrame, table: Table) -> DataFrame:
    """Rows with the columns of metrics that get no baselines: no row had a value."""
    nothing = {"long": F.lit(0), "int": F.lit(1)}
    missing = {
        column.name: nothing.get(column.type, F.lit(None))
        for column in table.columns
        if column.name not in rows.columns
    }
    return rows.withColumns(missing) if missing else rows


def _report(run: Run, snapshots: Sequence[Snapshot], inputs: Inputs, written: dict[str, int]) -> None:
    for snapshot in snapshots:
        found = coverage(snapshot, inputs.of_range(snapshot.interval))
        expected = found["slices_expected"]
        if not found["fg_a_rows"] and not found["pair_counts_rows"]:
            run.report.note(f"the snapshot {snapshot} is empty: its range has no row")
        elif min(found["fg_a_slices"], found["pair_counts_slices"]) < expected:
            run.report.note(
                f"the snapshot {snapshot} is made of {found['fg_a_slices']} slices of fg_a and "
                f"{found['pair_counts_slices']} of pair_counts; its range has {expected}"
            )
    run.report.state(
        rows_read=inputs.fg_a_rows + inputs.pair_rows,
        rows_written=written,
        partitions_replaced=len(snapshots),
        totals={"fg_a_rows": inputs.fg_a_rows, "pair_counts_rows": inputs.pair_rows},
    )


if __name__ == "__main__":
    sys.exit(run_job(JOB, build_baselines, check, sys.argv[1:]))
