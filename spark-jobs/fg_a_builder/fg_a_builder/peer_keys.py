"""Keys that a host meets with its peers: what breadth, spread, concentration and high-risk segments measure."""

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from fg_a_builder.keys import Keys
from ndr_spark.generated.fg_a_builder_spec import FgABuilderSpec
from ndr_spark.segments import segment_of

PEER = "peer"
PORT = "port"
SEGMENT = "segment"
HIGH_RISK_PEER = "high_risk_peer"
HIGH_RISK_SESSIONS = "high_risk_sessions"


def peer_keys(peers: DataFrame, spec: FgABuilderSpec) -> list[Keys]:
    """Peers, services and segments of peers.

    Args:
        peers: `host_ip`, `role`, `slice`, `peer_ip`, `peer_port`, `sessions`, `bytes`.
        spec: says what a segment is, and which are of high risk.
    """
    segment = segment_of(F.col("peer_ip"), spec.segment_mapping)
    # Spark would make the segment of every row also where none is asked for.
    is_high_risk = segment.isin(*spec.high_risk_segments) if spec.high_risk_segments else F.lit(False)
    risky = peers.withColumn("is_high_risk", is_high_risk)
    counted = {PEER: None, HIGH_RISK_PEER: "is_high_risk"}
    return [
        Keys(kind=PEER, rows=risky, columns=("peer_ip",), counted=counted, is_distributed=True),
        Keys(kind=PORT, rows=peers, columns=("peer_port",), counted={PORT: None}, is_distributed=True),
        Keys(kind=SEGMENT, rows=peers.withColumn("segment", segment), columns=("segment",), counted={SEGMENT: None}),
    ]


def high_risk_sessions(peers: DataFrame, spec: FgABuilderSpec) -> DataFrame:
    """Sessions with peers in high-risk segments, by `host_ip`, `role` and `slice`, as `high_risk_sessions`."""
    is_high_risk = segment_of(F.col("peer_ip"), spec.segment_mapping).isin(*spec.high_risk_segments)
    return (
        peers.where(is_high_risk).groupBy("host_ip", "role", "slice").agg(F.sum("sessions").alias(HIGH_RISK_SESSIONS))
    )
