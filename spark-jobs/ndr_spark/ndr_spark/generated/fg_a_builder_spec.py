# Derived by `npx nx sync`: edit the TypeScript model instead.
"""Settings of fg_a_builder."""

from dataclasses import dataclass
from typing import Literal

from ndr_spark.generated.shared_settings import ParquetLocation, SegmentMapping


@dataclass(frozen=True, kw_only=True)
class Reads:
    """Datasets that the job reads."""

    deltas: ParquetLocation
    """Where a dataset lies."""
    fg_b: ParquetLocation
    """Where a dataset lies."""


@dataclass(frozen=True, kw_only=True)
class Writes:
    """Datasets that the job writes."""

    fg_a: ParquetLocation
    """Where a dataset lies."""


@dataclass(frozen=True, kw_only=True)
class Novelty:
    """What counts as rare against the 30d baseline."""

    rare_below: int
    """A peer or port seen in the baseline, but fewer times than this, is rare."""


@dataclass(frozen=True, kw_only=True)
class FgABuilderSpec:
    """JobSpec of fg_a_builder."""

    project_name: str
    """Project that the data belongs to."""
    job_name: Literal["fg_a_builder"]
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
    windows: tuple[Literal["w_15m", "w_30m", "w_1h", "w_8h", "w_24h"], ...]
    """Labels of the windows."""
    high_risk_segments: tuple[str, ...]
    """Segments, by name or CIDR text."""
    novelty: Novelty
    """What counts as rare against the 30d baseline."""
