"""Statistics metric by metric, laid out as the columns of the tables."""

from collections.abc import Iterator, Sequence

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

from fg_b_builder.weighted_quantiles import QUANTILES

_NAMES = {0.5: "median", 0.25: "p25", 0.75: "p75", 0.95: "p95", 0.99: "p99"}


def wide(
    statistics: DataFrame, group: Sequence[str], metrics: Sequence[str], support_minima: Sequence[Sequence[int]]
) -> DataFrame:
    """One row a group and snapshot.

    Args:
        statistics: `group`, `snapshot`, `metric` (index), `statistics`: every metric of each group and snapshot.
        group: what each row is of.
        metrics: names, by index.
        support_minima: by snapshot and metric, rows below which a metric is a cold start.

    Returns:
        `snapshot`, `group`, then nine columns a metric.
    """
    minima = F.array(*[F.array(*[F.lit(each) for each in of_snapshot]) for of_snapshot in support_minima])
    columns = [
        column.alias(f"{metric}_{name}")
        for index, metric in enumerate(metrics)
        for name, column in _columns(F.get("by_metric", F.lit(index))["statistics"], F.get("minima", F.lit(index)))
    ]
    return (
        statistics.groupBy("snapshot", *group)
        .agg(F.sort_array(F.collect_list(F.struct("metric", "statistics"))).alias("by_metric"))
        .select("snapshot", *group, "by_metric", F.get(minima, F.col("snapshot")).alias("minima"))
        .select("snapshot", *group, *columns)
    )


def _columns(statistics: Column, support_min: Column) -> Iterator[tuple[str, Column]]:
    quantiles = {quantile: statistics["quantiles"][index] for index, quantile in enumerate(QUANTILES)}
    for quantile, name in _NAMES.items():
        yield name, quantiles[quantile]
    yield "mad", statistics["mad"]
    yield "iqr", quantiles[0.75] - quantiles[0.25]
    yield "support_count", statistics["support"]
    yield "cold_start_flag", (statistics["support"] < support_min).cast("int")
