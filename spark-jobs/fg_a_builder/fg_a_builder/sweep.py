"""Windows that end with many slices: running sums over slices, from which every window is a difference."""

from collections.abc import Iterator, Sequence

from pyspark.sql import Column, DataFrame, Window, WindowSpec
from pyspark.sql import functions as F

from fg_a_builder.dense_slices import dense
from fg_a_builder.key_changes import SHORT, entering, leaving, neighbours, slice_changes, up_to
from fg_a_builder.keys import Keys, top_bytes, top_sessions
from fg_a_builder.lasting_tops import lasting_top, lasting_tops
from fg_a_builder.windows import WindowPlan


def swept_windows(
    rows: DataFrame,
    kinds: Sequence[Keys],
    plan: WindowPlan,
    *,
    group: Sequence[str],
    sums: Sequence[str],
    maxima: Sequence[str],
) -> DataFrame:
    """Sums, maxima and measures of keys over every window that holds one of `rows`.

    Args:
        rows: `group`, `slice`, `sums`, `maxima`: one row for each slice in which a group met a key.
        kinds: the keys of the groups, kind by kind.
        plan: the windows and their ends.
        group: what windows are of.
        sums: columns to sum, whole numbers.
        maxima: columns to maximize, positive.

    Returns:
        `group`, `window` (index), `end`, `sums`, `maxima`, the measures of `kinds`.
    """
    by_slice = Window.partitionBy(*group).orderBy("slice")
    windows = [
        F.struct(
            F.lit(index).alias("window"),
            *[column.alias(name) for name, column in _sums(sums, length, by_slice)],
            *[column.alias(name) for name, column in _maxima(maxima, length, by_slice)],
            *[column.alias(name) for keys in kinds for name, column in _measures(keys, length, by_slice)],
        )
        for index, length in enumerate(plan.lengths.values())
    ]
    slices = dense(_with_changes(rows, kinds, plan, group), plan, group)
    swept = slices.select(*group, F.col("slice").alias("end"), F.array(*windows).alias("windows"))
    return swept.where(plan.is_end(F.col("end"))).select(*group, "end", F.inline("windows"))


def _with_changes(rows: DataFrame, kinds: Sequence[Keys], plan: WindowPlan, group: Sequence[str]) -> DataFrame:
    for keys in kinds:
        by_slice = neighbours(keys, plan)
        rows = rows.join(slice_changes(keys, by_slice, plan), on=[*group, "slice"], how="left")
        lasting = lasting_tops(keys, by_slice, plan) if keys.is_distributed else None
        # A top may last into slices in which the group did nothing.
        rows = rows if lasting is None else rows.join(lasting, on=[*group, "slice"], how="full")
    return rows


def _sums(names: Sequence[str], length: int, by_slice: WindowSpec) -> Iterator[tuple[str, Column]]:
    for name in names:
        yield name, _so_far(name, by_slice) - _before(name, length, by_slice)


def _maxima(names: Sequence[str], length: int, by_slice: WindowSpec) -> Iterator[tuple[str, Column]]:
    for name in names:
        yield name, _largest(name, length, by_slice)


def _measures(keys: Keys, length: int, by_slice: WindowSpec) -> Iterator[tuple[str, Column]]:
    tops = (top_sessions(keys.kind), top_bytes(keys.kind))
    for measure in keys.measures:
        if measure in tops:
            yield measure, _top(measure, length, by_slice)
        else:
            entered = _so_far(entering(measure, length), by_slice)
            yield measure, entered + _before(leaving(measure, length), length, by_slice)


def _so_far(name: str, by_slice: WindowSpec) -> Column:
    return F.sum(name).over(by_slice.rowsBetween(Window.unboundedPreceding, Window.currentRow))


def _before(name: str, length: int, by_slice: WindowSpec) -> Column:
    """The running sum `length` slices ago: a frame that only grows costs the same whatever the length."""
    before = F.sum(name).over(by_slice.rowsBetween(Window.unboundedPreceding, -length))
    return F.coalesce(before, F.lit(0).cast("long"))


def _largest(name: str, length: int, by_slice: WindowSpec) -> Column:
    return F.max(name).over(by_slice.rowsBetween(1 - length, Window.currentRow))


def _top(measure: str, length: int, by_slice: WindowSpec) -> Column:
    """The largest key's sum over the window.

    If the key's last slice in the window lies n slices before its end, that is the key's sum over the shorter window
    that ends there. Of long windows the sums at other ends than those are known as they last.
    """
    if length > SHORT:
        alone = _largest(up_to(measure, 1), length, by_slice)
        return F.greatest(up_to(measure, length), lasting_top(measure, length), alone)
    shorter = [F.lag(up_to(measure, length - ago), ago, 0).over(by_slice) for ago in range(1, length)]
    return F.greatest(up_to(measure, length), *shorter, F.lit(0).cast("long"))
