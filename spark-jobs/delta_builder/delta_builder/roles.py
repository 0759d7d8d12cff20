"""Each accepted row seen twice: by its source (outbound) and by its destination (inbound)."""

from collections.abc import Sequence

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

from ndr_spark.addresses import in_any_network

_FACTS = ("dst_port", "dst_bytes", "start_us", "end_us", "slice_us", "action", "end_reason", "name", "transport")


def by_role(rows: DataFrame, internal_networks: Sequence[str]) -> DataFrame:
    """One row for each end of a session that is a host, that is, an address in `internal_networks`.

    Returns:
        `host_ip`, `role`, `peer_ip`, `peer_port`, `sent`, `received` (bytes of the host), `slice_start`,
        `duration_us`, and the session's `end_us`, `dst_bytes`, `action`, `end_reason`, `name`, `transport`,
        `is_outside` (late or early).
    """
    outbound = _end("outbound", "src", "dst", "src_bytes", "dst_bytes")
    inbound = _end("inbound", "dst", "src", "dst_bytes", "src_bytes")
    facts = [F.col(name) for name in _FACTS]
    ends = rows.select(
        *facts, (F.col("is_late") | F.col("is_early")).alias("is_outside"), F.inline(F.array(outbound, inbound))
    )
    return ends.where(in_any_network(F.col("host_ip"), internal_networks)).select(
        "host_ip",
        "role",
        F.timestamp_micros("slice_us").alias("slice_start"),
        "peer_ip",
        F.col("dst_port").alias("peer_port"),
        "sent",
        "received",
        (F.col("end_us") - F.col("start_us")).alias("duration_us"),
        "end_us",
        "dst_bytes",
        "action",
        "end_reason",
        "name",
        "transport",
        "is_outside",
    )


def _end(role: str, host: str, peer: str, sent: str, received: str) -> Column:
    return F.struct(
        F.lit(role).alias("role"),
        F.col(host).alias("host_ip"),
        F.col(peer).alias("peer_ip"),
        F.col(sent).alias("sent"),
        F.col(received).alias("received"),
    )
