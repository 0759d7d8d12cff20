# Derived by `npx nx sync`: edit the TypeScript model instead.
"""Settings of pair_counts_builder."""

from dataclasses import dataclass
from typing import Literal

from ndr_spark.generated.shared_settings import JsonlOrParquetLocation, ParquetLocation, SegmentMapping


@dataclass(frozen=True, kw_only=True)
class Reads:
    """Datasets that the job reads."""

    integration: JsonlOrParquetLocation
    """Where a dataset lies."""


@dataclass(frozen=True, kw_only=True)
class Writes:
    """Datasets that the job writes."""

    pair_counts: ParquetLocation
    """Where a dataset lies."""


@dataclass(frozen=True, kw_only=True)
class PairCountsBuilderSpec:
    """JobSpec of pair_counts_builder."""

    project_name: str
    """Project that the data belongs to."""
    job_name: Literal["pair_counts_builder"]
    """Job that reads this JobSpec."""
    feature_spec_version: str
    """Version of the features; versions run side by side."""
    reads: Reads
    """Datasets that the job reads."""
    writes: Writes
    """Datasets that the job writes."""
    time_zone: str
    """Time zone of working hours, weekends and holidays."""
    weekend_days: tuple[int, ...]
    """ISO days of the week, Monday 1."""
    holidays: tuple[str, ...]
    """Local dates that count as weekend in time_band."""
    segment_mapping: SegmentMapping
    """How an address becomes a segment."""
    time_format: Literal["iso8601", "epoch_seconds", "epoch_milliseconds"]
    """Form of event_start and event_end."""
    field_mapping: dict[str, str]
    """Names of columns in the batches that differ from ours: ours → theirs."""
    late_events: Literal["clamp", "reject"]
    """A session whose end lies outside its batch is counted in its nearest slice, or rejected."""
    require_complete: bool
    """A range run fails on a batch folder that has no batch record."""
