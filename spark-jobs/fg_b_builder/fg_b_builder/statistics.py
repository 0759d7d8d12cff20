"""Robust statistics of FG-A's metrics, of hosts, segments and all hosts, over the ranges of many snapshots at once."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from pyspark.sql import DataFrame

from ndr_spark.generated.fg_b_builder_spec import Capping
from ndr_spark.slices import Interval


@dataclass(frozen=True, kw_only=True)
class BaselineRange:
    """The rows that one snapshot is made of, and how many of them it needs."""

    interval: Interval
    """Last slices of the windows that count."""
    support_min: int
    """Rows with a value below which a metric is a cold start."""
    support_min_by_metric: Mapping[str, int]
    """The same for single metrics."""


@dataclass(frozen=True, kw_only=True)
class StatisticsSettings:
    """What the statistics are of, and how."""

    metrics: Sequence[str]
    """Columns of FG-A, in the order of the tables."""
    capping: Capping
    largest_array_group: int
    """Rows up to which a segment or the whole is held in one task."""


@dataclass(frozen=True, kw_only=True)
class Baselines:
    """The three levels, each with `snapshot` (index in the list of ranges, int), then the columns of its FG-B table.

    One table holds all snapshots: written once, partitioned by what `snapshot` stands for, they share one job, and
    what they have in common is computed once.
    """

    host: DataFrame
    segment: DataFrame
    everyone: DataFrame
    """The level `global`."""


@contextmanager
def baselines(rows: DataFrame, ranges: Sequence[BaselineRange], settings: StatisticsSettings) -> Iterator[Baselines]:
    """Statistics of the metrics, level by level.

    `rows` are read once; what the levels share is held on the executors' disks until the context ends, so the tables
    are to be written within it.

    Args:
        rows: of FG-A: `host_ip`, `role`, `segment_id`, `time_band`, `window_label`, `last_slice` (start of the window's
            last slice, timestamp), the metrics and the key metrics of capping; more columns are left unread, rows
            outside all ranges are left out (say by partition which files are read).
        ranges: of the snapshots; they may overlap.
        settings: from the JobSpec.
    """
    raise NotImplementedError
