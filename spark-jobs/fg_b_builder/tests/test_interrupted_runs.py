"""The job in processes of its own, killed in the middle."""

from collections.abc import Callable
from functools import partial
from typing import Any

import run_fg_b_builder
from job_testing.committed_rows import commit_rows, pair_row, window_row
from job_testing.snapshots import baseline_arguments, named_snapshot_files, snapshot_rows
from job_testing.workbench import JobModule, Workbench, kill, wait_until
from ndr_spark.generated.tables import FG_A, FG_B_HOST, FG_B_PAIR_HOST, FG_B_PAIR_SEGMENT, PAIR_COUNTS
from ndr_spark.slices import read_instant

BASELINES = JobModule(job=run_fg_b_builder.JOB, body=run_fg_b_builder.build_baselines, check=run_fg_b_builder.check)
SCRIPT = "fg_b_builder/run_fg_b_builder.py"
END = "2024-04-19T00:00:00Z"
NOON = read_instant("2024-04-18T12:00:00Z")
HORIZON = {"horizon_days": 1, "safety_gap_days": 0, "support_min": 3, "support_min_by_metric": {}}


def added(bench: Workbench, before: set[str], table: str) -> bool:
    """Whether a table has a new file."""
    new = bench.data_files("fg_b") - before
    return any(path.startswith(f"{table}/") and "_temporary" not in path for path in new)


MOMENTS: dict[str, Callable[[Workbench, set[str]], Any]] = {
    "reading": lambda bench, _before: bench.lease_is_held("fg_b"),
    "pairs added": lambda bench, before: added(bench, before, "pair_host"),
    "hosts added": lambda bench, before: added(bench, before, "host"),
}


def test_a_run_that_is_killed_at_any_moment_is_never_seen_and_the_next_one_makes_good(
    workbench: Callable[..., Workbench],
) -> None:
    bench = workbench(
        horizons={"7d": HORIZON, "30d": HORIZON}, metrics=["sessions_cnt", "bytes_sent_sum", "bytes_recv_sum"]
    )
    arguments = baseline_arguments(bench, horizon="7d", baseline_end=END)
    commit_rows(bench, PAIR_COUNTS, {NOON: [pair_row(NOON)]})
    assert bench.run_with(BASELINES, arguments) == 0
    former = snapshot_rows(bench, FG_B_PAIR_HOST, "7d", END)

    commit_rows(bench, PAIR_COUNTS, {NOON: [pair_row(NOON), pair_row(NOON, dst_port=53)]})
    commit_rows(bench, FG_A, {NOON: [window_row(NOON)]})
    for moment, has_come in MOMENTS.items():
        before = bench.data_files("fg_b")
        process = bench.start_with(SCRIPT, arguments)
        wait_until(partial(has_come, bench, before), process)
        kill(process)
        bench.expire_lease("fg_b")
        assert snapshot_rows(bench, FG_B_PAIR_HOST, "7d", END) == former, moment
        assert snapshot_rows(bench, FG_B_HOST, "7d", END) == [], moment

    assert bench.run_with(BASELINES, arguments) == 0
    assert [row["dst_port"] for row in snapshot_rows(bench, FG_B_PAIR_HOST, "7d", END)] == [53, 443]
    assert [row["pair_seen_count"] for row in snapshot_rows(bench, FG_B_PAIR_SEGMENT, "7d", END)] == [1, 1]
    assert len(snapshot_rows(bench, FG_B_HOST, "7d", END)) == 1
    assert bench.data_files("fg_b") == named_snapshot_files(bench, [("7d", END)])
