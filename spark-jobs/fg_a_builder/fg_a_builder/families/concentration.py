"""Family concentration: the share of the largest key."""

from pyspark.sql import Column
from pyspark.sql import functions as F

from fg_a_builder.families.ratios import share
from fg_a_builder.keys import top_bytes, top_sessions
from fg_a_builder.peer_keys import PEER, PORT


def concentration() -> dict[str, Column]:
    """Largest shares of sessions and of bytes, over peers and over services."""
    total_bytes = F.col("bytes_sent_sum") + F.col("bytes_recv_sum")
    return {
        "peer_ip_top1_sessions_share": share(F.col(top_sessions(PEER)), F.col("sessions_cnt")),
        "peer_port_top1_sessions_share": share(F.col(top_sessions(PORT)), F.col("sessions_cnt")),
        "peer_ip_top1_bytes_share": share(F.col(top_bytes(PEER)), total_bytes),
        "peer_port_top1_bytes_share": share(F.col(top_bytes(PORT)), total_bytes),
    }
