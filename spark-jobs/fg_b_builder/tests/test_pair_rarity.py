"""Rarity of random pairs, held against plain Python that follows the formulas word by word."""

import math
import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from fg_b_builder.pair_rarity import pair_rarity
from fg_b_builder.ranges import Snapshot
from job_testing.committed_rows import pair_row
from ndr_spark.generated.fg_b_builder_spec import Horizon
from ndr_spark.generated.tables import PAIR_COUNTS
from ndr_spark.literal_rows import literal_rows
from ndr_spark.slices import SLICE

MIDNIGHT = datetime(2024, 4, 10, tzinfo=timezone.utc)
THRESHOLD = 0.125
"""The score of a pair that was seen seven times."""


def snapshot(days: int, gap: int, end: int) -> Snapshot:
    horizon = Horizon(horizon_days=days, safety_gap_days=gap, support_min=1, support_min_by_metric={})
    return Snapshot(label="7d", baseline_end=MIDNIGHT + timedelta(days=end), horizon=horizon)


SNAPSHOTS = [snapshot(3, 1, 4), snapshot(2, 0, 5), snapshot(1, 0, 9), snapshot(4, 0, 4)]
"""They share days; the third has none with rows."""


def random_pairs() -> list[dict[str, Any]]:
    """Pairs over five days; 10.0.0.1 scans, and 10.0.0.3 moves to another segment on the third day."""
    draw = random.Random(7)
    rows = {}
    for _ in range(600):
        start = MIDNIGHT + draw.randrange(5 * 96) * SLICE
        host = draw.choice((1, 1, 1, 2, 3))
        port = draw.randrange(60) if host == 1 else draw.choice((53, 443))
        moved = host == 3 and start >= MIDNIGHT + timedelta(days=2)
        row = pair_row(
            start,
            src_ip=f"10.0.0.{host}",
            segment_id="lab" if moved else "office",
            dst_ip=f"192.0.2.{draw.randrange(3)}",
            dst_port=port,
            sessions_cnt=draw.randrange(1, 4),
            last_event_ts=start + timedelta(seconds=draw.randrange(900)),
        )
        rows[row["src_ip"], row["dst_ip"], port, start] = row
    return list(rows.values())


def expected(rows: Sequence[Mapping[str, Any]], key: str) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    found = {}
    for index, each in enumerate(SNAPSHOTS):
        pairs = defaultdict(list)
        for row in rows:
            if each.interval.start <= row["slice_start"] < each.interval.end:
                pairs[row[key], row["dst_ip"], row["dst_port"]].append(row)
        seen = {pair: sum(row["sessions_cnt"] for row in those) for pair, those in pairs.items()}
        for pair, those in pairs.items():
            of_key = [count for other, count in seen.items() if other[0] == pair[0]]
            identity = (index, *pair)
            found[identity] = (
                seen[pair],
                len({row["slice_start"].date() for row in those}),
                seen[pair] / each.horizon.horizon_days,
                max(row["last_event_ts"] for row in those).replace(tzinfo=None),
                pytest.approx(1 / (1 + seen[pair]), rel=1e-12),
                pytest.approx(-math.log((seen[pair] + 1) / (sum(of_key) + len(of_key))), rel=1e-12, abs=1e-15),
                int(1 / (1 + seen[pair]) >= THRESHOLD),
            )
    return found


def actual(rows: DataFrame) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    return {tuple(row[:4]): tuple(row[4:]) for row in rows.collect()}


def test_both_levels_of_overlapping_snapshots_follow_the_formulas(spark: SparkSession) -> None:
    rows = random_pairs()
    names = PAIR_COUNTS.schema.names
    pair_counts = literal_rows(spark, [[row[name] for name in names] for row in rows], PAIR_COUNTS.schema)
    with pair_rarity(pair_counts, SNAPSHOTS, THRESHOLD) as levels:
        host = actual(levels.host)
        segment = actual(levels.segment)
    assert host == expected(rows, "src_ip")
    assert segment == expected(rows, "segment_id")
    assert {values[-1] for values in host.values()} == {0, 1}


def test_the_pairs_of_one_scanner_are_no_single_tasks_work_where_they_meet_its_totals(spark: SparkSession) -> None:
    scan = [pair_row(MIDNIGHT, dst_port=port) for port in range(400)]
    rows = [[row[name] for name in PAIR_COUNTS.schema.names] for row in scan]
    broadcast = "spark.sql.autoBroadcastJoinThreshold"
    pair_counts = literal_rows(spark, rows, PAIR_COUNTS.schema).repartition(2)  # what lies in one task is not moved
    former = spark.conf.get(broadcast)
    spark.conf.set(broadcast, "-1")  # as if there were too many sources to send their totals to every task
    try:
        with pair_rarity(pair_counts, [snapshot(1, 0, 1)], THRESHOLD) as levels:
            tasks = levels.host.groupBy(F.spark_partition_id()).count().collect()
    finally:
        spark.conf.set(broadcast, former or "10m")
    counts = [row["count"] for row in tasks]
    assert (sum(counts), len(counts) > 1, max(counts) < 300) == (400, True, True)
