"""pair_host, pair_segment: how often a source, or a segment, used a service of a destination, and how rare that is.

Ranges are whole days of UTC, so that counts of slices are added up by day once, whatever number of snapshots a day
belongs to. No step gathers the rows of one source in one task, however many pairs it has.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from pyspark import StorageLevel
from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

from fg_b_builder.ranges import DAY, Snapshot

_ALPHA = 1
"""Added to the sessions of each pair of a source, so that what was never seen has a finite surprisal."""

_SPREAD = 16
"""Tasks over which the pairs of one source are spread where they meet its totals."""

_SERVICE = ("dst_ip", "dst_port")


@dataclass(frozen=True, kw_only=True)
class PairRarity:
    """Both levels, each with `snapshot` (index in the list of snapshots, int), then the columns of its table."""

    host: DataFrame
    segment: DataFrame


@contextmanager
def pair_rarity(pair_counts: DataFrame, snapshots: Sequence[Snapshot], threshold: float) -> Iterator[PairRarity]:
    """Rarity of pairs in the ranges of `snapshots`.

    `pair_counts` are read once; what is shared is held on the executors' disks until the context ends, so the tables
    are to be written within it.

    Args:
        pair_counts: rows of that table.
        snapshots: their ranges may overlap.
        threshold: score from which on a pair is rare.
    """
    daily = _daily(pair_counts).persist(StorageLevel.DISK_ONLY)
    levels = {key: _pairs(daily, key, snapshots).persist(StorageLevel.DISK_ONLY) for key in ("src_ip", "segment_id")}
    host, segment = [_rarity(pairs, key, snapshots, threshold) for key, pairs in levels.items()]
    try:
        yield PairRarity(host=host, segment=segment)
    finally:
        for held in (daily, *levels.values()):
            held.unpersist()


def _daily(pair_counts: DataFrame) -> DataFrame:
    """Sessions of each pair and segment of its source in a day, `day` counted from the epoch."""
    return (
        pair_counts.withColumn("day", F.unix_date(F.to_date("slice_start")))
        .groupBy("segment_id", "src_ip", *_SERVICE, "day")
        .agg(F.sum("sessions_cnt").alias("seen"), F.max("last_event_ts").alias("last_seen"))
    )


def _pairs(daily: DataFrame, key: str, snapshots: Sequence[Snapshot]) -> DataFrame:
    """Counts of each (`key`, dst_ip, dst_port) in the range of each snapshot."""
    days = daily.groupBy(key, *_SERVICE, "day").agg(F.sum("seen").alias("seen"), F.max("last_seen").alias("last_seen"))
    return (
        days.withColumn("snapshot", F.explode(_snapshots_of(F.col("day"), snapshots)))
        .groupBy("snapshot", key, *_SERVICE)
        .agg(
            F.sum("seen").alias("pair_seen_count"),
            F.count(F.lit(1)).alias("active_days"),
            F.max("last_seen").alias("pair_last_seen_ts"),
        )
    )


def _rarity(pairs: DataFrame, key: str, snapshots: Sequence[Snapshot], threshold: float) -> DataFrame:
    totals = pairs.groupBy("snapshot", key).agg(
        F.sum("pair_seen_count").alias("all_seen"), F.count(F.lit(1)).alias("services")
    )
    # Each total stands once a part, and each pair falls into one: a join by source alone would give all pairs of a
    # scanner to one task.
    parts = F.explode(F.sequence(F.lit(0), F.lit(_SPREAD - 1)))
    part = F.pmod(F.xxhash64(*_SERVICE), F.lit(_SPREAD)).cast("int")
    joined = pairs.withColumn("part", part).join(
        totals.withColumn("part", parts), on=["snapshot", key, "part"], how="inner"
    )
    horizon_days = F.get(F.array(*[F.lit(each.horizon.horizon_days) for each in snapshots]), F.col("snapshot"))
    seen = F.col("pair_seen_count")
    score = 1.0 / (1 + seen)
    # The negative logarithm of a share: that of the share upside down, which has no negative zero.
    surprisal = F.log((F.col("all_seen") + _ALPHA * F.col("services")) / (seen + _ALPHA))
    return joined.select(
        "snapshot",
        key,
        *_SERVICE,
        "pair_seen_count",
        "active_days",
        (seen / horizon_days).alias("pair_daily_avg"),
        "pair_last_seen_ts",
        score.alias("pair_rarity_score"),
        surprisal.alias("pair_surprisal"),
        (score >= threshold).cast("int").alias("is_rare_pair_flag"),
    )


def _snapshots_of(day: Column, snapshots: Sequence[Snapshot]) -> Column:
    """Indexes of the snapshots in whose range a day lies; null where there is none."""
    ranges = [(_day_number(each.interval.start), _day_number(each.interval.end)) for each in snapshots]
    first, last = min(start for start, _ in ranges), max(end for _, end in ranges)
    by_day = [
        [index for index, (start, end) in enumerate(ranges) if start <= number < end] for number in range(first, last)
    ]
    lists = F.array(*[F.array(*map(F.lit, indexes)).cast("array<int>") for indexes in by_day])
    return F.get(lists, day - first)


def _day_number(instant: datetime) -> int:
    return int(instant.timestamp() // DAY.total_seconds())
