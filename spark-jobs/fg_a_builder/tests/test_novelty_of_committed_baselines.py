"""What the FG-B builder commits is what novelty is measured against."""

from collections.abc import Callable
from datetime import datetime, timezone

import pytest

import run_delta_builder
import run_fg_a_builder
import run_fg_b_builder
from job_testing.committed_rows import commit_rows, pair_row
from job_testing.snapshots import baseline_arguments
from job_testing.workbench import JobModule, Workbench, flow
from ndr_spark.batch_run import check_bounds
from ndr_spark.generated.tables import FG_A, PAIR_COUNTS

DELTA = JobModule(job=run_delta_builder.JOB, body=run_delta_builder.build_deltas, check=check_bounds)
FEATURES = JobModule(job=run_fg_a_builder.JOB, body=run_fg_a_builder.build_features, check=check_bounds)
BASELINES = JobModule(job=run_fg_b_builder.JOB, body=run_fg_b_builder.build_baselines, check=run_fg_b_builder.check)
DAY = {"horizon_days": 1, "safety_gap_days": 0, "support_min": 1, "support_min_by_metric": {}}
"""Baselines of the day before their reference time."""
START, END = "2024-04-18T12:00:00Z", "2024-04-18T12:15:00Z"
PEERS = {"192.0.2.1": "often", "192.0.2.2": "rare", "192.0.2.3": "new"}


@pytest.fixture(scope="module")
def bench(workbenches: Callable[..., Workbench]) -> Workbench:
    """Deltas of a quarter hour, and baselines that its windows must not use: a later one, and one of another kind."""
    made = workbenches(horizons={"7d": DAY, "30d": DAY}, windows=["w_15m", "w_24h"])
    days = [datetime(2024, 4, day, 8, tzinfo=timezone.utc) for day in (16, 17, 18)]
    seen = [{"192.0.2.2": 9}, {"192.0.2.1": 9, "192.0.2.2": 4}, {"192.0.2.3": 9}]
    rows = {
        day: [pair_row(day, dst_ip=peer, sessions_cnt=count) for peer, count in peers.items()]
        for day, peers in zip(days, seen, strict=True)
    }
    commit_rows(made, PAIR_COUNTS, rows)
    now = {"event_start": START, "event_end": START}
    made.write_rows("now", [*[flow(destination_ip=peer, **now) for peer in PEERS], flow(source_ip="10.0.0.9", **now)])
    assert made.run(DELTA, "now", START, END) == 0
    make_baseline(made, 19)  # it knows the day of the windows themselves
    make_baseline(made, 17, horizon="7d")
    return made


def make_baseline(bench: Workbench, day: int, *, horizon: str = "30d") -> None:
    arguments = baseline_arguments(bench, horizon=horizon, baseline_end=f"2024-04-{day}T00:00:00Z")
    assert bench.run_with(BASELINES, arguments) == 0


def test_without_a_baseline_that_is_early_enough_novelty_is_unknown(bench: Workbench) -> None:
    assert bench.run(FEATURES, "now", START, END) == 0
    names = [
        column.name for column in FG_A.columns if "lookback30d" in column.name or column.name.startswith("novelty")
    ]
    rows = bench.rows(FG_A, START, END)
    assert len(rows) == 6
    assert {row[name] for row in rows for name in names} == {None}


def test_novelty_is_against_the_newest_30d_baseline_that_is_no_later_than_the_window(bench: Workbench) -> None:
    for day in (17, 18):
        make_baseline(bench, day)
    assert bench.run(FEATURES, "now", START, END) == 0
    novelty = (
        *("novelty_baseline_end", "new_peer_cnt_lookback30d", "rare_peer_cnt_lookback30d"),
        *("new_pair_cnt_lookback30d", "new_dst_port_cnt_lookback30d"),
    )
    of_host = [row for row in bench.rows(FG_A, START, END) if row["host_ip"] == "10.0.0.1"]
    found = {row["window_label"]: tuple(row[name] for name in novelty) for row in of_host}
    assert found == {
        "w_15m": (datetime(2024, 4, 18), 1, 1, 1, 0),
        "w_24h": (datetime(2024, 4, 17), 2, 0, 2, 0),
    }
    assert bench.records("fg_a", START, END)[START].novelty_baselines == (
        *("2024-04-17T00:00:00Z", "2024-04-18T00:00:00Z"),
    )
