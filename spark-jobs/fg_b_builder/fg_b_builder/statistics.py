"""Robust statistics of FG-A's metrics, of hosts, segments and all hosts, over the ranges of many snapshots at once."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from pyspark import StorageLevel
from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from fg_b_builder.broadcasts import broadcast_if_few
from fg_b_builder.capping import capping_norms, judged_value, with_capping
from fg_b_builder.group_sizes import GroupSizes, group_sizes
from fg_b_builder.large_groups import LARGEST_CELL
from fg_b_builder.levels import RowWeights, host_statistics
from fg_b_builder.packed_values import EVERYONE_GROUP, HOST_GROUP, SEGMENT_GROUP, packed_values, value_array
from fg_b_builder.periods import Periods, period, periods_of
from fg_b_builder.ranges import minimal_support
from fg_b_builder.wide import wide
from fg_b_builder.wider_levels import Wanted, segments_alone, segments_and_everyone
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
    largest_cell: int = LARGEST_CELL
    """Rows of larger groups whose neighbouring values one task may sort."""


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
    periods = periods_of([each.interval for each in ranges])
    weights = RowWeights(plain=settings.capping.weights.normal, capped=settings.capping.weights.capped)
    minima = [[minimal_support(name, each) for name in settings.metrics] for each in ranges]

    def table(statistics: DataFrame, group: Sequence[str]) -> DataFrame:
        return wide(statistics, group, settings.metrics, minima)

    with ExitStack() as held:
        with ExitStack() as until_packed:
            narrow = _held(until_packed, _narrow(rows, periods, settings))
            sizes = group_sizes(narrow, periods.ranges, settings.largest_array_group)
            norms = _norms(until_packed, narrow, periods, settings, sizes)
            entries = sizes.count * len(ranges) * len(settings.capping.key_metrics)
            capped = with_capping(narrow, broadcast_if_few(norms, entries), settings.capping.z_max)
            packed = _held(held, packed_values(capped, count=len(settings.metrics)))
            wanted = Wanted(
                ranges=periods.ranges,
                weights=weights,
                metrics=len(settings.metrics),
                largest_cell=settings.largest_cell,
            )
            wider = segments_and_everyone(packed, sizes, wanted).localCheckpoint()
        is_everyone = F.col("segment_id").isNull()
        yield Baselines(
            host=table(host_statistics(packed, periods.ranges, weights), HOST_GROUP),
            segment=table(wider.where(~is_everyone), SEGMENT_GROUP),
            everyone=table(wider.where(is_everyone), EVERYONE_GROUP),
        )


def _held(held: ExitStack, rows: DataFrame) -> DataFrame:
    """Rows that are computed once, when they are first asked for; on disk, since they are as large as the input.

    What is smaller is checkpointed where it is made: plans over plans that are held, each named more than once, grow
    exponentially with their depth.
    """
    kept = rows.persist(StorageLevel.DISK_ONLY)
    held.callback(kept.unpersist)
    return kept


def _narrow(rows: DataFrame, periods: Periods, settings: StatisticsSettings) -> DataFrame:
    """`HOST_GROUP`, `period`, `values` of the metrics, `judged` of the key metrics."""
    return (
        rows.select(
            *HOST_GROUP,
            period(periods, "last_slice").alias("period"),
            value_array([F.col(metric) for metric in settings.metrics]).alias("values"),
            value_array([judged_value(metric) for metric in settings.capping.key_metrics]).alias("judged"),
        )
        .where(F.col("period").isNotNull())
        .repartition(*HOST_GROUP)
    )


def _norms(
    held: ExitStack, narrow: DataFrame, periods: Periods, settings: StatisticsSettings, sizes: GroupSizes
) -> DataFrame:
    """What rows are measured by, from the judged values of their segments, unweighted."""
    uncapped = F.array().cast("array<int>").alias("capped")
    judged = packed_values(
        narrow.select(*HOST_GROUP, "period", uncapped, F.col("judged").alias("values")),
        count=len(settings.capping.key_metrics),
    )
    wanted = Wanted(
        ranges=periods.ranges,
        weights=RowWeights(plain=1, capped=1),
        metrics=len(settings.capping.key_metrics),
        largest_cell=settings.largest_cell,
    )
    statistics = segments_alone(_held(held, judged) if sizes.large_segments else judged, sizes, wanted)
    return capping_norms(statistics, periods.ranges).localCheckpoint()
