"""deltas/host: sums of a host, role and slice that stay true when slices are added up."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

from ndr_spark.generated.delta_builder_spec import PortSets

KEY = ("host_ip", "role", "slice_start")

_MINUTE_MICROS = 60_000_000
_MINUTES_A_SLICE = 15
_ICMP = ("icmp", "icmp6", "ipv6-icmp")


@dataclass(frozen=True, kw_only=True)
class HostRules:
    """What a JobSpec says about sessions."""

    deny_actions: tuple[str, ...]
    """Actions that count as denied; a `*` at the end stands for any ending."""
    short_session_seconds: float
    port_sets: PortSets


def host_deltas(ends: DataFrame, rules: HostRules, *, has_clamped: bool) -> DataFrame:
    """Sums over each (host_ip, role, slice_start); bytes are those that the host sent and received.

    Args:
        ends: what `roles.by_role` returns.
        rules: what counts as denied, short, or of a port set.
        has_clamped: whether some sessions were clamped into their slices; what they need is left out otherwise.
    """
    sums = ends.groupBy(*KEY).agg(
        F.count(F.lit(1)).alias("sessions_cnt"),
        F.sum("sent").alias("bytes_sent_sum"),
        F.sum("received").alias("bytes_recv_sum"),
        (F.sum("duration_us") / 1_000_000).alias("duration_sum"),
        *[F.count_if(condition).alias(name) for name, condition in _conditions(rules).items()],
        *[F.count_if(_in_minute(minute)).alias(_minute_column(minute)) for minute in range(_MINUTES_A_SLICE)],
    )
    minutes = [_minute_column(minute) for minute in range(_MINUTES_A_SLICE)]
    in_slice = F.greatest(*minutes)
    if not has_clamped:
        return sums.withColumn("max_sessions_per_minute", in_slice).drop(*minutes)
    joined = sums.join(_bursts_outside(ends), on=list(KEY), how="left")
    burst = F.greatest(in_slice, F.coalesce("outside", F.lit(0)))
    return joined.withColumn("max_sessions_per_minute", burst).drop("outside", *minutes)


def _conditions(rules: HostRules) -> dict[str, Column]:
    """Which sessions each counter counts."""
    short_micros = round(rules.short_session_seconds * 1_000_000)
    transport, reason, action = F.col("transport"), F.col("end_reason"), F.col("action")
    ports = {
        "high_risk": rules.port_sets.high_risk,
        "admin": rules.port_sets.admin,
        "fileshare": rules.port_sets.fileshare,
        "directory": rules.port_sets.directory,
        "db": rules.port_sets.db,
    }
    return {
        "allow_cnt": action == "allow",
        "deny_cnt": _is_one_of(action, rules.deny_actions),
        "alert_cnt": action == "alert",
        "rst_cnt": reason.startswith("tcp-rst"),
        "aged_out_cnt": reason == "aged-out",
        "zero_reply_cnt": F.col("dst_bytes") == 0,
        "short_session_cnt": F.col("duration_us") <= short_micros,
        "threat_cnt": F.col("name") == "threat",
        "traffic_cnt": F.col("name") == "traffic",
        "tcp_cnt": transport == "tcp",
        "udp_cnt": transport == "udp",
        "icmp_cnt": transport.isin(*_ICMP),
        **{f"{name}_port_sessions_cnt": F.col("peer_port").isin(*numbers) for name, numbers in ports.items()},
    }


def _is_one_of(action: Column, patterns: Sequence[str]) -> Column:
    tests = [
        action.startswith(pattern[:-1].lower()) if pattern.endswith("*") else action == pattern.lower()
        for pattern in patterns
    ]
    return reduce(lambda left, right: left | right, tests, F.lit(False))


def _minute_column(minute: int) -> str:
    return f"minute_{minute}_cnt"


def _in_minute(minute: int) -> Column:
    """Whether a session on time ended in that minute of its slice."""
    return ~F.col("is_outside") & (F.pmod(F.floor(F.col("end_us") / _MINUTE_MICROS), F.lit(_MINUTES_A_SLICE)) == minute)


def _bursts_outside(ends: DataFrame) -> DataFrame:
    """Most sessions a minute among those that were clamped into a slice: their real minutes lie outside of it."""
    minute = F.floor(F.col("end_us") / _MINUTE_MICROS).alias("minute")
    counted = ends.where(F.col("is_outside")).groupBy(*KEY, minute).agg(F.count(F.lit(1)).alias("sessions"))
    return counted.groupBy(*KEY).agg(F.max("sessions").alias("outside"))
