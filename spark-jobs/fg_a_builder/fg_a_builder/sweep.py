"""Windows that end with many slices: running sums over slices, from which every window is a difference."""

from collections.abc import Sequence
from dataclasses import dataclass

from pyspark.sql import Column, DataFrame, Window, WindowSpec
from pyspark.sql import functions as F

from fg_a_builder.dense_slices import dense, maximum_over, with_run_maxima
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
    columns = _Columns(kinds=kinds, plan=plan, sums=sums, maxima=maxima)
    by_slice = Window.partitionBy(*group).orderBy("slice")
    swept = _looking_back(dense(_with_changes(rows, kinds, plan, group), plan, group), columns, by_slice)
    windows = [
        F.struct(
            F.lit(index).alias("window"),
            *[column.alias(name) for name, column in columns.of_window(length).items()],
        )
        for index, length in enumerate(plan.lengths.values())
    ]
    ends = swept.where(plan.is_end(F.col("slice")))
    return ends.select(*group, F.col("slice").alias("end"), F.inline(F.array(*windows)))


def _with_changes(rows: DataFrame, kinds: Sequence[Keys], plan: WindowPlan, group: Sequence[str]) -> DataFrame:
    for keys in kinds:
        by_slice = neighbours(keys, plan)
        rows = rows.join(slice_changes(keys, by_slice, plan), on=[*group, "slice"], how="left")
        lasting = lasting_tops(keys, by_slice, plan) if keys.is_distributed else None
        # A top may last into slices in which the group did nothing.
        rows = rows if lasting is None else rows.join(lasting, on=[*group, "slice"], how="full")
    return rows


@dataclass(frozen=True, kw_only=True)
class _Columns:
    """Names of columns while windows are made of slices."""

    kinds: Sequence[Keys]
    plan: WindowPlan
    sums: Sequence[str]
    maxima: Sequence[str]

    def adding_up(self) -> list[str]:
        """Columns whose running sums are needed."""
        changes = [
            change(measure, length)
            for measure in self._changing()
            for length in self.plan.lengths.values()
            for change in (entering, leaving)
        ]
        return [*self.sums, *changes]

    def maximized(self) -> list[str]:
        """Columns whose maxima over windows are needed."""
        return [*self.maxima, *[up_to(measure, 1) for measure in self._tops()]]

    def before(self, length: int) -> list[str]:
        """Columns whose running sums `length` slices before are needed."""
        return [*self.sums, *[leaving(measure, length) for measure in self._changing()]]

    def over_window(self, length: int, by_slice: WindowSpec) -> dict[str, Column]:
        """Maxima over the window of that length."""
        maxima = {name: maximum_over(name, length, by_slice) for name in self.maxima}
        return {**maxima, **{measure: _top(measure, length, by_slice) for measure in self._tops()}}

    def of_window(self, length: int) -> dict[str, Column]:
        """Every column of the window of that length, from what `_looking_back` adds."""
        before = F.col(_before(length))
        none = F.lit(0).cast("long")
        return {
            **{name: F.col(name) - F.coalesce(before.getField(name), none) for name in self.sums},
            **{
                measure: F.col(entering(measure, length)) + F.coalesce(before.getField(leaving(measure, length)), none)
                for measure in self._changing()
            },
            **{name: F.col(_over(name, length)) for name in (*self.maxima, *self._tops())},
        }

    def _changing(self) -> list[str]:
        return [measure for keys in self.kinds for measure in keys.measures if measure not in self._tops()]

    def _tops(self) -> list[str]:
        kinds = [keys.kind for keys in self.kinds if keys.is_distributed]
        return [name for kind in kinds for name in (top_sessions(kind), top_bytes(kind))]


def _looking_back(rows: DataFrame, columns: _Columns, by_slice: WindowSpec) -> DataFrame:
    """Adds running sums, what they were before each window, and maxima over each window."""
    so_far = by_slice.rowsBetween(Window.unboundedPreceding, Window.currentRow)
    added = columns.adding_up()
    kept = [name for name in rows.columns if name not in added]
    running = rows.select(*kept, *[F.sum(name).over(so_far).alias(name) for name in added])
    prepared = with_run_maxima(running, columns.maximized(), by_slice, columns.plan.longest)
    lengths = columns.plan.lengths.values()
    return prepared.select(
        "*",
        *[F.lag(F.struct(*columns.before(length)), length).over(by_slice).alias(_before(length)) for length in lengths],
        *[
            column.alias(_over(name, length))
            for length in lengths
            for name, column in columns.over_window(length, by_slice).items()
        ],
    )


def _top(measure: str, length: int, by_slice: WindowSpec) -> Column:
    """The largest key's sum over the window.

    If the key's last slice in the window lies n slices before its end, that is the key's sum over the shorter window
    that ends there. Of long windows the sums at other ends than those are known as they last.
    """
    if length <= SHORT:
        candidates = [
            F.lag(up_to(measure, length - ago), ago, 0).over(by_slice) if ago else F.col(up_to(measure, length))
            for ago in range(length)
        ]
        return F.greatest(*candidates, F.lit(0).cast("long"))
    return F.greatest(
        up_to(measure, length), lasting_top(measure, length), maximum_over(up_to(measure, 1), length, by_slice)
    )


def _before(length: int) -> str:
    return f"before_{length}"


def _over(name: str, length: int) -> str:
    return f"{name}_over_{length}"
