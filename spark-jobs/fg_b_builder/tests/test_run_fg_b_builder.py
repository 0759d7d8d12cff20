"""The whole job on small tables."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from math import log
from typing import Any

import pytest

import run_fg_b_builder
from job_testing.committed_rows import commit_rows, pair_row, window_row
from job_testing.snapshots import baseline_arguments, named_snapshot_files, snapshot_record, snapshot_rows
from job_testing.workbench import JobModule, Workbench, sorted_rows
from ndr_spark.generated.tables import (
    FG_A,
    FG_B_GLOBAL,
    FG_B_HOST,
    FG_B_IP_METADATA,
    FG_B_PAIR_HOST,
    FG_B_PAIR_SEGMENT,
    FG_B_SEGMENT,
    PAIR_COUNTS,
)
from ndr_spark.slices import SLICE

BASELINES = JobModule(job=run_fg_b_builder.JOB, body=run_fg_b_builder.build_baselines, check=run_fg_b_builder.check)
TABLES = (FG_B_HOST, FG_B_SEGMENT, FG_B_GLOBAL, FG_B_IP_METADATA, FG_B_PAIR_HOST, FG_B_PAIR_SEGMENT)
END = "2024-04-19T00:00:00Z"
HORIZONS = {
    "7d": {"horizon_days": 1, "safety_gap_days": 0, "support_min": 3, "support_min_by_metric": {}},
    "30d": {"horizon_days": 2, "safety_gap_days": 1, "support_min": 3, "support_min_by_metric": {}},
}
"""The 7d baseline at END is made of the 18th, the 30d baseline of the 16th and 17th."""
NOON_16, NOON_17, NOON_18 = (datetime(2024, 4, day, 12, tzinfo=timezone.utc) for day in (16, 17, 18))


SLICES = [noon + number * SLICE for noon in (NOON_16, NOON_18) for number in range(3)]


def commit_windows(bench: Workbench) -> None:
    """A quarter hour of two hosts in each of SLICES."""
    windows = {
        start: [window_row(start, host_ip=f"10.0.0.{host}", sessions_cnt=host * (1 + index % 3)) for host in (1, 2)]
        for index, start in enumerate(SLICES)
    }
    commit_rows(bench, FG_A, windows, run_id="features")


def commit_pairs(bench: Workbench, *, factor: int = 1) -> None:
    """One pair of two hosts in each of SLICES. Runs over pairs alone are short: there are no statistics to plan."""
    pairs = {
        start: [pair_row(start, src_ip=f"10.0.0.{host}", sessions_cnt=factor * host) for host in (1, 2)]
        for start in SLICES
    }
    commit_rows(bench, PAIR_COUNTS, pairs, run_id="pairs")


def rows_of(bench: Workbench, horizon: str = "7d", end: str = END) -> dict[str, list[dict[str, Any]]]:
    return {table.name: snapshot_rows(bench, table, horizon, end) for table in TABLES}


def failure(bench: Workbench) -> tuple[str, str]:
    error = bench.report("fg_b").error
    assert error is not None
    return error.code, str(error)


@pytest.fixture(scope="module")
def regular(workbenches: Callable[..., Workbench]) -> Workbench:
    """A project with both snapshots at END."""
    bench = workbenches(horizons=HORIZONS, metrics=["bytes_sent_sum", "bytes_recv_sum", "sessions_cnt"])
    commit_windows(bench)
    commit_pairs(bench)
    assert bench.run_with(BASELINES, baseline_arguments(bench, baseline_end=END)) == 0
    return bench


def test_a_run_writes_statistics_of_each_level(regular: Workbench) -> None:
    week = rows_of(regular)
    names = ("host_ip", "sessions_cnt_median", "sessions_cnt_mad", "sessions_cnt_support_count", "sessions_cnt_iqr")
    assert sorted_rows(week["host"], names) == [("10.0.0.1", 2.0, 1.0, 3, 2.0), ("10.0.0.2", 4.0, 2.0, 3, 4.0)]
    assert [row["sessions_cnt_support_count"] for row in [*week["segment"], *week["global"]]] == [6, 6]
    assert {row["bytes_sent_sum_cold_start_flag"] for row in week["host"]} == {0}


def test_metrics_without_baselines_have_no_value(regular: Workbench) -> None:
    names = ("deny_cnt_median", "deny_cnt_support_count", "deny_cnt_cold_start_flag")
    week = rows_of(regular)
    rows = [row for level in ("host", "segment", "global") for row in week[level]]
    assert [tuple(row[name] for name in names) for row in rows] == [(None, 0, 1)] * 4


def test_a_host_with_enough_rows_of_the_required_metrics_has_a_full_history(regular: Workbench) -> None:
    names = ("host_ip", "window_label", "is_full_history", "is_non_persistent_machine", "is_cold_start")
    expected = [("10.0.0.1", "w_15m", 1, 0, 0), ("10.0.0.2", "w_15m", 1, 0, 0)]
    assert sorted_rows(rows_of(regular)["ip_metadata"], names) == expected


def test_a_run_writes_pairs_of_hosts_and_segments(regular: Workbench) -> None:
    week = rows_of(regular)
    pair = ("src_ip", "dst_ip", "dst_port", "pair_seen_count", "active_days", "pair_daily_avg", "is_rare_pair_flag")
    assert sorted_rows(week["pair_host"], pair) == [
        ("10.0.0.1", "192.0.2.1", 443, 3, 1, 3.0, 1),
        ("10.0.0.2", "192.0.2.1", 443, 6, 1, 6.0, 0),
    ]
    assert sorted_rows(week["pair_segment"], ("segment_id", "pair_seen_count", "pair_rarity_score")) == [
        ("10.0.0.0/24", 9, pytest.approx(0.1))
    ]
    month = rows_of(regular, "30d")["pair_host"]
    assert sorted_rows(month, ("pair_seen_count", "pair_daily_avg")) == [(3, 1.5), (6, 3.0)]


def test_a_record_names_what_its_snapshot_is_made_of(regular: Workbench) -> None:
    record = snapshot_record(regular, "7d", END)
    assert record is not None
    assert (record.baseline_end, record.slice_start, record.mini_batch_id) == (END, None, None)
    assert record.rows == {"host": 2, "segment": 1, "global": 1, "ip_metadata": 2, "pair_host": 2, "pair_segment": 1}
    assert record.totals == {
        "slices_expected": 96,
        "fg_a_slices": 3,
        "fg_a_rows": 6,
        "pair_counts_slices": 3,
        "pair_counts_rows": 6,
    }
    assert record.inputs == {f"2024-04-18T12:{minute}:00Z": "features" for minute in ("00", "15", "30")}
    assert regular.data_files("fg_b") == named_snapshot_files(regular, [("7d", END), ("30d", END)])


def test_the_report_says_of_how_much_a_snapshot_is_made(regular: Workbench) -> None:
    report = regular.reports("fg_b")[0]
    assert (report.rows_read, report.partitions_replaced, report.rows_written["host"]) == (24, 2, 4)
    assert any(f"7d at {END} is made of 3 slices of fg_a" in note for note in report.notes)


def test_a_repeated_run_writes_the_same_rows_in_the_same_order_and_leaves_no_other_files(regular: Workbench) -> None:
    before, files = rows_of(regular), regular.data_files("fg_b")
    assert regular.run_with(BASELINES, baseline_arguments(regular, horizon="7d", baseline_end=END)) == 0
    assert repr(rows_of(regular)) == repr(before)
    assert len(regular.data_files("fg_b")) == len(files)
    assert regular.data_files("fg_b") == named_snapshot_files(regular, [("7d", END), ("30d", END)])


def test_a_backfill_gives_the_snapshots_of_regular_runs(workbench: Callable[..., Workbench]) -> None:
    bench, other = workbench(horizons=HORIZONS), workbench(horizons=HORIZONS)
    for each in (bench, other):
        commit_pairs(each)
    bounds = {"backfill_start": "2024-04-17T00:00:00Z", "backfill_end": "2024-04-20T00:00:00Z"}
    assert bench.run_with(BASELINES, baseline_arguments(bench, mode="BACKFILL", horizon="7d", **bounds)) == 0
    for day in (17, 19):
        arguments = baseline_arguments(other, horizon="7d", baseline_end=f"2024-04-{day}T00:00:00Z")
        assert other.run_with(BASELINES, arguments) == 0
        end = f"2024-04-{day}T00:00:00Z"
        assert rows_of(bench, "7d", end) == rows_of(other, "7d", end)
    for day in (18, 20):  # the days before them have no traffic
        record = snapshot_record(bench, "7d", f"2024-04-{day}T00:00:00Z")
        assert record is not None
        assert (set(record.rows.values()), set(record.files.values())) == ({0}, {()})
    empty = [note for note in bench.report("fg_b").notes if "is empty" in note]
    assert len(empty) == 2


def test_of_two_runs_at_once_on_one_snapshot_the_second_waits(workbench: Callable[..., Workbench]) -> None:
    bench = workbench(horizons=HORIZONS)
    commit_pairs(bench)
    arguments = baseline_arguments(bench, horizon="7d", baseline_end=END)
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(lambda _: bench.run_with(BASELINES, arguments), range(2))) == [0, 0]
    assert [len(rows) for rows in rows_of(bench).values()] == [0, 0, 0, 0, 2, 1]
    assert bench.data_files("fg_b") == named_snapshot_files(bench, [("7d", END)])
    assert not bench.lease_is_held("fg_b")


def test_without_any_input_the_snapshot_is_committed_empty_and_the_report_says_so(
    workbench: Callable[..., Workbench],
) -> None:
    bench = workbench()
    assert bench.run_with(BASELINES, baseline_arguments(bench, horizon="30d", baseline_end=END)) == 0
    record = snapshot_record(bench, "30d", END)
    assert record is not None
    assert set(record.rows.values()) == {0}
    assert bench.report("fg_b").notes == (f"the snapshot 30d at {END} is empty: its range has no row",)


def test_slices_that_are_missing_are_an_error_where_completeness_is_required(
    workbench: Callable[..., Workbench],
) -> None:
    bench = workbench(horizons=HORIZONS, require_complete=True)
    commit_windows(bench)
    assert bench.run_with(BASELINES, baseline_arguments(bench, horizon="7d", baseline_end=END)) == 1
    code, text = failure(bench)
    assert (code, "93 slices" in text, "2024-04-18T00:00:00Z" in text) == ("slices.missing", True, True)
    assert snapshot_record(bench, "7d", END) is None
    assert bench.data_files("fg_b") == set()


def test_features_of_another_version_are_an_error(workbench: Callable[..., Workbench]) -> None:
    bench = workbench(horizons=HORIZONS)
    commit_windows(bench)
    other = NOON_18 + timedelta(hours=1)
    rows = {other: [window_row(other, feature_spec_version="v2")]}
    commit_rows(bench, FG_A, rows, job_spec_digest="2")
    assert bench.run_with(BASELINES, baseline_arguments(bench, horizon="7d", baseline_end=END)) == 1
    code, text = failure(bench)
    assert (code, "version v2" in text) == ("fg-a.other-version", True)
    assert bench.data_files("fg_b") == set()


def test_a_reference_time_in_the_future_is_refused_before_anything_is_read(
    workbench: Callable[..., Workbench],
) -> None:
    bench = workbench()
    assert bench.run_with(BASELINES, baseline_arguments(bench, baseline_end="2999-01-01T00:00:00Z")) == 1
    assert failure(bench)[0] == "arguments.invalid"
    assert "records" not in bench.report("fg_b").stage_seconds


def test_surprisal_counts_what_the_source_did_elsewhere(workbench: Callable[..., Workbench]) -> None:
    bench = workbench(horizons=HORIZONS)
    rows = [pair_row(NOON_18, dst_port=port, sessions_cnt=count) for port, count in ((53, 7), (443, 2))]
    commit_rows(bench, PAIR_COUNTS, {NOON_18: rows})
    assert bench.run_with(BASELINES, baseline_arguments(bench, horizon="7d", baseline_end=END)) == 0
    surprisals = {row["dst_port"]: row["pair_surprisal"] for row in rows_of(bench)["pair_host"]}
    assert surprisals == {53: pytest.approx(-log(8 / 11), rel=1e-12), 443: pytest.approx(-log(3 / 11), rel=1e-12)}
