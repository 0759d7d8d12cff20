"""Windows with their sums, maxima and measures of keys, by whichever way suits the number of ends."""

from collections.abc import Sequence

from pyspark.sql import DataFrame

from fg_a_builder.keys import Keys
from fg_a_builder.one_end import measures_at_end, sums_at_end
from fg_a_builder.sweep import swept_windows
from fg_a_builder.windows import WindowPlan


def measured_windows(
    rows: DataFrame,
    kinds: Sequence[Keys],
    plan: WindowPlan,
    *,
    group: Sequence[str],
    sums: Sequence[str],
    maxima: Sequence[str] = (),
) -> DataFrame:
    """Sums, maxima and measures of keys over windows.

    Args:
        rows: `group`, `slice`, `sums`, `maxima`: one row for each slice in which a group met a key.
        kinds: the keys of the groups, kind by kind.
        plan: the windows and their ends.
        group: what windows are of.
        sums: columns to sum, whole numbers.
        maxima: columns to maximize, positive.

    Returns:
        `group`, `window` (index), `end`, `sums`, `maxima`, the measures of `kinds`; of windows that hold one of
        `rows`, and maybe of others, whose sums are 0.
    """
    if len(plan.ends) > 1:
        return swept_windows(rows, kinds, plan, group=group, sums=sums, maxima=maxima)
    windows = sums_at_end(rows, plan, group=group, sums=sums, maxima=maxima)
    for keys in kinds:
        windows = windows.join(measures_at_end(keys, plan), on=[*group, "window", "end"], how="left")
    return windows
