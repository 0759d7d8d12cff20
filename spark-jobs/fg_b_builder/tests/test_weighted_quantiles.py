"""Properties of the statistics of random lists, and Python's own quantiles as their judge."""

import math
import random
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from pyspark.sql import SparkSession

from fg_b_builder.levels import RowWeights, host_statistics
from fg_b_builder.packed_values import HOST_GROUP
from fg_b_builder.weighted_quantiles import QUANTILES

SCHEMA = (
    ", ".join(f"{name} string" for name in HOST_GROUP)
    + ", metric int, pieces array<struct<period: int, capped: array<int>, values: array<double>>>"
)
WEIGHTS = RowWeights(plain=4, capped=3)


@dataclass(frozen=True)
class Case:
    """Values of ordinary and of capped rows, none of them null."""

    plain: Sequence[float]
    capped: Sequence[float]

    @property
    def repeated(self) -> list[float]:
        return [*self.plain] * WEIGHTS.plain + [*self.capped] * WEIGHTS.capped


def random_cases(seed: int) -> list[Case]:
    chance = random.Random(seed)
    draws: list[Callable[[], float]] = [
        lambda: float(chance.randrange(4)),
        lambda: chance.uniform(-1, 1),
        lambda: chance.lognormvariate(5, 4),
        lambda: 0.1,
        lambda: chance.choice([0.0, 1e300, -1e300, 5e-324]),
    ]
    sizes = [(1, 0), (0, 1), (2, 0), (1, 1), (0, 5), (7, 1), (40, 3), (64, 64), (3, 30)]
    return [
        Case([draw() for _ in range(plain)], [draw() for _ in range(capped)])
        for draw in draws
        for plain, capped in sizes
        for _ in range(3)
    ]


def computed(spark: SparkSession, cases: Sequence[Case], weights: RowWeights, *, seed: int) -> list[Mapping[str, Any]]:
    """Statistics of the cases, their values in an order and in pieces that chance decides."""
    chance = random.Random(seed)
    rows = []
    for number, case in enumerate(cases):
        pieces = [
            {"period": 0, "capped": capped, "values": part}
            for values, capped in [(case.plain, []), (case.capped, [0])]
            for part in random_parts(chance, [*values, math.nan])
        ]
        chance.shuffle(pieces)
        rows.append((*["-"] * len(HOST_GROUP), number, pieces))
    found = host_statistics(spark.createDataFrame(rows, SCHEMA), [(0, 0)], weights).collect()
    return [row["statistics"].asDict() for row in sorted(found, key=lambda row: int(row["metric"]))]


def random_parts(chance: random.Random, values: list[float]) -> list[list[float]]:
    chance.shuffle(values)
    cut = chance.randrange(len(values) + 1)
    return [part for part in (values[:cut], values[cut:]) if part]


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return random_cases(11)


@pytest.fixture(scope="module")
def found(spark: SparkSession, cases: list[Case]) -> list[Mapping[str, Any]]:
    return computed(spark, cases, WEIGHTS, seed=1)


def test_quantiles_are_those_of_the_list_of_repeated_values(cases: list[Case], found: list[Mapping[str, Any]]) -> None:
    for case, result in zip(cases, found, strict=True):
        values = case.repeated
        percentiles = statistics.quantiles(values, n=100, method="inclusive") if len(values) > 1 else values * 99
        expected = [percentiles[round(quantile * 100) - 1] for quantile in QUANTILES]
        assert result["quantiles"] == pytest.approx(expected, rel=1e-12, abs=1e-300), case


def test_mad_is_the_median_of_the_deviations_of_repeated_values(
    cases: list[Case], found: list[Mapping[str, Any]]
) -> None:
    for case, result in zip(cases, found, strict=True):
        median = result["quantiles"][QUANTILES.index(0.5)]
        expected = statistics.median(abs(value - median) for value in case.repeated)
        assert result["mad"] == pytest.approx(expected, rel=1e-12, abs=1e-300), case


def test_quantiles_rise_with_their_share_and_stay_among_the_values(
    cases: list[Case], found: list[Mapping[str, Any]]
) -> None:
    for case, result in zip(cases, found, strict=True):
        assert [min(case.repeated), *result["quantiles"], max(case.repeated)] == sorted(
            [min(case.repeated), *result["quantiles"], max(case.repeated)]
        )


def test_order_and_pieces_of_the_values_do_not_matter(
    spark: SparkSession, cases: list[Case], found: list[Mapping[str, Any]]
) -> None:
    assert computed(spark, cases, WEIGHTS, seed=2) == found


def test_a_weight_is_a_number_of_repetitions(
    spark: SparkSession, cases: list[Case], found: list[Mapping[str, Any]]
) -> None:
    repeated = computed(spark, [Case(case.repeated, []) for case in cases], RowWeights(plain=1, capped=1), seed=3)
    assert [(each["quantiles"], each["mad"]) for each in repeated] == [
        (each["quantiles"], each["mad"]) for each in found
    ]
