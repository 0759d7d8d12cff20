"""Which rows of integration count: each is accepted, or rejected for the first reason that holds.

The rules are those of the data contract, applied alike by every job that reads integration, so that their totals
reconcile. Values come as text (JSON) or in Parquet's own types; both end as the same columns.
"""

from dataclasses import dataclass
from typing import Literal

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F
from pyspark.sql import types as T

from ndr_spark.addresses import canonical_address

REASONS = ("bad_record", "bad_ip", "bad_bytes", "bad_port", "bad_time", "bad_duration", "out_of_batch")
"""Reasons for a rejection, in the order in which they are tested."""

SLICE_MICROS = 15 * 60 * 1_000_000
"""Length of a slice in microseconds."""

_TRANSPORTS_WITH_PORTS = ("tcp", "udp", "sctp", "dccp", "udplite")
_MAX_PORT = 65_535

# Patterns end with \z: a $ would also stand before a last line break.
_WHOLE_NUMBER = r"^[+-]?[0-9]+(\.0+)?\z"
_ISO_TIME = (
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?"
    r"(Z|[+-][0-9]{2}(:?[0-9]{2})?)?\z"
)
_EPOCH = r"^[+-]?[0-9]+(\.[0-9]+)?\z"
_LAST_MICRO = 9_223_372_022_400_000_000
"""The latest time that a timestamp can hold, in microseconds since the epoch."""
_MOST_DIGITS = 1_000


@dataclass(frozen=True, kw_only=True)
class RowRules:
    """What a JobSpec says about rows of integration."""

    time_format: Literal["iso8601", "epoch_seconds", "epoch_milliseconds"]
    late_events: Literal["clamp", "reject"]


def judged(rows: DataFrame, rules: RowRules) -> DataFrame:
    """Reads the values of `rows` and decides on each row.

    Args:
        rows: the columns of integration by their own names, and `batch_start`, `batch_end` (microseconds since the
            epoch), `is_record` (whether the row was a JSON object), `mini_batch_id`.
        rules: time format and late policy.

    Returns:
        `mini_batch_id`, `reason` (null when accepted), and the values: `src`, `dst` (canonical text), `dst_port`
        (0 where the transport has none), `src_bytes`, `dst_bytes`, `start_us`, `end_us`, `slice_us` (microseconds
        since the epoch), `action`, `end_reason`, `name`, `transport` (lower case), `is_late`, `is_early`.
        Columns of `rows` that are not integration's stay.
    """
    kept = [name for name in rows.columns if name not in _integration_columns]
    read = rows.select(
        *kept,
        canonical_address(F.col("source_ip").cast("string")).alias("src"),
        canonical_address(F.col("destination_ip").cast("string")).alias("dst"),
        _whole_number(rows, "source_bytes").alias("src_bytes"),
        _whole_number(rows, "destination_bytes").alias("dst_bytes"),
        *_port(rows, "source_port"),
        *_port(rows, "destination_port"),
        _instant(rows, "event_start", rules.time_format).alias("start_us"),
        _instant(rows, "event_end", rules.time_format).alias("end_us"),
        _lower("event_action").alias("action"),
        _lower("event_reason").alias("end_reason"),
        F.coalesce(_lower("event_name"), F.lit("traffic")).alias("name"),
        _lower("network_transport").alias("transport"),
    )
    has_ports = F.coalesce(F.col("transport").isin(*_TRANSPORTS_WITH_PORTS), F.lit(False))
    is_early = F.col("end_us") < F.col("batch_start")
    is_late = F.col("end_us") >= F.col("batch_end")
    clamped = F.greatest(F.col("batch_start"), F.least(F.col("end_us"), F.col("batch_end") - 1))
    return read.select(
        *[name for name in kept if name not in ("batch_start", "batch_end", "is_record")],
        _reason(has_ports, is_early | is_late, rules).alias("reason"),
        "src",
        "dst",
        F.when(has_ports, F.col("destination_port")).otherwise(F.lit(0)).cast("int").alias("dst_port"),
        "src_bytes",
        "dst_bytes",
        "start_us",
        "end_us",
        (clamped - F.pmod(clamped, F.lit(SLICE_MICROS))).alias("slice_us"),
        F.coalesce("action", F.lit("")).alias("action"),
        F.coalesce("end_reason", F.lit("")).alias("end_reason"),
        "name",
        F.coalesce("transport", F.lit("")).alias("transport"),
        has_ports.alias("has_ports"),
        is_late.alias("is_late"),
        is_early.alias("is_early"),
    )


_integration_columns = frozenset(
    (
        "source_ip",
        "destination_ip",
        "source_port",
        "destination_port",
        "source_bytes",
        "destination_bytes",
        "event_start",
        "event_end",
        "event_action",
        "event_reason",
        "event_name",
        "network_transport",
    )
)


def _reason(has_ports: Column, is_outside: Column, rules: RowRules) -> Column:
    """The first reason that holds, in the order of `REASONS`; null when none does."""
    lacks_bytes = [F.col(name).isNull() | (F.col(name) < 0) for name in ("src_bytes", "dst_bytes")]
    bad_port = ~F.col("source_port_readable") | ~F.col("destination_port_readable")
    lacks_port = has_ports & F.col("destination_port").isNull()
    reason = (
        F.when(~F.col("is_record"), "bad_record")
        .when(F.col("src").isNull() | F.col("dst").isNull(), "bad_ip")
        .when(lacks_bytes[0] | lacks_bytes[1], "bad_bytes")
        .when(bad_port | lacks_port, "bad_port")
        .when(F.col("start_us").isNull() | F.col("end_us").isNull(), "bad_time")
        .when(F.col("end_us") < F.col("start_us"), "bad_duration")
    )
    return reason.when(is_outside, "out_of_batch") if rules.late_events == "reject" else reason


def _port(rows: DataFrame, name: str) -> tuple[Column, Column]:
    """A port as a number, null when it is absent; and whether it is absent or readable."""
    number = _whole_number(rows, name)
    in_range = number.between(0, _MAX_PORT)
    return (
        F.when(in_range, number).cast("int").alias(name),
        (F.col(name).isNull() | F.coalesce(in_range, F.lit(False))).alias(f"{name}_readable"),
    )


def _lower(name: str) -> Column:
    return F.lower(F.col(name).cast("string"))


def _whole_number(rows: DataFrame, name: str) -> Column:
    """A number without a fraction as long, null when it is absent or not one; 12.0 is 12."""
    value = F.col(name)
    kind = rows.schema[name].dataType
    if isinstance(kind, T.IntegralType):
        return value.cast("long")
    if isinstance(kind, (T.DoubleType, T.FloatType, T.DecimalType)):
        return F.when(value == F.floor(value), value).cast("long")
    if not isinstance(kind, T.StringType):
        return F.lit(None).cast("long")
    plain = F.expr(f"try_cast({name} AS bigint)")
    whole = F.expr(f"try_cast(substring_index({name}, '.', 1) AS bigint)")
    return F.when(plain.cast("string") == value, plain).when(value.rlike(_WHOLE_NUMBER), whole)


def _instant(rows: DataFrame, name: str, time_format: str) -> Column:
    """A time in microseconds since the epoch, fractions of it floored; null when it is absent or unreadable."""
    value = F.col(name)
    kind = rows.schema[name].dataType
    if isinstance(kind, (T.TimestampType, T.TimestampNTZType)):
        return F.unix_micros(value.cast("timestamp"))
    text = value.cast("string")
    if time_format == "iso8601":
        # Spark takes a zone apart by patterns that it compiles for each value; without one it takes the session's, UTC.
        without_z = F.expr(f"try_cast(rtrim('Z', {name}) AS timestamp)")
        # It knows no zone behind minutes.
        with_seconds = F.expr(f"try_cast(overlay({name} PLACING ':00' FROM 17 FOR 0) AS timestamp)")
        parsed = F.coalesce(without_z, with_seconds)
        return F.when(text.rlike(_ISO_TIME), F.unix_micros(parsed))
    if isinstance(kind, (T.DoubleType, T.FloatType, T.DecimalType)):
        text = value.cast("decimal(38, 18)").cast("string")  # without an exponent
    return F.when(text.rlike(_EPOCH), _epoch_micros(text, 6 if time_format == "epoch_seconds" else 3))


def _epoch_micros(text: Column, digits: int) -> Column:
    """Epoch time as text in microseconds, digit by digit: `digits` decimal places of it count, the rest is floored."""
    whole = F.substring_index(text, ".", 1)
    fraction = F.when(F.instr(text, ".") > 0, F.substring_index(text, ".", -1)).otherwise(F.lit(""))
    limit = _LAST_MICRO // 10**digits
    units = F.when(whole.cast("long").between(-limit, limit), whole.cast("long") * 10**digits)
    micros = F.rpad(F.substring(fraction, 1, digits), digits, "0").cast("long")
    is_between_micros = F.substring(fraction, digits + 1, _MOST_DIGITS).rlike("[1-9]")
    before_epoch = units - micros - is_between_micros.cast("long")
    return F.when(text.startswith("-"), before_epoch).otherwise(units + micros)
