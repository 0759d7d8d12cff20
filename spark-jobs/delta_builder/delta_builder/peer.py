"""deltas/peer: what a host did with each peer and service, the exact ground of counts, entropies and shares."""

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

KEY = ("host_ip", "role", "slice_start", "peer_ip", "peer_port")


def peer_deltas(ends: DataFrame) -> DataFrame:
    """Sums over each (host_ip, role, slice_start, peer_ip, peer_port); peer_port is always the destination port.

    Args:
        ends: what `roles.by_role` returns.
    """
    return ends.groupBy(*KEY).agg(
        F.count(F.lit(1)).alias("sessions_cnt"),
        F.sum("sent").alias("bytes_sent_sum"),
        F.sum("received").alias("bytes_recv_sum"),
    )
