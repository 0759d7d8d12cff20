"""Keys that a host meets, of which windows hold a number of different ones: peers, services, segments."""

from collections.abc import Mapping
from dataclasses import dataclass

from pyspark.sql import DataFrame

HOST = ("host_ip", "role")
"""What windows are of."""


@dataclass(frozen=True, kw_only=True)
class Keys:
    """The keys of one kind, by slice."""

    kind: str
    """Name of the kind, with which the names of its measures begin."""
    rows: DataFrame
    """`group`, `columns`, `slice`, `sessions`, `bytes`, and the conditions; one or more rows a key and slice."""
    columns: tuple[str, ...]
    """What makes a key."""
    group: tuple[str, ...] = HOST
    """Whose keys are counted together."""
    counted: Mapping[str, str | None]
    """Numbers of different keys that are wanted, each of the keys that a boolean column names, or of all.

    The column is the same in every row of a key.
    """
    is_distributed: bool = False
    """Whether it is wanted how sessions and bytes are distributed over the keys as well."""

    @property
    def identity(self) -> tuple[str, ...]:
        """A key of a group, with its conditions."""
        return (*self.group, *self.columns, *[name for name in self.counted.values() if name is not None])

    @property
    def measures(self) -> tuple[str, ...]:
        """Names of what is measured in each window."""
        counts = tuple(count(name) for name in self.counted)
        return (*counts, *distribution(self.kind)) if self.is_distributed else counts


def count(name: str) -> str:
    """The column of a number of different keys."""
    return f"{name}_keys"


def spread_whole(kind: str) -> str:
    """The column of the sum of c ln c over the sessions c of each key, in whole numbers."""
    return f"{kind}_spread_whole"


def spread_fraction(kind: str) -> str:
    """The column of what `spread_whole` leaves out, in units of 1 / `spread.FRACTION`."""
    return f"{kind}_spread_fraction"


def top_sessions(kind: str) -> str:
    """The column of the sessions of the key that has most."""
    return f"{kind}_top_sessions"


def top_bytes(kind: str) -> str:
    """The column of the bytes of the key that has most."""
    return f"{kind}_top_bytes"


def distribution(kind: str) -> tuple[str, ...]:
    """The columns that say how sessions and bytes are distributed over the keys of a kind."""
    return (spread_whole(kind), spread_fraction(kind), top_sessions(kind), top_bytes(kind))
