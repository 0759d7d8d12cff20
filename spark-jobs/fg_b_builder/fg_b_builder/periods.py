"""Periods: the pieces into which the bounds of all snapshots' ranges cut time, so that each range is a few of them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from pyspark.sql import Column
from pyspark.sql import functions as F

from ndr_spark.slices import SLICE, Interval, slice_number


@dataclass(frozen=True, kw_only=True)
class Periods:
    """Periods numbered in the order of time, and the ranges as numbers of their periods."""

    first_slice: int
    """Slice from which blocks are counted."""
    slices_a_block: int
    """Every bound lies between two blocks of so many slices."""
    period_by_block: Sequence[int | None]
    """None of blocks that lie in no range."""
    ranges: Sequence[tuple[int, int]]
    """First and last period of each snapshot's range."""


def periods_of(intervals: Sequence[Interval]) -> Periods:
    """The periods of intervals that are not empty."""
    bounds = sorted({slice_number(bound) for interval in intervals for bound in (interval.start, interval.end)})
    block = math.gcd(*(after - bounds[0] for after in bounds)) or 1
    by_block: list[int | None] = []
    period = -1
    for start, end in pairwise(bounds):
        covered = any(_covers(interval, start) for interval in intervals)
        period += covered
        by_block += [period if covered else None] * ((end - start) // block)

    def period_at(instant: datetime) -> int:
        found = by_block[(slice_number(instant) - bounds[0]) // block]
        assert found is not None, "every slice of a range lies in a period"
        return found

    return Periods(
        first_slice=bounds[0],
        slices_a_block=block,
        period_by_block=by_block,
        ranges=[(period_at(interval.start), period_at(interval.end - SLICE)) for interval in intervals],
    )


def period(periods: Periods, slice_start: str) -> Column:
    """The period of a timestamp column; null outside all ranges."""
    block = F.floor(
        (F.unix_seconds(slice_start) / int(SLICE.total_seconds()) - periods.first_slice) / periods.slices_a_block
    )
    return F.get(F.array(*[F.lit(number) for number in periods.period_by_block]), block.cast("int"))


def snapshot_ranges(ranges: Sequence[tuple[int, int]]) -> Column:
    """An array of `snapshot`, `first` and `last` (periods)."""
    return F.array(
        *[
            F.struct(F.lit(number).alias("snapshot"), F.lit(first).alias("first"), F.lit(last).alias("last"))
            for number, (first, last) in enumerate(ranges)
        ]
    )


def covering(ranges: Sequence[tuple[int, int]]) -> Column:
    """The snapshots (array of their numbers) whose ranges hold the column `period`."""
    chosen = F.filter(snapshot_ranges(ranges), lambda each: F.col("period").between(each["first"], each["last"]))
    return F.transform(chosen, lambda each: each["snapshot"])


def _covers(interval: Interval, slice_: int) -> bool:
    return slice_number(interval.start) <= slice_ < slice_number(interval.end)
