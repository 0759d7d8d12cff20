"""Keys that a host meets with its peers: what breadth, spread, concentration and high-risk segments count."""

from collections.abc import Sequence

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

from ndr_spark.generated.shared_settings import SegmentMapping
from ndr_spark.segments import segment_of

PEER = "peer"
PORT = "port"
SEGMENT = "segment"
HIGH_RISK_PEER = "high_risk_peer"

NO_ADDRESS = ""
NO_PORT = -1
NO_BASELINE = -1


def peer_keys(peers: DataFrame, mapping: SegmentMapping, high_risk_segments: Sequence[str]) -> DataFrame:
    """Keys of each row of peers.

    Args:
        peers: `host_ip`, `role`, `slice`, `peer_ip`, `peer_port`, `sessions`, `bytes`.
        mapping: how an address becomes a segment.
        high_risk_segments: ids of segments.

    Returns:
        What `key_spans` takes.
    """
    with_segment = peers.withColumn("segment", segment_of(F.col("peer_ip"), mapping))
    keys = [
        key(PEER, address=F.col("peer_ip"), is_distributed=True),
        key(PORT, port=F.col("peer_port"), is_distributed=True),
        key(SEGMENT, address=F.col("segment")),
    ]
    if high_risk_segments:
        keys.append(key(HIGH_RISK_PEER, address=F.col("peer_ip"), condition=is_high_risk(high_risk_segments)))
    return keyed(with_segment, keys)


def is_high_risk(high_risk_segments: Sequence[str]) -> Column:
    """Whether `segment` is one of the high-risk segments."""
    return F.col("segment").isin(*high_risk_segments)


def key(
    kind: str,
    *,
    address: Column | None = None,
    port: Column | None = None,
    baseline: Column | None = None,
    is_distributed: bool = False,
    condition: Column | None = None,
) -> Column:
    """One key as a struct; null where `condition` does not hold."""
    struct = F.struct(
        F.lit(kind).alias("kind"),
        (F.lit(NO_BASELINE) if baseline is None else baseline).alias("baseline"),
        (F.lit(NO_ADDRESS) if address is None else address).alias("address"),
        (F.lit(NO_PORT) if port is None else port).alias("port"),
        F.lit(is_distributed).alias("is_distributed"),
    )
    return struct if condition is None else F.when(condition, struct)


def keyed(rows: DataFrame, keys: Sequence[Column]) -> DataFrame:
    """A row a key of each of `rows`."""
    each = rows.select("host_ip", "role", "slice", "sessions", "bytes", F.explode(F.array(*keys)).alias("key"))
    return each.where(F.col("key").isNotNull()).select("host_ip", "role", "slice", "sessions", "bytes", "key.*")
