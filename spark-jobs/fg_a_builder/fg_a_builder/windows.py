"""Windows and their ends, in slice numbers (slices since the epoch)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

from ndr_spark.generated.constants import WINDOW_SLICES
from ndr_spark.row_quality import SLICE_MICROS


@dataclass(frozen=True, kw_only=True)
class WindowPlan:
    """Which windows end where. A window that ends with slice `e` holds the slices `e - length + 1` to `e`."""

    lengths: Mapping[str, int]
    """Lengths in slices, by window label, shortest first. A window's place in this order is its index."""
    ends: tuple[int, ...]
    """Numbers of the last slices of the windows, in order."""

    @property
    def longest(self) -> int:
        """Slices of the longest window."""
        return max(self.lengths.values())

    @property
    def last_end(self) -> int:
        """The last end."""
        return self.ends[-1]

    def slices(self) -> list[int]:
        """Numbers of the slices that the windows hold, in order."""
        return sorted({number for end in self.ends for number in range(end - self.longest + 1, end + 1)})

    def is_end(self, number: Column) -> Column:
        """Whether `number` is one of the ends."""
        if len(self.ends) == self.ends[-1] - self.ends[0] + 1:
            return number.between(self.ends[0], self.ends[-1])
        return number.isin(*self.ends)


def window_plan(labels: Iterable[str], ends: Iterable[int]) -> WindowPlan:
    """The plan of windows with `labels` at `ends`."""
    lengths = sorted((WINDOW_SLICES[label], label) for label in labels)
    return WindowPlan(lengths={label: length for length, label in lengths}, ends=tuple(sorted(ends)))


def with_slice_number(rows: DataFrame) -> DataFrame:
    """Adds `slice`, the number of the slice that starts at `slice_start`."""
    return rows.withColumn("slice", F.floor(F.unix_micros("slice_start") / SLICE_MICROS).cast("int"))
