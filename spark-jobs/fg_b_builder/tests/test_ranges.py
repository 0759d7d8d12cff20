"""Which snapshots a run makes of which slices."""

from collections.abc import Callable
from datetime import datetime, timezone
from typing import Any

import pytest

from fg_b_builder.ranges import Snapshot, slices_of, snapshots_of_run
from ndr_spark.arguments import parse_arguments
from ndr_spark.decoding import decode
from ndr_spark.errors import JobError
from ndr_spark.generated.fg_b_builder_arguments import ARGUMENTS, FgBBuilderArguments
from ndr_spark.generated.fg_b_builder_spec import FgBBuilderSpec
from ndr_spark.slices import instant_text

STARTED = datetime(2024, 4, 19, 13, 7, tzinfo=timezone.utc)

Snapshots = Callable[..., list[Snapshot]]


@pytest.fixture
def snapshots(job_specs: dict[str, Any]) -> Snapshots:
    """Snapshots of a run that started at `STARTED`, with arguments as `horizon="7d"`."""
    spec = decode(FgBBuilderSpec, job_specs["fg_b_builder"])

    def of_run(*, horizon: str = "both", mode: str = "REGULAR", **times: str) -> list[Snapshot]:
        given = {"--baseline-horizon": horizon, "--baseline-mode": mode}
        given |= {f"--{name.replace('_', '-')}-ts-iso": value for name, value in times.items()}
        named = ["--project-name", "p", "--feature-spec-version", "v1"]
        argv = [*named, *[part for pair in given.items() for part in pair]]
        return snapshots_of_run(parse_arguments(FgBBuilderArguments, ARGUMENTS, argv), spec, STARTED)

    return of_run


def described(found: list[Snapshot]) -> list[tuple[str, ...]]:
    return sorted(
        (each.label, *(instant_text(time)[:10] for time in (each.baseline_end, each.interval.start, each.interval.end)))
        for each in found
    )


def test_a_range_has_the_days_of_its_horizon_and_ends_a_safety_gap_before_the_reference_time(
    snapshots: Snapshots,
) -> None:
    assert described(snapshots(baseline_end="2024-04-10T00:00:00Z")) == [
        ("30d", "2024-04-10", "2024-03-04", "2024-04-03"),
        ("7d", "2024-04-10", "2024-04-01", "2024-04-08"),
    ]


@pytest.mark.parametrize("times", [{}, {"baseline_end": "none"}])
def test_without_a_reference_time_it_is_the_newest_midnight_of_utc(snapshots: Snapshots, times: dict[str, str]) -> None:
    assert described(snapshots(horizon="7d", **times)) == [("7d", "2024-04-19", "2024-04-10", "2024-04-17")]


def test_a_reference_time_may_be_the_start_of_the_run_itself(
    snapshots: Snapshots, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(globals(), "STARTED", datetime(2024, 4, 19, tzinfo=timezone.utc))
    assert [each[1] for each in described(snapshots(horizon="7d"))] == ["2024-04-19"]
    assert [each[1] for each in described(snapshots(horizon="7d", baseline_end="2024-04-19T00:00Z"))] == ["2024-04-19"]


def test_a_backfill_goes_by_days_for_7d_and_by_weeks_for_30d_with_both_ends(snapshots: Snapshots) -> None:
    bounds = {"backfill_start": "2024-04-01T00:00:00Z", "backfill_end": "2024-04-08T00:00:00+00:00"}
    found = described(snapshots(mode="BACKFILL", **bounds))
    assert [each[1] for each in found if each[0] == "30d"] == ["2024-04-01", "2024-04-08"]
    assert [each[1] for each in found if each[0] == "7d"] == [f"2024-04-0{day}" for day in range(1, 9)]


def test_a_week_that_is_not_full_gives_a_backfill_no_30d_snapshot_at_its_end(snapshots: Snapshots) -> None:
    bounds = {"backfill_start": "2024-04-01T00:00:00Z", "backfill_end": "2024-04-07T00:00:00Z"}
    assert len(snapshots(mode="BACKFILL", horizon="30d", **bounds)) == 1


def test_slices_that_ranges_share_are_read_once(snapshots: Snapshots) -> None:
    both = snapshots(baseline_end="2024-04-10T00:00:00Z")
    assert len(slices_of(each.interval for each in both)) == (30 + 5) * 96


REFUSED = {
    "a reference time that is no midnight": {"baseline_end": "2024-04-18T00:15:00Z"},
    "a reference time off the grid": {"baseline_end": "2024-04-18T00:00:01Z"},
    "a day that does not exist": {"baseline_end": "2024-02-30T00:00:00Z"},
    "a reference time in the future": {"baseline_end": "2024-04-20T00:00:00Z"},
    "an unknown horizon": {"horizon": "14d"},
    "an empty horizon": {"horizon": ""},
    "no horizon": {"horizon": "none"},
    "an unknown mode": {"mode": "PARTIAL"},
    "a backfill without bounds": {"mode": "BACKFILL"},
    "a backfill without an end": {"mode": "BACKFILL", "backfill_start": "2024-04-01T00:00:00Z"},
    "a backfill without a start": {"mode": "BACKFILL", "backfill_end": "2024-04-01T00:00:00Z"},
    "a backfill that ends before it starts": {
        "mode": "BACKFILL",
        "backfill_start": "2024-04-02T00:00:00Z",
        "backfill_end": "2024-04-01T00:00:00Z",
    },
    "a backfill that ends in the future": {
        "mode": "BACKFILL",
        "backfill_start": "2024-04-01T00:00:00Z",
        "backfill_end": "2024-04-20T00:00:00Z",
    },
    "a backfill with a reference time": {
        "mode": "BACKFILL",
        "baseline_end": "2024-04-01T00:00:00Z",
        "backfill_start": "2024-04-01T00:00:00Z",
        "backfill_end": "2024-04-02T00:00:00Z",
    },
    "a regular run with a start of a backfill": {"backfill_start": "2024-04-01T00:00:00Z"},
    "a regular run with an end of a backfill": {"backfill_end": "2024-04-01T00:00:00Z"},
}


@pytest.mark.parametrize("given", REFUSED.values(), ids=REFUSED)
def test_refuses(snapshots: Snapshots, given: dict[str, str]) -> None:
    with pytest.raises(JobError, match=r"arguments\.invalid at argument --"):
        snapshots(**given)
