"""Measures of the keys of each kind, side by side: one row a host, role and window."""

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

from fg_a_builder.novelty import NEW_PAIR, NEW_PEER, NEW_PORT, NEW_SOURCE_PORT, RARE_PEER, RARE_PORT
from fg_a_builder.peer_keys import HIGH_RISK_PEER, PEER, PORT, SEGMENT

WINDOW_KEY = ("host_ip", "role", "window", "end")

_COUNTED = (PEER, PORT, SEGMENT, HIGH_RISK_PEER, NEW_PEER, RARE_PEER, NEW_PORT, RARE_PORT, NEW_PAIR, NEW_SOURCE_PORT)
_DISTRIBUTED = (PEER, PORT)
_DISTRIBUTION = ("spread_whole", "spread_fraction", "top_sessions", "top_bytes")


def side_by_side(measures: DataFrame) -> DataFrame:
    """One row a host, role and window.

    Args:
        measures: what `key_windows` returns, of each window only the baseline that it is measured against.
    """

    def of(kind: str, name: str) -> Column:
        return F.max(F.when(F.col("kind") == kind, F.col(name))).alias(f"{kind}_{name}")

    counts = [of(kind, "keys") for kind in _COUNTED]
    distributions = [of(kind, name) for kind in _DISTRIBUTED for name in _DISTRIBUTION]
    return measures.groupBy(*WINDOW_KEY).agg(*counts, *distributions)


def keys(kind: str) -> Column:
    """How many keys of a kind the window holds."""
    return F.coalesce(F.col(f"{kind}_keys"), F.lit(0).cast("long"))


def spread_whole(kind: str) -> Column:
    """Σ c ln c over the sessions c of each key, in whole numbers."""
    return F.col(f"{kind}_spread_whole")


def spread_fraction(kind: str) -> Column:
    """What `spread_whole` leaves out, in units of 1 / `FRACTION`."""
    return F.col(f"{kind}_spread_fraction")


def top_sessions(kind: str) -> Column:
    """Sessions of the key that has most."""
    return F.col(f"{kind}_top_sessions")


def top_bytes(kind: str) -> Column:
    """Bytes of the key that has most."""
    return F.col(f"{kind}_top_bytes")
