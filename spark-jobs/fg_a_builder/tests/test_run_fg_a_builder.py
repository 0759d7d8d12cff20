"""The whole job, after Delta, on small batches."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest

import run_delta_builder
import run_fg_a_builder
from job_testing.workbench import JobModule, Workbench, flow
from ndr_spark.batch_run import check_bounds
from ndr_spark.generated.tables import FG_A
from ndr_spark.slices import SLICE, instant_text, read_instant

DELTA = JobModule(job=run_delta_builder.JOB, body=run_delta_builder.build_deltas, check=check_bounds)
FEATURES = JobModule(job=run_fg_a_builder.JOB, body=run_fg_a_builder.build_features, check=check_bounds)
START = "2024-04-19T00:00:00Z"


def at(minutes: int) -> str:
    return instant_text(read_instant(START) + timedelta(minutes=minutes))


def batch(bench: Workbench, name: str, start: int, end: int, peers: Sequence[str]) -> None:
    """Writes and records a batch between two minutes, with a session from 10.0.0.1 to each of `peers` in each slice."""
    ends = [instant_text(read_instant(at(minute)) + SLICE / 3) for minute in range(start, end, 15)]
    rows = [flow(destination_ip=peer, event_start=each, event_end=each) for each in ends for peer in peers]
    bench.write_rows(name, rows)
    bench.record_batch(name, at(start), at(end), rows=len(rows))


def two_batches(bench: Workbench) -> None:
    """An hour: a batch of two slices, a slice that no batch covers, a batch of one slice."""
    batch(bench, "b1", 0, 30, ["192.0.2.1"])
    batch(bench, "b2", 45, 60, ["192.0.2.1", "192.0.2.2"])


def summary(bench: Workbench, *names: str) -> list[tuple[Any, ...]]:
    rows = bench.rows(FG_A, START, at(60))
    return [
        (row["window_label"], f"{row['window_end_ts']:%H:%M}", *[row[name] for name in names])
        for row in rows
        if row["window_label"] in ("w_15m", "w_1h")
    ]


@pytest.fixture(scope="module")
def hour(workbenches: Callable[..., Workbench]) -> Workbench:
    """A project with the features of the hour, made by a range run."""
    bench = workbenches()
    two_batches(bench)
    assert bench.run(DELTA, "RANGE", START, at(60)) == 0
    assert bench.run(FEATURES, "RANGE", START, at(60)) == 0
    return bench


@pytest.fixture(scope="module")
def deltas_by_batch(workbenches: Callable[..., Workbench]) -> Workbench:
    """A project with the deltas of the hour, made by a run for each batch, and no features."""
    bench = workbenches()
    two_batches(bench)
    assert bench.run(DELTA, "b1", START, at(30)) == 0
    assert bench.run(DELTA, "b2", at(45), at(60)) == 0
    return bench


def test_windows_end_at_the_slices_that_batches_cover_and_look_back_over_all_of_them(hour: Workbench) -> None:
    assert summary(hour, "mini_batch_id", "sessions_cnt", "peer_ip_nunique", "slices_present", "is_complete") == [
        ("w_15m", "00:15", "b1", 1, 1, 1, 1),
        ("w_15m", "00:30", "b1", 1, 1, 1, 1),
        ("w_15m", "01:00", "b2", 2, 2, 1, 1),
        ("w_1h", "00:15", "b1", 1, 1, 1, 0),
        ("w_1h", "00:30", "b1", 2, 1, 2, 0),
        ("w_1h", "01:00", "b2", 4, 2, 3, 0),
    ]
    assert hour.data_files("fg_a") == hour.named_files("fg_a", START, at(60))


def test_single_runs_and_a_repeated_range_run_give_the_tables_of_the_range_run(hour: Workbench) -> None:
    rows, files = hour.rows(FG_A, START, at(60)), hour.data_files("fg_a")
    for again in (("b1", START, at(30)), ("b2", at(45), at(60)), ("RANGE", START, at(60))):
        assert hour.run(FEATURES, *again) == 0
        own = hour.records("fg_a", *again[1:]).values()
        assert {record.run_id for record in own} == {hour.report("fg_a").run_id}
        assert hour.rows(FG_A, START, at(60)) == rows
        assert len(hour.data_files("fg_a")) == len(files)
        assert hour.data_files("fg_a") == hour.named_files("fg_a", START, at(60))


def test_a_commit_record_names_the_delta_runs_that_were_read(deltas_by_batch: Workbench) -> None:
    bench = deltas_by_batch
    assert bench.run(FEATURES, "b2", at(45), at(60)) == 0
    first, second = (report.run_id for report in bench.reports("deltas"))
    record = bench.records("fg_a", START, at(60))[at(45)]
    assert record.inputs == {at(0): first, at(15): first, at(45): second}
    assert (record.mini_batch_id, record.batch_start, record.batch_end) == ("b2", at(45), at(60))
    assert record.rows == {"fg_a": 5}


def test_a_slice_without_traffic_is_committed_without_rows(workbench: Callable[..., Workbench]) -> None:
    bench = workbench()
    assert bench.run(FEATURES, "nothing", START, at(15)) == 0
    record = bench.records("fg_a", START, at(15))[at(0)]
    assert (record.rows, record.inputs, record.files) == ({"fg_a": 0}, {}, {"fg_a": ()})


def test_a_range_without_a_committed_slice_is_an_error(workbench: Callable[..., Workbench]) -> None:
    bench = workbench()
    assert bench.run(FEATURES, "RANGE", START, at(15)) == 1
    error = bench.report("fg_a").error
    assert error is not None
    assert error.code == "batch.missing"


def test_a_range_that_cuts_a_batch_is_an_error_that_names_it(deltas_by_batch: Workbench) -> None:
    assert deltas_by_batch.run(FEATURES, "RANGE", START, at(15)) == 1
    error = deltas_by_batch.report("fg_a").error
    assert error is not None
    assert (error.code, "b1" in error.place) == ("batch.invalid", True)


def test_a_file_that_a_record_names_and_that_is_gone_is_an_error(deltas_by_batch: Workbench) -> None:
    bench = deltas_by_batch
    path = next(iter(bench.named_files("deltas", START, at(15))))
    file = bench.folder("deltas") / path
    hidden = file.rename(file.with_name("elsewhere"))
    try:
        assert bench.run(FEATURES, "b1", START, at(30)) == 1
    finally:
        hidden.rename(file)
    error = bench.report("fg_a").error
    assert error is not None
    assert (error.code, path in error.place) == ("commit.file-missing", True)
    assert bench.records("fg_a", START, at(30)) == {}
