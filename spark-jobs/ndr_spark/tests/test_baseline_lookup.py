"""Whose normal counts, and how rare pairs are that were seen or never were."""

from collections.abc import Callable, Mapping, Sequence
from math import log
from typing import Any

import pytest
from pyspark.sql import DataFrame
from pyspark.sql import functions as F
from pyspark.sql import types as T

from job_testing.job_specs import VERSION
from job_testing.workbench import Workbench, sorted_rows
from ndr_spark.baseline_lookup import host_baselines, host_pair_rarity, segment_pair_rarity
from ndr_spark.generated.records import CommitRecord
from ndr_spark.generated.tables import (
    FG_B_GLOBAL,
    FG_B_HOST,
    FG_B_PAIR_HOST,
    FG_B_PAIR_SEGMENT,
    FG_B_SEGMENT,
)
from ndr_spark.leases import Lease
from ndr_spark.literal_rows import literal_rows
from ndr_spark.partitions import snapshot_partition
from ndr_spark.replacements import Replacement
from ndr_spark.slices import instant_text, read_instant
from ndr_spark.snapshots import CommittedSnapshot, newest_snapshot
from ndr_spark.tables import Table

TABLES = (FG_B_HOST, FG_B_SEGMENT, FG_B_GLOBAL, FG_B_PAIR_HOST, FG_B_PAIR_SEGMENT)
NOON = read_instant("2024-04-10T12:00:00Z")
METRICS = ["sessions_cnt", "deny_ratio"]
KEY = ("host_ip", "role", "segment_id", "time_band", "window_label")


def commit_snapshot(bench: Workbench, end: str, rows: Mapping[Table, Sequence[Mapping[str, Any]]]) -> None:
    """Makes `rows` the 7d baselines at a midnight; columns that a row leaves out are null."""
    reference = read_instant(f"{end}T00:00:00Z")
    partition = snapshot_partition(VERSION, "7d", reference)
    lease = Lease(bench.client, project=bench.project, dataset="fg_b", version=VERSION, run_id="test")
    draft = CommitRecord(
        run_id="test",
        job="test",
        slice_start=None,
        baseline_end=instant_text(reference),
        mini_batch_id=None,
        batch_start=None,
        batch_end=None,
        job_spec_digest="1",
        set_digest="1",
        rows={},
        totals={},
        inputs={},
        novelty_baselines=(),
        files={},
    )
    replacement = Replacement(bench.spark, bench.storage, bench.prefix("fg_b"), TABLES, [partition], "test")
    with lease.held(f"{end}T00:00:00Z", f"{end}T00:15:00Z", wait_seconds=0):
        for table, values in rows.items():
            given = [[row.get(name) for name in table.schema.names] for row in values]
            placed = literal_rows(bench.spark, given, table.schema).withColumns(
                {name: F.lit(value) for name, value in partition.values}
            )
            replacement.append(placed, table, files={partition: 1}, sorted_by=table.key)
        replacement.commit({partition: draft}, lease)


def statistics(metric: str, median: float | None, *, cold: int = 0) -> dict[str, Any]:
    return {f"{metric}_median": median, f"{metric}_support_count": 9, f"{metric}_cold_start_flag": cold}


def found(bench: Workbench) -> CommittedSnapshot:
    snapshot = newest_snapshot(bench.storage, bench.prefix("fg_b"), VERSION, "7d")
    assert snapshot is not None
    return snapshot


def strings(bench: Workbench, names: Sequence[str], *rows: Sequence[str]) -> DataFrame:
    return literal_rows(bench.spark, rows, T.StructType([T.StructField(name, T.StringType()) for name in names]))


def test_each_metric_falls_back_by_itself_from_host_to_segment_to_everybody(
    workbench: Callable[..., Workbench],
) -> None:
    bench = workbench()
    group = {"role": "outbound", "time_band": "WD_NIGHT", "window_label": "w_1h"}
    office = {**group, "segment_id": "office"}
    warm, cold, none = (
        {**statistics("sessions_cnt", 1.0), **statistics("deny_ratio", 0.1, cold=1)},
        {**statistics("sessions_cnt", 2.0, cold=1), **statistics("deny_ratio", 0.2, cold=1)},
        {**statistics("sessions_cnt", None, cold=1), **statistics("deny_ratio", None, cold=1)},
    )
    commit_snapshot(
        bench,
        "2024-04-19",
        {
            FG_B_HOST: [
                {**office, "host_ip": "warm", **warm},
                {**office, "host_ip": "cold", **cold},
                {**office, "host_ip": "none", **none},
            ],
            FG_B_SEGMENT: [{**office, **statistics("sessions_cnt", 3.0), **statistics("deny_ratio", 0.3, cold=1)}],
            FG_B_GLOBAL: [{**group, **statistics("sessions_cnt", 4.0, cold=1), **statistics("deny_ratio", 0.4)}],
        },
    )
    everywhere = [(host, "outbound", "office", "WD_NIGHT", "w_1h") for host in ("warm", "cold", "none", "unknown")]
    elsewhere = [("warm", "outbound", "lab", "WD_NIGHT", "w_1h"), ("warm", "inbound", "office", "WD_NIGHT", "w_1h")]
    answers = host_baselines(bench.spark, found(bench), strings(bench, KEY, *everywhere, *elsewhere), METRICS)
    rows = [row.asDict() for row in answers.collect()]
    assert sorted_rows(rows, ("host_ip", "segment_id", "metric", "baseline_level", "median", "cold_start_flag")) == [
        ("cold", "office", "deny_ratio", "GLOBAL", 0.4, 0),
        ("cold", "office", "sessions_cnt", "SEGMENT", 3.0, 0),
        ("none", "office", "deny_ratio", "GLOBAL", 0.4, 0),
        ("none", "office", "sessions_cnt", "SEGMENT", 3.0, 0),
        ("unknown", "office", "deny_ratio", "GLOBAL", 0.4, 0),
        ("unknown", "office", "sessions_cnt", "SEGMENT", 3.0, 0),
        ("warm", "lab", "deny_ratio", "GLOBAL", 0.4, 0),
        ("warm", "lab", "sessions_cnt", "GLOBAL", 4.0, 1),
        ("warm", "office", "deny_ratio", "GLOBAL", 0.4, 0),
        ("warm", "office", "sessions_cnt", "HOST", 1.0, 0),
    ]


def test_a_pair_that_was_never_seen_is_new_and_as_surprising_as_its_source_is_busy(
    workbench: Callable[..., Workbench],
) -> None:
    bench = workbench()
    known = {"dst_ip": "b", "pair_seen_count": 3, "active_days": 2, "pair_daily_avg": 0.5, "pair_last_seen_ts": NOON}
    scores = {"pair_rarity_score": 0.25, "pair_surprisal": 0.7, "is_rare_pair_flag": 1}
    rows = [{**known, **scores, "dst_port": port} for port in (53, 443)]
    commit_snapshot(
        bench,
        "2024-04-19",
        {
            FG_B_PAIR_HOST: [{**row, "src_ip": "a"} for row in rows],
            FG_B_PAIR_SEGMENT: [{**row, "segment_id": "office"} for row in rows[:1]],
        },
    )
    pairs = strings(
        bench,
        ("src_ip", "segment_id", "dst_ip", "dst_port"),
        ("a", "office", "b", "53"),
        ("a", "office", "b", "22"),
        ("stranger", "attic", "b", "53"),
    ).withColumn("dst_port", F.col("dst_port").cast("int"))
    names = (
        *("src_ip", "dst_port", "is_new_pair", "pair_seen_count", "active_days", "pair_daily_avg", "pair_last_seen_ts"),
        *("pair_rarity_score", "pair_surprisal", "is_rare_pair_flag"),
    )
    of_host = [row.asDict() for row in host_pair_rarity(bench.spark, found(bench), pairs).collect()]
    assert sorted_rows(of_host, names) == [
        ("a", 22, True, 0, 0, 0.0, None, 1.0, pytest.approx(log(8)), 1),
        ("a", 53, False, 3, 2, 0.5, NOON.replace(tzinfo=None), 0.25, 0.7, 1),
        ("stranger", 53, True, 0, 0, 0.0, None, 1.0, None, 1),
    ]
    of_segment = [row.asDict() for row in segment_pair_rarity(bench.spark, found(bench), pairs).collect()]
    assert sorted_rows(of_segment, ("src_ip", "dst_port", "is_new_pair", "pair_surprisal")) == [
        ("a", 22, True, pytest.approx(log(4))),
        ("a", 53, False, 0.7),
        ("stranger", 53, True, None),
    ]


def test_the_newest_snapshot_is_found_that_is_not_after_an_instant(workbench: Callable[..., Workbench]) -> None:
    bench = workbench()
    prefix = bench.prefix("fg_b")
    assert newest_snapshot(bench.storage, prefix, VERSION, "7d") is None
    for end in ("2024-04-01", "2024-04-08"):
        commit_snapshot(bench, end, {})
    assert found(bench).baseline_end == read_instant("2024-04-08T00:00:00Z")
    times = {"2024-04-07T23:45:00Z": "2024-04-01", "2024-04-08T00:00:00Z": "2024-04-08"}
    for instant, end in times.items():
        snapshot = newest_snapshot(bench.storage, prefix, VERSION, "7d", not_after=read_instant(instant))
        assert snapshot is not None
        assert snapshot.record.baseline_end == f"{end}T00:00:00Z"
    assert newest_snapshot(bench.storage, prefix, VERSION, "7d", not_after=read_instant("2024-03-31T00:00:00Z")) is None
    assert newest_snapshot(bench.storage, prefix, VERSION, "30d") is None
