"""Families flags and high-risk segments."""

from pyspark.sql import Column
from pyspark.sql import functions as F

from fg_a_builder.keys import count
from fg_a_builder.peer_keys import HIGH_RISK_PEER, HIGH_RISK_SESSIONS


def flags() -> dict[str, Column]:
    """Whether the host went to a high-risk port, or met a peer in a high-risk segment: 0 or 1."""
    return {
        "has_high_risk_port_activity": (F.col("high_risk_port_sessions_cnt") > 0).cast("int"),
        "has_high_risk_segment_interaction": (F.col(HIGH_RISK_SESSIONS) > 0).cast("int"),
    }


def high_risk_segments() -> dict[str, Column]:
    """Sessions with peers in high-risk segments, and how many such peers."""
    return {
        "high_risk_segment_sessions_cnt": F.col(HIGH_RISK_SESSIONS),
        "high_risk_segment_unique_dsts": F.col(count(HIGH_RISK_PEER)),
    }
