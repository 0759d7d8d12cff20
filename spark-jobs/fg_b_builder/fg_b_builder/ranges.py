"""Which snapshots a run makes: their horizons, their reference times, the slices that each is made of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Protocol

from ndr_spark.errors import JobError
from ndr_spark.generated.constants import BACKFILL_MODE, BACKFILL_STEP_DAYS, BOTH_HORIZONS
from ndr_spark.generated.fg_b_builder_arguments import FgBBuilderArguments
from ndr_spark.generated.fg_b_builder_spec import FgBBuilderSpec, Horizon
from ndr_spark.slices import Interval, instant_text, read_instant

DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """The baselines of one horizon at one reference time."""

    label: str
    """Name of the horizon."""
    baseline_end: datetime
    """The reference time, a midnight of UTC."""
    horizon: Horizon

    @property
    def interval(self) -> Interval:
        """The slices it is made of: the days of the horizon, which end a safety gap before the reference time."""
        end = self.baseline_end - self.horizon.safety_gap_days * DAY
        return Interval(end - self.horizon.horizon_days * DAY, end)

    def __str__(self) -> str:
        return f"{self.label} at {instant_text(self.baseline_end)}"


class SupportMinima(Protocol):
    """How many rows with a value metrics need."""

    @property
    def support_min(self) -> int:
        """Of metrics that are not named."""

    @property
    def support_min_by_metric(self) -> Mapping[str, int]:
        """Of single metrics."""


def minimal_support(metric: str, minima: SupportMinima) -> int:
    """Rows with a value below which a metric is a cold start."""
    return minima.support_min_by_metric.get(metric, minima.support_min)


def snapshots_of_run(arguments: FgBBuilderArguments, spec: FgBBuilderSpec, started: datetime) -> list[Snapshot]:
    """The snapshots of a run that started at `started`, by horizon and then in order of time.

    Raises:
        JobError: `arguments.invalid` when a time is missing, no midnight of UTC, after `started` or given in the wrong
            mode.
    """
    chosen = {
        name: horizon for name, horizon in spec.horizons.items() if arguments.baseline_horizon in (name, BOTH_HORIZONS)
    }
    if arguments.baseline_mode == BACKFILL_MODE:
        first, last = _backfill_bounds(arguments, started)
        times = {name: _every(timedelta(days=BACKFILL_STEP_DAYS[name]), first, last) for name in chosen}
    else:
        end = _regular_end(arguments, started)
        times = {name: [end] for name in chosen}
    return [
        Snapshot(label=name, baseline_end=time, horizon=horizon)
        for name, horizon in chosen.items()
        for time in times[name]
    ]


def slices_of(intervals: Iterable[Interval]) -> list[datetime]:
    """Starts of the slices that lie in any of `intervals`, in order."""
    return sorted({start for interval in set(intervals) for start in interval.slices()})


def _regular_end(arguments: FgBBuilderArguments, started: datetime) -> datetime:
    backfill = {
        "--backfill-start-ts-iso": arguments.backfill_start_ts_iso,
        "--backfill-end-ts-iso": arguments.backfill_end_ts_iso,
    }
    for flag, value in backfill.items():
        if value is not None:
            remedy = "Leave it out, or give --baseline-mode BACKFILL."
            raise _invalid(flag, f"it is {value}, but a REGULAR run has one reference time", remedy)
    if arguments.baseline_end_ts_iso is None:
        return started.astimezone(timezone.utc).replace(hour=0, minute=0, second=0, microsecond=0)
    return _midnight("--baseline-end-ts-iso", arguments.baseline_end_ts_iso, started)


def _backfill_bounds(arguments: FgBBuilderArguments, started: datetime) -> tuple[datetime, datetime]:
    if arguments.baseline_end_ts_iso is not None:
        cause = f"it is {arguments.baseline_end_ts_iso}, but the reference times of a BACKFILL run are other arguments"
        raise _invalid("--baseline-end-ts-iso", cause, "Leave it out, or give --baseline-mode REGULAR.")
    first = _midnight("--backfill-start-ts-iso", arguments.backfill_start_ts_iso, started)
    last = _midnight("--backfill-end-ts-iso", arguments.backfill_end_ts_iso, started)
    if last < first:
        cause = f"it is {instant_text(last)}, before --backfill-start-ts-iso, {instant_text(first)}"
        raise _invalid("--backfill-end-ts-iso", cause, "Give a first reference time that is not after the last.")
    return first, last


def _every(step: timedelta, first: datetime, last: datetime) -> list[datetime]:
    return [first + number * step for number in range((last - first) // step + 1)]


def _midnight(flag: str, text: str | None, started: datetime) -> datetime:
    remedy = "Give a midnight of UTC that is not after now, such as 2024-04-19T00:00:00Z."
    if text is None:
        raise _invalid(flag, "it is missing", remedy)
    try:
        instant = read_instant(text)
    except ValueError as error:
        raise _invalid(flag, str(error), remedy) from error
    if instant.time() != datetime.min.time():
        raise _invalid(flag, f"{text} is no midnight of UTC", remedy)
    if instant > started:
        raise _invalid(flag, f"{text} is in the future", remedy)
    return instant


def _invalid(flag: str, cause: str, remedy: str) -> JobError:
    return JobError("arguments.invalid", place=f"argument {flag}", cause=cause, remedy=remedy)
