"""Spans of window ends over which a key's sums over a window stay as they are.

Keys are of several kinds: peers, services, segments. Counts over a window never add up across slices, so each key's
own sums over the window are needed. As a window slides, a key's sums change only when one of its slices enters or
leaves, so each slice of a key gives at most two spans a window. A key whose neighbouring slices are further away than
the window is long gives just one, which its slice alone decides: most keys are seen once, and many of them share a
span. Spans are therefore summed up right away.
"""

from pyspark.sql import Column, DataFrame, Window
from pyspark.sql import functions as F

from fg_a_builder.windows import WindowPlan

SERIES = ("host_ip", "role", "kind", "baseline")
"""What keys are counted for: a host in a role, a kind of key, and the baseline that made the key one of the kind."""

KEY = ("address", "port")
"""A key of a kind."""

SPAN = ("first_window", "last_window", "start", "stop")
"""Windows (indexes in the plan, both included) and ends `[start, stop)`; of each window, ends before start + length."""

# c · ln c is kept as whole number and fraction, so that what enters a sum leaves it exactly, in any order.
FRACTION = 1 << 36
"""Units of a fraction: fine enough for 1e-11, and 134 million of them add up in 64 bits."""


def key_spans(keyed: DataFrame, plan: WindowPlan) -> DataFrame:
    """Sums over the keys of each series that have one span in common.

    Args:
        keyed: `SERIES`, `KEY`, `slice`, `sessions`, `bytes`, `is_distributed` (whether the distribution over the keys
            of the kind is wanted, or only their number); one or more rows a key and slice.
        plan: the windows and their ends.

    Returns:
        `SERIES`, `SPAN`, `keys` (how many), `spread_whole` and `spread_fraction`
        (Σ c ln c over their sessions c; the fraction in units of 1 / `FRACTION`), `top_sessions`, `top_bytes` (of the
        largest). Distributions are null where they are not wanted.
    """
    spans = _spans_of_one_end(keyed, plan) if len(plan.ends) == 1 else _spans_of_many_ends(keyed, plan)
    sessions = F.when(F.col("is_distributed"), F.col("sessions"))
    measured = spans.select(*SERIES, *SPAN, "sessions", "bytes", "is_distributed", spread(sessions).alias("spread"))
    whole, fraction = whole_and_fraction(F.col("spread"))
    return measured.groupBy(*SERIES, *SPAN).agg(
        F.count(F.lit(1)).alias("keys"),
        F.sum(whole).alias("spread_whole"),
        F.sum(fraction).alias("spread_fraction"),
        F.max(sessions).alias("top_sessions"),
        F.max(F.when(F.col("is_distributed"), F.col("bytes"))).alias("top_bytes"),
    )


def spread(sessions: Column) -> Column:
    """Of a key with c sessions, c ln c."""
    return sessions * F.log(sessions)


def whole_and_fraction(value: Column) -> tuple[Column, Column]:
    """A positive number as two whole ones, the second in units of 1 / `FRACTION`."""
    whole = F.floor(value)
    return whole.cast("long"), ((value - whole) * FRACTION).cast("long")


def _spans_of_one_end(keyed: DataFrame, plan: WindowPlan) -> DataFrame:
    """Each key's sums over each window that ends at the plan's only end."""
    end = plan.last_end
    in_window = {label: F.col("slice") > end - length for label, length in plan.lengths.items()}
    sums = keyed.groupBy(*SERIES, *KEY, "is_distributed").agg(
        *[F.sum(F.when(inside, F.col("sessions"))).alias(f"sessions_{label}") for label, inside in in_window.items()],
        *[F.sum(F.when(inside, F.col("bytes"))).alias(f"bytes_{label}") for label, inside in in_window.items()],
    )
    spans = [
        _span(index, index, F.lit(end), F.lit(end + 1), F.col(f"sessions_{label}"), F.col(f"bytes_{label}"))
        for index, label in enumerate(plan.lengths)
    ]
    return sums.select(*SERIES, "is_distributed", F.inline(F.array(*spans))).where(F.col("sessions") > 0)


def _spans_of_many_ends(keyed: DataFrame, plan: WindowPlan) -> DataFrame:
    """Each key's spans, by a sweep over its slices."""
    by_slice = Window.partitionBy(*SERIES, *KEY).orderBy("slice")
    so_far = by_slice.rowsBetween(Window.unboundedPreceding, Window.currentRow)
    a_slice = keyed.groupBy(*SERIES, *KEY, "is_distributed", "slice").agg(
        F.sum("sessions").alias("sessions"), F.sum("bytes").alias("bytes")
    )
    running = a_slice.select(
        "*",
        F.sum("sessions").over(so_far).alias("sessions_so_far"),
        F.sum("bytes").over(so_far).alias("bytes_so_far"),
        F.min("slice").over(so_far).alias("first_slice"),
        F.lag("slice").over(by_slice).alias("previous_slice"),
        F.lead("slice").over(by_slice).alias("next_slice"),
    )
    state = F.struct("sessions_so_far", "bytes_so_far", "slice", "next_slice")
    sliding = {index: length for index, length in enumerate(plan.lengths.values()) if length > 1}
    framed = running.select(
        "*",
        *[
            F.last(state).over(by_slice.rangeBetween(Window.unboundedPreceding, -length)).alias(f"left_{index}")
            for index, length in sliding.items()
        ],
        *[
            F.last(state).over(by_slice.rangeBetween(Window.unboundedPreceding, length)).alias(f"reached_{index}")
            for index, length in sliding.items()
        ],
        _windows_alone(plan).alias("windows_alone"),
    )
    changes = [change for index, length in sliding.items() for change in _changes(index, length)]
    spans = framed.select(*SERIES, "is_distributed", F.inline(F.array(_presence(plan), _alone(plan), *changes)))
    clipped = spans.where(F.col("sessions") > 0).select(
        *SERIES,
        "is_distributed",
        "first_window",
        "last_window",
        "start",
        F.least("stop", F.lit(plan.last_end + 1)).alias("stop"),
        "sessions",
        "bytes",
    )
    return clipped.where((F.col("start") < F.col("stop")) & (F.col("stop") > plan.ends[0]))


def _windows_alone(plan: WindowPlan) -> Column:
    """How many of the windows, shortest first, are too short to hold a neighbouring slice of the key as well."""
    slice_ = F.col("slice")
    # least passes over nulls: a key without neighbours is alone in every window
    gap = F.coalesce(F.least(slice_ - F.col("previous_slice"), F.col("next_slice") - slice_), F.lit(plan.longest))
    return sum((F.when(gap >= length, 1).otherwise(0) for length in plan.lengths.values()), F.lit(0))


def _presence(plan: WindowPlan) -> Column:
    """Of a kind whose keys are only counted: the ends at which this is the key's newest slice in the window."""
    slice_ = F.col("slice")
    stop = F.least(F.col("next_slice"), slice_ + plan.longest)
    sessions = F.when(~F.col("is_distributed"), F.col("sessions"))
    return _span(0, len(plan.lengths) - 1, slice_, stop, sessions, F.col("bytes"))


def _alone(plan: WindowPlan) -> Column:
    """The windows in which the slice is the key's only one."""
    slice_, windows = F.col("slice"), F.col("windows_alone")
    sessions = F.when(F.col("is_distributed") & (windows > 0), F.col("sessions"))
    return _span(0, windows - 1, slice_, slice_ + plan.longest, sessions, F.col("bytes"))


def _changes(index: int, length: int) -> list[Column]:
    """The span that begins when the key's slice enters the window, and the one that begins when it leaves."""
    slice_, following = F.col("slice"), F.col("next_slice")
    left, reached = F.col(f"left_{index}"), F.col(f"reached_{index}")
    is_wanted = F.col("is_distributed") & (F.col("windows_alone") <= index)
    none = F.lit(0).cast("long")
    oldest = F.coalesce(left.getField("next_slice"), F.col("first_slice"))
    entering = _span(
        index,
        index,
        slice_,
        F.least(following, oldest + length),
        F.when(is_wanted, F.col("sessions_so_far") - F.coalesce(left.getField("sessions_so_far"), none)),
        F.col("bytes_so_far") - F.coalesce(left.getField("bytes_so_far"), none),
    )
    # Where another slice enters at the same end, that one's span says it all.
    is_last_change = is_wanted & (reached.getField("slice") < slice_ + length)
    leaving = _span(
        index,
        index,
        slice_ + length,
        F.least(reached.getField("next_slice"), following + length),
        F.when(is_last_change, reached.getField("sessions_so_far") - F.col("sessions_so_far")),
        reached.getField("bytes_so_far") - F.col("bytes_so_far"),
    )
    return [entering, leaving]


def _span(first: int, last: int | Column, start: Column, stop: Column, sessions: Column, total: Column) -> Column:
    """A span as a struct; one whose `sessions` are null or 0 is none."""
    return F.struct(
        F.lit(first).alias("first_window"),
        (F.lit(last) if isinstance(last, int) else last).alias("last_window"),
        start.alias("start"),
        stop.alias("stop"),
        sessions.alias("sessions"),
        total.alias("bytes"),
    )
