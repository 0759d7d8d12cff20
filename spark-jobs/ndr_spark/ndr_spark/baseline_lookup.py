"""What is normal for a host, and how rare a pair is, looked up in a snapshot of baselines.

The same answers as those of the TypeScript library @ndr/findings.
"""

from collections.abc import Sequence

from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as F

from ndr_spark.generated.tables import FG_B_GLOBAL, FG_B_HOST, FG_B_PAIR_HOST, FG_B_PAIR_SEGMENT, FG_B_SEGMENT
from ndr_spark.snapshots import CommittedSnapshot
from ndr_spark.tables import Table

_LEVELS = {"HOST": FG_B_HOST, "SEGMENT": FG_B_SEGMENT, "GLOBAL": FG_B_GLOBAL}

_STATISTICS = ("median", "p25", "p75", "p95", "p99", "mad", "iqr", "support_count", "cold_start_flag")


def host_baselines(
    spark: SparkSession, snapshot: CommittedSnapshot, keys: DataFrame, metrics: Sequence[str]
) -> DataFrame:
    """What is normal, metric by metric: the host's own baseline, else its segment's, else everybody's.

    A level gives way to the next where it has no row or no value of the metric, or where the metric is a cold start. Of
    GLOBAL a cold start counts too, since nothing stands behind it.

    Args:
        spark: the session.
        snapshot: where to look.
        keys: `host_ip`, `role`, `segment_id`, `time_band`, `window_label`, each row once; more columns stay.
        metrics: of FG-A.

    Returns:
        The columns of `keys`, `metric`, `baseline_level` (HOST, SEGMENT or GLOBAL), and the nine statistics, named as
        the columns of FG-B without the metric. A key and metric that no level knows has no row.
    """
    found = keys
    for level, table in _LEVELS.items():
        rows = snapshot.table(spark, table)
        known = rows.select(*table.key, F.array(*[_statistics(level, metric) for metric in metrics]).alias(level))
        found = found.join(known, on=list(table.key), how="left")
    chosen = F.transform(F.sequence(F.lit(0), F.lit(len(metrics) - 1)), _first_usable)
    return found.select(*[F.col(name) for name in keys.columns], F.inline(F.filter(chosen, Column.isNotNull)))


def host_pair_rarity(spark: SparkSession, snapshot: CommittedSnapshot, pairs: DataFrame) -> DataFrame:
    """How rare pairs are to their sources.

    Args:
        spark: the session.
        snapshot: where to look.
        pairs: `src_ip`, `dst_ip`, `dst_port`, each row once; more columns stay.

    Returns:
        The columns of `pairs`, `is_new_pair` (whether the lookup missed: no session of the range was between them) and
        the statistics of pair_host. Of a new pair they are those of nothing seen: score 1, rare, no last session, and
        `pair_surprisal` ln(sessions + pairs of the source), null when the source is new itself.
    """
    return _pair_rarity(spark, snapshot, pairs, FG_B_PAIR_HOST)


def segment_pair_rarity(spark: SparkSession, snapshot: CommittedSnapshot, pairs: DataFrame) -> DataFrame:
    """How rare pairs are to the segments of their sources: as `host_pair_rarity`, with `segment_id` for `src_ip`."""
    return _pair_rarity(spark, snapshot, pairs, FG_B_PAIR_SEGMENT)


def _statistics(level: str, metric: str) -> Column:
    members = [F.col(f"{metric}_{name}").alias(name) for name in _STATISTICS]
    return F.struct(F.lit(metric).alias("metric"), F.lit(level).alias("baseline_level"), *members)


def _first_usable(index: Column) -> Column:
    """The statistics of a metric at the first level that can say something."""
    levels = {level: F.get(F.col(level), index) for level in _LEVELS}
    usable = [
        F.when(each["median"].isNotNull() & ((each["cold_start_flag"] == 0) | F.lit(level == "GLOBAL")), each)
        for level, each in levels.items()
    ]
    return F.coalesce(*usable)


def _pair_rarity(spark: SparkSession, snapshot: CommittedSnapshot, pairs: DataFrame, table: Table) -> DataFrame:
    key = table.key[0]
    rows = snapshot.table(spark, table)
    own = rows.join(F.broadcast(pairs.select(key).distinct()), on=key, how="left_semi")
    totals = own.groupBy(key).agg(F.log(F.sum("pair_seen_count") + F.count(F.lit(1))).alias("surprisal_of_new"))
    found = pairs.join(rows, on=list(table.key), how="left").join(totals, on=key, how="left")
    of_new = {
        "pair_seen_count": F.lit(0),
        "active_days": F.lit(0),
        "pair_daily_avg": F.lit(0.0),
        "pair_last_seen_ts": F.lit(None),
        "pair_rarity_score": F.lit(1.0),
        "pair_surprisal": F.col("surprisal_of_new"),
        "is_rare_pair_flag": F.lit(1),
    }
    is_new = F.col("pair_seen_count").isNull()
    answers = [F.when(is_new, value).otherwise(F.col(name)).alias(name) for name, value in of_new.items()]
    return found.select(*pairs.columns, is_new.alias("is_new_pair"), *answers)
