"""pair_counts: sessions of each (source, destination, destination port) in a slice."""

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

from ndr_spark.generated.shared_settings import SegmentMapping
from ndr_spark.segments import segment_of

KEY = ("src_ip", "dst_ip", "dst_port", "slice_start")


def is_counted() -> Column:
    """Whether an accepted row counts as a pair: traffic to a port, or over a transport that has none."""
    return (F.col("name") == "traffic") & ((F.col("dst_port") > 0) | ~F.col("has_ports"))


def pair_counts(rows: DataFrame, segments: SegmentMapping) -> DataFrame:
    """Sums over each (src_ip, dst_ip, dst_port, slice_start); bytes are those that the source sent and received.

    Args:
        rows: accepted rows, as `row_quality.judged` gives them.
        segments: how the source becomes a segment.
    """
    counted = rows.where(is_counted()).select(
        F.col("src").alias("src_ip"),
        F.col("dst").alias("dst_ip"),
        "dst_port",
        F.timestamp_micros("slice_us").alias("slice_start"),
        "src_bytes",
        "dst_bytes",
        "start_us",
        "end_us",
    )
    sums = counted.groupBy(*KEY).agg(
        F.count(F.lit(1)).alias("sessions_cnt"),
        F.sum("src_bytes").alias("bytes_sent_sum"),
        F.sum("dst_bytes").alias("bytes_recv_sum"),
        F.timestamp_micros(F.min("start_us")).alias("first_event_ts"),
        F.timestamp_micros(F.max("end_us")).alias("last_event_ts"),
    )
    return sums.withColumn("segment_id", segment_of(F.col("src_ip"), segments))
