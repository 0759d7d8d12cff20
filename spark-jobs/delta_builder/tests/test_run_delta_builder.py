"""The whole job: what it commits, what it refuses, what running it again does."""

import gzip
import json
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pyspark.sql import SparkSession

import run_delta_builder
from job_testing.job_specs import put_job_spec
from job_testing.workbench import JobModule, Workbench, flow
from ndr_spark.batch_run import check_bounds
from ndr_spark.generated.tables import DELTAS_HOST, DELTAS_PEER
from ndr_spark.leases import Lease

DELTA = JobModule(job=run_delta_builder.JOB, body=run_delta_builder.build_deltas, check=check_bounds)
START, MIDDLE, END = "2024-04-19T00:00:00Z", "2024-04-19T00:15:00Z", "2024-04-19T00:30:00Z"
NO_REJECTS = dict.fromkeys(
    ["bad_record", "bad_ip", "bad_bytes", "bad_port", "bad_time", "bad_duration", "out_of_batch"], 0
)


def tables(bench: Workbench, start: str = START, end: str = END) -> list[list[dict[str, Any]]]:
    return [bench.rows(table, start, end) for table in (DELTAS_HOST, DELTAS_PEER)]


def rejects(bench: Workbench, mini_batch_id: str) -> list[tuple[str, str]]:
    folder = bench.folder("deltas") / "_rejects" / f"mini_batch_id={mini_batch_id}"
    lines = [line for path in folder.glob("*.json") for line in path.read_text().splitlines()]
    return sorted((row["reason"], row["original"]) for row in map(json.loads, lines))


def failure(bench: Workbench, mini_batch_id: str = "b1", start: str = START, end: str = MIDDLE) -> str:
    """Runs a job that must fail, and returns the code in its report."""
    assert bench.run(DELTA, mini_batch_id, start, end) == 1
    report = bench.report("deltas")
    assert report.outcome == "failed"
    assert report.error is not None
    return f"{report.error.code} at {report.error.place}: {report.error.cause}"


def test_a_run_replaces_its_slices_and_says_so(workbench: Callable[..., Workbench]) -> None:
    bench = workbench()
    bad = flow(source_ip="nobody")
    bench.write_lines("b1", [json.dumps(flow()), json.dumps(bad), "oops"])
    assert bench.run(DELTA, "b1", START, MIDDLE) == 0
    once = tables(bench)
    assert rejects(bench, "b1") == [("bad_ip", json.dumps(bad)), ("bad_record", "oops")]

    assert bench.run(DELTA, "b1", START, MIDDLE) == 0
    assert tables(bench) == once
    assert len(rejects(bench, "b1")) == 2
    assert bench.data_files("deltas") == bench.named_files("deltas", START, MIDDLE)
    assert len(bench.data_files("deltas")) == 2

    first, second = bench.reports("deltas")
    assert first.run_id != second.run_id == bench.records("deltas", START, MIDDLE)[START].run_id
    assert second.outcome == "succeeded"
    assert (second.rows_read, second.rows_accepted, second.rows_written) == (3, 1, {"host": 2, "peer": 2})
    assert second.rows_rejected == {**NO_REJECTS, "bad_ip": 1, "bad_record": 1}
    assert (second.job_spec_digest, second.set_digest, second.partitions_replaced) == (
        first.job_spec_digest,
        "set-1",
        1,
    )

    bench.write_rows("b1", [])  # the batch is written again, empty
    assert bench.run(DELTA, "b1", START, MIDDLE) == 0
    assert (bench.data_files("deltas"), rejects(bench, "b1")) == (set(), [])
    assert bench.records("deltas", START, MIDDLE)[START].rows == {"host": 0, "peer": 0}


def test_a_range_owns_the_slices_of_its_batches_alone(workbench: Callable[..., Workbench]) -> None:
    bench = workbench()
    later = "2024-04-19T02:00:00Z"
    bench.write_rows("first", [flow()])
    bench.record_batch("first", START, MIDDLE, rows=1)
    bench.record_batch("empty", "2024-04-19T01:00:00Z", "2024-04-19T01:15:00Z", rows=0)
    assert bench.run(DELTA, "RANGE", START, later) == 0
    records = bench.records("deltas", START, later)
    assert {start: record.rows["peer"] for start, record in records.items()} == {START: 2, "2024-04-19T01:00:00Z": 0}

    bench.record_batch("empty", "2024-04-19T01:00:00Z", "2024-04-19T01:15:00Z", rows=3)
    assert failure(bench, "RANGE", START, later).startswith("batch.rows-differ")
    assert bench.records("deltas", START, later) == records


def test_a_batch_must_not_lack_a_column(workbench: Callable[..., Workbench]) -> None:
    bench = workbench()
    bench.write_rows("first", [flow(event_action=None), flow(event_action=None)])
    bench.write_rows("second", [flow(), flow(event_action=None)])
    bench.record_batch("first", START, MIDDLE)
    bench.record_batch("second", MIDDLE, END)
    place = f"{bench.prefix('integration')}first/"
    assert (
        failure(bench, "RANGE", START, END)
        == f"integration.column-missing at {place}: no row has the column event_action"
    )

    row = flow(event_action=None)
    bench.write_lines("first", [json.dumps({**row, "event_action": None})])  # a key with null is a column
    assert bench.run(DELTA, "RANGE", START, END) == 0
    assert bench.report("deltas").rows_accepted == 3


def test_a_damaged_file_is_named_and_leaves_earlier_data_whole(workbench: Callable[..., Workbench]) -> None:
    bench = workbench()
    bench.write_rows("b1", [flow()])
    assert bench.run(DELTA, "b1", START, MIDDLE) == 0
    before = tables(bench)
    whole = gzip.compress("".join(f"{json.dumps(flow(note=str(index)))}\n" for index in range(5000)).encode())
    damaged = bench.folder("integration") / "b1" / "more.jsonl.gz"
    for content in (whole[: len(whole) // 2], whole[:200] + b"damage" + whole[206:], b"no gzip at all, but text"):
        damaged.write_bytes(content)
        error = failure(bench)
        assert error.startswith("integration.unreadable at ")
        assert "/b1/more.jsonl.gz" in error
    assert tables(bench) == before
    assert bench.data_files("deltas") == bench.named_files("deltas", START, MIDDLE)


def test_a_wrong_job_spec_or_batch_is_refused(
    workbench: Callable[..., Workbench], capfd: pytest.CaptureFixture[str]
) -> None:
    bench = workbench()
    assert failure(bench, "b9").startswith("batch.missing")
    assert failure(bench, "b1", MIDDLE, START).startswith("arguments.invalid")
    assert bench.run(DELTA, "none", START, MIDDLE) == 1
    spec = bench.spec("delta_builder")
    wrong_settings: list[tuple[dict[str, Any], str]] = [
        ({"late_events": "ignore"}, "late_events is 'ignore', not one of clamp, reject"),
        ({"colour": "red"}, "the value has an unknown member colour"),
        ({"port_sets": {}}, "port_sets has no member"),
    ]
    for wrong, said in wrong_settings:
        put_job_spec(bench.client, {**spec, **wrong})
        assert bench.run(DELTA, "b1", START, MIDDLE) == 1
        assert said in capfd.readouterr().err
    put_job_spec(bench.client, spec, digest="0" * 64)
    assert bench.run(DELTA, "b1", START, MIDDLE) == 1
    assert "job-spec.invalid" in capfd.readouterr().err
    bench.project = "unknown"
    assert bench.run(DELTA, "b1", START, MIDDLE) == 1
    assert "job-spec.missing at table ndr-job-specs, item unknown / delta_builder#v1" in capfd.readouterr().err


def test_a_run_does_not_wait_for_ever_for_another(
    workbench: Callable[..., Workbench], monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = workbench()
    bench.write_rows("b1", [flow()])
    monkeypatch.setenv("NDR_LEASE_WAIT_SECONDS", "0")
    other = Lease(bench.client, project=bench.project, dataset="deltas", version="v1", run_id="other")
    with other.held(START, END, wait_seconds=0):
        assert failure(bench).startswith("lease.timeout")
    assert bench.run(DELTA, "b1", START, MIDDLE) == 0


def test_a_run_that_lost_its_lease_commits_nothing(
    workbench: Callable[..., Workbench], monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = workbench()
    bench.write_rows("b1", [flow()])
    assert bench.run(DELTA, "b1", START, MIDDLE) == 0
    before = tables(bench), bench.data_files("deltas")
    bench.write_rows("b1", [flow(), flow()])

    ensure_held = Lease.ensure_held

    def taken_over(lease: Lease) -> None:
        bench.expire_lease("deltas")
        ensure_held(lease)

    monkeypatch.setattr(Lease, "ensure_held", taken_over)
    assert failure(bench).startswith("lease.lost")
    assert (tables(bench), bench.data_files("deltas")) == before


def close_what_failed_writes_left_open(spark: SparkSession, folder: Path) -> None:
    """Lets the session, which outlives its jobs here, give back the space of files that are deleted.

    Parquet's writers leave their file open when the disk takes no more; Java closes it when it collects garbage.
    """
    java = spark.sparkContext._jvm
    assert java is not None
    open_files = Path("/proc", str(java.java.lang.ProcessHandle.current().pid()), "fd")
    deadline = time.monotonic() + 30
    while any(is_below(file, folder) for file in open_files.iterdir()):
        assert time.monotonic() < deadline, f"files below {folder} stay open"
        java.java.lang.System.gc()
        time.sleep(0.1)


def is_below(descriptor: Path, folder: Path) -> bool:
    try:
        return os.readlink(descriptor).startswith(f"{folder}/")
    except FileNotFoundError:  # closed meanwhile
        return False


@pytest.fixture
def small_disk(tmp_path: Path, spark: SparkSession) -> Iterator[Path]:
    """A folder with room for 256 kB."""
    if (
        os.geteuid() != 0
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(tmp_path)], check=False, capture_output=True
        ).returncode
    ):
        pytest.skip("a full disk needs the right to mount a small one")
    yield tmp_path
    close_what_failed_writes_left_open(spark, tmp_path)
    subprocess.run(["umount", str(tmp_path)], check=True)


def test_a_full_disk_is_said_and_leaves_earlier_data_whole(
    workbench: Callable[..., Workbench], small_disk: Path, spark: SparkSession, capfd: pytest.CaptureFixture[str]
) -> None:
    bench = workbench()
    bench.folder("deltas").parent.mkdir(parents=True)
    bench.folder("deltas").symlink_to(small_disk)
    bench.write_rows("b1", [flow()])
    assert bench.run(DELTA, "b1", START, MIDDLE) == 0
    before = tables(bench)

    addresses = [f"10.{high}.{index % 250}.{index // 250}" for high in range(4) for index in range(5000)]
    bench.write_rows(
        "b1", [flow(source_ip=source, source_bytes=index * 7919) for index, source in enumerate(addresses)]
    )
    assert bench.run(DELTA, "b1", START, MIDDLE) == 1
    assert "storage.failed at" in (said := capfd.readouterr().err)
    assert "the disk is full" in said
    assert tables(bench) == before

    close_what_failed_writes_left_open(spark, small_disk)
    bench.write_rows("b1", [flow(), flow(destination_ip="10.0.0.3")])
    assert bench.run(DELTA, "b1", START, MIDDLE) == 0
    assert len(tables(bench)[0]) == 3
    assert bench.data_files("deltas") == bench.named_files("deltas", START, MIDDLE)
