"""Windows that all end with one slice: each key's sums over each window, then measures over the keys."""

from collections.abc import Sequence

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

from fg_a_builder.keys import Keys, count, spread_fraction, spread_whole, top_bytes, top_sessions
from fg_a_builder.spread import spread
from fg_a_builder.windows import WindowPlan


def sums_at_end(
    rows: DataFrame, plan: WindowPlan, *, group: Sequence[str], sums: Sequence[str], maxima: Sequence[str]
) -> DataFrame:
    """Sums and maxima over every window that holds one of `rows`.

    Args:
        rows: `group`, `slice`, `sums`, `maxima`.
        plan: the windows, with one end.
        group: what windows are of.
        sums: columns to sum.
        maxima: columns to maximize.

    Returns:
        `group`, `window` (index), `end`, `sums`, `maxima`.
    """
    holding = [F.when(_is_in(length, plan), F.lit(index)) for index, length in enumerate(plan.lengths.values())]
    each = rows.withColumn("window", F.explode(F.array(*holding))).where(F.col("window").isNotNull())
    return each.groupBy(*group, "window", F.lit(plan.last_end).alias("end")).agg(
        *[F.sum(name).alias(name) for name in sums], *[F.max(name).alias(name) for name in maxima]
    )


def measures_at_end(keys: Keys, plan: WindowPlan) -> DataFrame:
    """The measures of `keys` in every window that holds one of them.

    Returns:
        `group`, `window` (index), `end`, the measures of `keys`.
    """
    windows = list(enumerate(plan.lengths.values()))
    values = ("sessions", "bytes") if keys.is_distributed else ("sessions",)
    of_key = keys.rows.groupBy(*keys.identity).agg(
        *[
            F.sum(F.when(_is_in(length, plan), F.col(value))).alias(_in_window(value, index))
            for index, length in windows
            for value in values
        ]
    )
    by_group = of_key.groupBy(*keys.group).agg(
        *[column.alias(_in_window(name, index)) for index, _ in windows for name, column in _measures(keys, index)]
    )
    structs = [
        F.struct(
            F.lit(index).alias("window"),
            F.lit(plan.last_end).alias("end"),
            *[F.col(_in_window(name, index)).alias(name) for name in keys.measures],
        )
        for index, _ in windows
    ]
    return by_group.select(*keys.group, F.inline(F.array(*structs)))


def _is_in(length: int, plan: WindowPlan) -> Column:
    return F.col("slice") > plan.last_end - length


def _in_window(name: str, index: int) -> str:
    return f"{name}_{index}"


def _measures(keys: Keys, index: int) -> list[tuple[str, Column]]:
    sessions = F.col(_in_window("sessions", index))
    is_held = sessions.isNotNull()
    measures = [
        (count(name), F.count_if(is_held if condition is None else is_held & F.col(condition)))
        for name, condition in keys.counted.items()
    ]
    if keys.is_distributed:
        whole, fraction = spread(sessions)
        measures += [
            (spread_whole(keys.kind), F.sum(whole)),
            (spread_fraction(keys.kind), F.sum(fraction)),
            (top_sessions(keys.kind), F.max(sessions)),
            (top_bytes(keys.kind), F.max(F.col(_in_window("bytes", index)))),
        ]
    return measures
