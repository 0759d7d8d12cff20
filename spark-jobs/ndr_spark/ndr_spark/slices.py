"""The grid of quarter hours: slices of UTC, each named by its start."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

SLICE = timedelta(minutes=15)
"""Length of a slice."""


@dataclass(frozen=True, order=True)
class Interval:
    """The half-open interval `[start, end)` between two instants of the grid."""

    start: datetime
    end: datetime

    def slices(self) -> Iterator[datetime]:
        """Starts of its slices, in order."""
        return slices_between(self.start, self.end)

    def __str__(self) -> str:
        return f"{instant_text(self.start)} to {instant_text(self.end)}"


def slices_between(start: datetime, end: datetime) -> Iterator[datetime]:
    """Starts of the slices in `[start, end)`, in order."""
    while start < end:
        yield start
        start += SLICE


def slice_number(slice_start: datetime) -> int:
    """Slices since the epoch."""
    return int(slice_start.timestamp()) // int(SLICE.total_seconds())


def numbered_slice(number: int) -> datetime:
    """Start of the slice with that number."""
    return datetime.fromtimestamp(number * SLICE.total_seconds(), tz=timezone.utc)


def instant_text(instant: datetime) -> str:
    """An instant of the grid in ISO 8601: `2024-04-19T00:15:00Z`."""
    return instant.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_instant(text: str) -> datetime:
    """The instant of the grid that ISO 8601 text in UTC names.

    Raises:
        ValueError: it is no such text, or names another instant than a quarter hour.
    """
    whole = re.sub(r"\.0+(?=Z|\+)", "", text).replace("Z", "+00:00")
    instant = datetime.fromisoformat(whole)
    if instant.utcoffset() != timedelta():
        raise ValueError(f"{text} is not in UTC")
    instant = instant.astimezone(timezone.utc)
    if instant.timestamp() % SLICE.total_seconds():
        raise ValueError(f"{text} is no quarter hour")
    return instant


def spans(slices: Iterable[datetime]) -> list[Interval]:
    """The fewest intervals that hold exactly `slices`."""
    found: list[Interval] = []
    for start in sorted(slices):
        if found and found[-1].end == start:
            found[-1] = Interval(found[-1].start, start + SLICE)
        else:
            found.append(Interval(start, start + SLICE))
    return found
