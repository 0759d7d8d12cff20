"""Baselines of random rows, held cell by cell against plain Python that repeats each value as often as it weighs."""

import math
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta, timezone
from typing import Any
from unittest.mock import Mock

import pytest
from pyspark.sql import DataFrame, SparkSession

from fg_b_builder.cells import GroupedValues
from fg_b_builder.statistics import BaselineRange, Baselines, StatisticsSettings, baselines
from ndr_spark.generated.fg_b_builder_spec import Capping, Weights
from ndr_spark.slices import SLICE, Interval

START = datetime(2024, 3, 1, tzinfo=timezone.utc)
DAY = timedelta(days=1)
KEYS: Any = ("sessions_cnt", "peer_ip_entropy", "max_sessions_per_minute")
METRICS = ("bytes_asymmetry", *KEYS, "new_peer_ratio_lookback30d", "deny_ratio", "duration_mean")
SCHEMA = (
    "host_ip string, role string, segment_id string, time_band string, window_label string, last_slice timestamp, "
    "bytes_asymmetry double, sessions_cnt long, peer_ip_entropy double, max_sessions_per_minute long, "
    "new_peer_ratio_lookback30d double, deny_ratio double, duration_mean double"
)
CAPPING = Capping(key_metrics=KEYS, z_max=3.0, weights=Weights(normal=10, capped=1))
RANGES = [
    BaselineRange(
        interval=Interval(START + first * DAY, START + last * DAY), support_min=5, support_min_by_metric=by_metric
    )
    for first, last, by_metric in [(0, 4, {"sessions_cnt": 400}), (1, 3, {}), (2, 9, {}), (7, 8, {}), (8, 9, {})]
]


def settings(largest_array_group: int, largest_cell: int = 1_000_000) -> StatisticsSettings:
    return StatisticsSettings(
        metrics=METRICS, capping=CAPPING, largest_array_group=largest_array_group, largest_cell=largest_cell
    )


def random_rows(seed: int) -> list[dict[str, Any]]:
    """Hosts of two segments over five days: busy ones, one with few rows, one that changes its segment."""
    chance = random.Random(seed)
    rows = []
    for host, rate in [("10.0.0.1", 0.5), ("10.0.0.2", 0.3), ("10.0.0.3", 0.003), ("10.0.1.1", 0.2), ("10.0.1.2", 0.1)]:
        for number in range(5 * 96):
            if chance.random() < rate:
                last_slice = START + number * SLICE
                moved = host == "10.0.0.2" and last_slice >= START + 2 * DAY
                rows.append(
                    {
                        "host_ip": host,
                        "role": "outbound",
                        "segment_id": "b" if moved or host.startswith("10.0.1.") else "a",
                        "time_band": "WD_NIGHT" if number % 96 < 40 else "WD_WORKING",
                        "window_label": "w_15m",
                        "last_slice": last_slice,
                        **random_metrics(chance),
                    }
                )
    return rows


def random_metrics(chance: random.Random) -> dict[str, Any]:
    """Ties, heavy tails, nulls, a metric without any value, one of a single value, one of many that hardly differ."""
    return {
        "bytes_asymmetry": chance.choice([chance.uniform(-1, 1), 0.0, 1.0]),
        "sessions_cnt": chance.choice([1, 2, 3, 3, 4, 9, 10**6]),
        "peer_ip_entropy": chance.choice([None, 0.0, 0.0, 0.0, chance.random(), 7.5]),
        "max_sessions_per_minute": chance.choice([1, 2, 2, 2, 3, 3, 60]),
        "new_peer_ratio_lookback30d": None,
        "deny_ratio": 0.3,
        # All in one cell, and again after the first split.
        "duration_mean": 5 + chance.choice([1e-3, 1e-7]) * chance.random(),
    }


def is_equal(found: float | None, expected: float | None) -> bool:
    if found is None or expected is None:
        return found is expected
    return math.isclose(found, expected, rel_tol=1e-12, abs_tol=1e-12)


def assert_levels(levels: Baselines, expected: Sequence[Mapping[str, Any]]) -> None:
    """Compares every cell with `expected`: by range and level."""
    for level, key in LEVELS.items():
        table: DataFrame = getattr(levels, level)
        expected_columns = ["median", "p25", "p75", "p95", "p99", "mad", "iqr", "support_count", "cold_start_flag"]
        assert table.columns == ["snapshot", *key, *[f"{m}_{name}" for m in METRICS for name in expected_columns]]
        found: dict[int, dict[tuple[Any, ...], Any]] = defaultdict(dict)
        for row in table.collect():
            found[row["snapshot"]][tuple(row[name] for name in key)] = row
        for number, of_range in enumerate(expected):
            assert found[number].keys() == of_range[level].keys()
            for group, columns in of_range[level].items():
                for name, value in columns.items():
                    place = (level, number, group, name)
                    assert is_equal(found[number][group][name], value), (*place, found[number][group][name], value)


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    return random_rows(7)


@pytest.fixture(scope="module")
def fg_a(spark: SparkSession, rows: list[dict[str, Any]]) -> Iterator[DataFrame]:
    table = spark.createDataFrame(rows, SCHEMA).cache()
    yield table
    table.unpersist()


@pytest.fixture(scope="module")
def expected(rows: list[dict[str, Any]]) -> list[Mapping[str, Any]]:
    """The tables of each range, by level."""
    found = []
    for each in RANGES:
        bounds = (each.interval.start, each.interval.end)
        minima = dict.fromkeys(METRICS, each.support_min) | dict(each.support_min_by_metric)
        found.append(plain_levels(rows, bounds, settings(0), minima.__getitem__))
    return found


@pytest.mark.parametrize(
    ("settings", "splits"),
    [(settings(1_000_000), False), (settings(0), False), (settings(150, largest_cell=20), True)],
    ids=["as arrays", "by cells", "some groups by cells that are split"],
)
def test_levels_of_overlapping_ranges_equal_the_formulas(
    fg_a: DataFrame,
    expected: list[Mapping[str, Any]],
    settings: StatisticsSettings,
    splits: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    split = Mock(wraps=GroupedValues.split)
    monkeypatch.setattr(GroupedValues, "split", lambda grouped, bounds: split(grouped, bounds))
    with baselines(fg_a, RANGES, settings) as levels:
        assert_levels(levels, expected)
    assert split.called == splits


# The formulas.

Row = Mapping[str, Any]

LEVELS = {
    "host": ("host_ip", "role", "segment_id", "time_band", "window_label"),
    "segment": ("segment_id", "role", "time_band", "window_label"),
    "everyone": ("role", "time_band", "window_label"),
}
_LOGGED = ("_cnt", "_sum", "_nunique", "_cnt_lookback30d")


def quantile(repeated: Sequence[float], share: float) -> float:
    """Type 7 of a sorted list."""
    position = share * (len(repeated) - 1)
    low = math.floor(position)
    high = min(low + 1, len(repeated) - 1)
    return repeated[low] + (repeated[high] - repeated[low]) * (position - low)


def statistics(weighted: Iterable[tuple[float | None, int]], support_min: int) -> dict[str, Any]:
    values = [(value, weight) for value, weight in weighted if value is not None]
    support = {"support_count": len(values), "cold_start_flag": int(len(values) < support_min)}
    repeated = sorted(float(value) for value, weight in values for _ in range(weight))
    if not repeated:
        return dict.fromkeys(["median", "p25", "p75", "p95", "p99", "mad", "iqr"]) | support
    shares = {"median": 0.5, "p25": 0.25, "p75": 0.75, "p95": 0.95, "p99": 0.99}
    found = {name: quantile(repeated, share) for name, share in shares.items()}
    deviations = sorted(abs(value - found["median"]) for value in repeated)
    return {**found, "mad": quantile(deviations, 0.5), "iqr": found["p75"] - found["p25"], **support}


def weight(row: Row, segment: Sequence[Row], capping: Any) -> int:
    """The weight of a row of a segment's rows."""
    largest = max(_z(name, row, segment, capping.z_max) for name in capping.key_metrics)
    return int(capping.weights.capped if largest > capping.z_max else capping.weights.normal)


def _z(name: str, row: Row, segment: Sequence[Row], z_max: float) -> float:
    def judged(value: float) -> float:
        is_logged = name.endswith(_LOGGED) or name == "max_sessions_per_minute"
        return math.log(1 + value) if is_logged else float(value)

    if row[name] is None:
        return 0.0
    own = statistics(((judged(other[name]), 1) for other in segment if other[name] is not None), 0)
    negligible = 1e-9 * max(1.0, abs(own["median"]))
    distance = abs(judged(row[name]) - own["median"])
    for scale in (1.4826 * own["mad"], own["iqr"] / 1.349):
        if scale > negligible:
            return float(distance / scale)
    return 0.0 if distance <= negligible else z_max + 1


def plain_levels(rows: Sequence[Row], bounds: tuple[datetime, datetime], settings: Any, minima: Any) -> Any:
    """The tables of the levels, each by key, of the rows whose last slice lies in bounds."""
    chosen = [row for row in rows if bounds[0] <= row["last_slice"] < bounds[1]]
    segments = defaultdict(list)
    for row in chosen:
        segments[_key("segment", row)].append(row)
    weighted = [(row, weight(row, segments[_key("segment", row)], settings.capping)) for row in chosen]
    return {level: _plain_level(level, weighted, settings, minima) for level in LEVELS}


def _plain_level(level: str, rows: Sequence[tuple[Row, int]], settings: Any, minima: Any) -> Any:
    groups = defaultdict(list)
    for row, times in rows:
        groups[_key(level, row)].append((row, times))
    return {
        key: {
            f"{metric}_{name}": value
            for metric in settings.metrics
            for name, value in statistics(((row[metric], times) for row, times in weighted), minima(metric)).items()
        }
        for key, weighted in groups.items()
    }


def _key(level: str, row: Row) -> tuple[Any, ...]:
    return tuple(row[name] for name in LEVELS[level])
