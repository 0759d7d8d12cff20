"""Partitions: what one commit record stands for, a folder of the same name in each table of a dataset."""

from dataclasses import dataclass
from datetime import datetime
from functools import reduce

from pyspark.sql import Column
from pyspark.sql import functions as F


@dataclass(frozen=True, order=True)
class Partition:
    """A slice, or a snapshot of baselines."""

    values: tuple[tuple[str, str], ...]
    """Partition columns with their values."""
    record: str
    """Path of its commit record below the dataset's prefix."""

    @property
    def folder(self) -> str:
        """Path of its folder below a table's."""
        return "/".join(f"{name}={value}" for name, value in self.values)

    def holds(self) -> Column:
        """Whether a row with the partition columns lies in it."""
        return reduce(Column.__and__, [F.col(name) == value for name, value in self.values])


def slice_partition(slice_start: datetime) -> Partition:
    """The partition of a slice."""
    day, hour, minute = f"{slice_start:%Y-%m-%d}", f"{slice_start:%H}", f"{slice_start:%M}"
    return Partition((("dt", day), ("hh", hour), ("mm", minute)), f"_commits/dt={day}/{hour}{minute}.json")


def snapshot_partition(feature_spec_version: str, horizon: str, baseline_end: datetime) -> Partition:
    """The partition of the snapshot of a horizon (`7d`, `30d`) at a reference time, a midnight of UTC."""
    values = (
        ("feature_spec_version", feature_spec_version),
        ("baseline_horizon", horizon),
        ("baseline_end", f"{baseline_end:%Y-%m-%d}"),
    )
    folder = "/".join(f"{name}={value}" for name, value in values)
    return Partition(values, f"_commits/{folder}.json")
