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
    """Windows of a plan with any number of ends; arguments and columns are those of `measured_windows`."""
    by_slice = Window.partitionBy(*group).orderBy("slice")
    lengths = list(plan.lengths.values())
    running = _laid_out(rows, kinds, plan, group).select(
        *group,
        "slice",
        *[_so_far(name, by_slice) for name in _summed(sums, kinds, lengths)],
        *[_largest(name, length, by_slice).alias(_of_window(name, length)) for length in lengths for name in maxima],
        *[
            _top(measure, length, by_slice).alias(_of_window(measure, length))
            for length in lengths
            for measure in _tops(kinds)
        ],
    )
    # One look back a window, at all that is subtracted: a sum over a frame for each would be computed for each alone.
    looked_back = running.select(
        "*",
        *[
            F.lag(F.struct(*sums, *[leaving(measure, length) for measure in _additive(kinds)]), length)
            .over(by_slice)
            .alias(_before(length))
            for length in lengths
        ],
    )
    windows = [
        F.struct(
            F.lit(index).alias("window"),
            *[(F.col(name) - _from_before(name, length)).alias(name) for name in sums],
            *[F.col(_of_window(name, length)).alias(name) for name in (*maxima, *_tops(kinds))],
            *[
                (F.col(entering(measure, length)) + _from_before(leaving(measure, length), length)).alias(measure)
                for measure in _additive(kinds)
            ],
        )
        for index, length in enumerate(lengths)
    ]
    ends = looked_back.where(plan.is_end(F.col("slice")))
    return ends.select(*group, F.col("slice").alias("end"), F.inline(F.array(*windows)))


def _laid_out(rows: DataFrame, kinds: Sequence[Keys], plan: WindowPlan, group: Sequence[str]) -> DataFrame:
    """The slices of each group without gaps, with what the keys change in them and the tops that last into them."""
    changes = [(keys, neighbours(keys, plan)) for keys in kinds]
    for keys, by_slice in changes:
        rows = rows.join(slice_changes(keys, by_slice, plan), on=[*group, "slice"], how="left")
    slices = dense(rows, plan, group)
    for keys, by_slice in changes:
        lasting = lasting_tops(keys, by_slice, plan) if keys.is_distributed else None
        # A top may last into slices in which the group did nothing, but into none that is not laid out.
        slices = slices if lasting is None else slices.join(lasting, on=[*group, "slice"], how="left")
    return slices


def _additive(kinds: Sequence[Keys]) -> list[str]:
    """Measures that add up over the changes of slices."""
    return [measure for keys in kinds for measure in keys.measures if measure not in _tops(kinds)]


def _tops(kinds: Sequence[Keys]) -> list[str]:
    return [top for keys in kinds if keys.is_distributed for top in (top_sessions(keys.kind), top_bytes(keys.kind))]


def _summed(sums: Sequence[str], kinds: Sequence[Keys], lengths: Sequence[int]) -> Iterator[str]:
    """Columns of which running sums are wanted."""
    yield from sums
    for length in lengths:
        for measure in _additive(kinds):
            yield entering(measure, length)
            yield leaving(measure, length)


def _of_window(name: str, length: int) -> str:
    return f"{name}_of_{length}"


def _before(length: int) -> str:
    return f"before_{length}"


def _from_before(name: str, length: int) -> Column:
    """A running sum as it was `length` slices ago."""
    return F.coalesce(F.col(_before(length)).getField(name), F.lit(0).cast("long"))


def _so_far(name: str, by_slice: WindowSpec) -> Column:
    return F.sum(name).over(by_slice.rowsBetween(Window.unboundedPreceding, Window.currentRow)).alias(name)


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
