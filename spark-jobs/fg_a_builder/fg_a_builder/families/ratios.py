"""Families ratios and balance: sums in relation to each other."""

from pyspark.sql import Column
from pyspark.sql import functions as F

from fg_a_builder.families.sums import duration_seconds


def ratios() -> dict[str, Column]:
    """Means and shares a session."""
    sessions = F.col("sessions_cnt")
    return {
        "duration_mean": duration_seconds() / sessions,
        "deny_ratio": F.col("deny_cnt") / sessions,
        "transport_tcp_ratio": F.col("tcp_cnt") / sessions,
        "transport_udp_ratio": F.col("udp_cnt") / sessions,
        "transport_icmp_ratio": F.col("icmp_cnt") / sessions,
    }


def balance() -> dict[str, Column]:
    """From -1, everything received, to 1, everything sent."""
    sent, received = F.col("bytes_sent_sum"), F.col("bytes_recv_sum")
    return {"bytes_asymmetry": share(sent - received, sent + received)}


def share(part: Column, total: Column) -> Column:
    """`part` of `total`; 0 when the total is 0."""
    return F.when(total == 0, 0.0).otherwise(part / total)
