"""Rows that are extreme for their segment, which weigh less."""

from collections.abc import Sequence

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

from fg_b_builder.packed_values import SEGMENT_GROUP
from fg_b_builder.weighted_quantiles import QUANTILES

_HEAVY_TAILED_SUFFIXES = ("_cnt", "_sum", "_nunique", "_cnt_lookback30d")
_HEAVY_TAILED = ("max_sessions_per_minute",)

_DEVIATION_OF_MAD = 1.4826
_IQR_OF_DEVIATION = 1.349
_NEGLIGIBLE = 1e-9
"""A scale up to this, relative to the median, counts as 0."""


def judged_value(metric: str) -> Column:
    """What a key metric is judged by: ln(1 + x) where heavy tails are normal, else x."""
    is_heavy_tailed = metric.endswith(_HEAVY_TAILED_SUFFIXES) or metric in _HEAVY_TAILED
    return F.log1p(metric) if is_heavy_tailed else F.col(metric)


def capping_norms(statistics: DataFrame, ranges: Sequence[tuple[int, int]]) -> DataFrame:
    """What rows of each segment group are measured by.

    Args:
        statistics: `SEGMENT_GROUP`, `snapshot`, `metric` (index of the key metric), `statistics` of the judged values,
            unweighted.
        ranges: first and last period of each snapshot.

    Returns:
        `SEGMENT_GROUP`, `norms`: by snapshot, its range and the norm of each key metric that has values.
    """
    quantile = F.col("statistics.quantiles")
    median, iqr = quantile[QUANTILES.index(0.5)], quantile[QUANTILES.index(0.75)] - quantile[QUANTILES.index(0.25)]
    negligible = _NEGLIGIBLE * F.greatest(F.lit(1.0), F.abs(median))
    by_mad, by_iqr = _DEVIATION_OF_MAD * F.col("statistics.mad"), iqr / _IQR_OF_DEVIATION
    scale = F.when(by_mad > negligible, by_mad).when(by_iqr > negligible, by_iqr)
    norm = F.struct("metric", median.alias("median"), negligible.alias("negligible"), scale.alias("scale"))
    # No filter: it would be pushed down to where the median is computed, and compute it over and over.
    known = F.when(median.isNotNull(), norm)
    norms = statistics.groupBy(*SEGMENT_GROUP, "snapshot").agg(F.collect_list(known).alias("keys"))
    bounds = F.array(*[F.struct(F.lit(first).alias("first"), F.lit(last).alias("last")) for first, last in ranges])
    bound = F.get(bounds, F.col("snapshot"))
    of_snapshot = F.struct("snapshot", bound["first"].alias("first"), bound["last"].alias("last"), "keys")
    return norms.groupBy(*SEGMENT_GROUP).agg(F.sort_array(F.collect_list(of_snapshot)).alias("norms"))


def with_capping(rows: DataFrame, norms: DataFrame, z_max: float) -> DataFrame:
    """Adds `capped`: the snapshots in which the row is extreme in a key metric, in order.

    Args:
        rows: `SEGMENT_GROUP`, `period`, `judged` (the judged values of the key metrics).
        norms: what `capping_norms` returns.
        z_max: deviations beyond which a value is extreme.
    """

    def is_extreme(key: Column) -> Column:
        value = F.get("judged", key["metric"])
        deviation = F.abs(value - key["median"])
        is_far = F.coalesce(deviation / key["scale"] > z_max, deviation > key["negligible"])
        return ~F.isnan(value) & is_far

    def caps(snapshot: Column) -> Column:
        is_of_period = F.col("period").between(snapshot["first"], snapshot["last"])
        return is_of_period & F.exists(snapshot["keys"], is_extreme)

    capping = F.transform(F.filter("norms", caps), lambda snapshot: snapshot["snapshot"])
    none = F.array().cast("array<int>")
    joined = rows.join(norms, on=list(SEGMENT_GROUP), how="left")
    return joined.select(*rows.columns, F.coalesce(capping, none).alias("capped"))
