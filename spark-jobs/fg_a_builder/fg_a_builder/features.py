"""Rows of FG-A, from the deltas of the windows' slices."""

from collections.abc import Sequence
from dataclasses import dataclass

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from fg_a_builder.families.breadth import breadth
from fg_a_builder.families.burst import MAXIMUM, burst
from fg_a_builder.families.concentration import concentration
from fg_a_builder.families.flags import flags, high_risk_segments
from fg_a_builder.families.novelty import novelty
from fg_a_builder.families.ratios import balance, ratios
from fg_a_builder.families.spread import spread_features
from fg_a_builder.families.sums import SUMMED, summands, sums
from fg_a_builder.keys import HOST, count
from fg_a_builder.measured_windows import measured_windows
from fg_a_builder.novelty import GROUP, NOVELTIES, BaselineUse, novel_keys
from fg_a_builder.peer_keys import HIGH_RISK_SESSIONS, high_risk_sessions, peer_keys
from fg_a_builder.windows import WindowPlan, with_slice_number
from ndr_spark.generated.fg_a_builder_spec import FgABuilderSpec
from ndr_spark.segments import segment_of


@dataclass(frozen=True, kw_only=True)
class Deltas:
    """Rows of deltas/host and deltas/peer of the slices that the windows hold."""

    host: DataFrame
    peer: DataFrame


@dataclass(frozen=True, kw_only=True)
class SeenPairs:
    """What the baselines saw, and which slices are looked up in which."""

    pairs: DataFrame
    """Rows of pair_host with `baseline`, the index of their baseline."""
    uses: Sequence[BaselineUse]


def features(
    deltas: Deltas, seen: SeenPairs | None, facts: DataFrame, plan: WindowPlan, spec: FgABuilderSpec
) -> DataFrame:
    """Rows of FG-A.

    Args:
        deltas: the history.
        seen: the baselines, if there is any.
        facts: what `window_facts` returns.
        plan: the windows and their ends.
        spec: the rest.
    """
    peers = _peers(deltas.peer)
    windows = measured_windows(
        _hosts(deltas.host, peers, spec),
        peer_keys(peers, spec),
        plan,
        group=HOST,
        sums=(*SUMMED, HIGH_RISK_SESSIONS),
        maxima=(MAXIMUM,),
    )
    met = windows.where(F.col("sessions_cnt") > 0).join(F.broadcast(facts), on=["window", "end"], how="inner")
    return _columns(_with_novelty(met, peers, seen, plan, spec), spec)


def _with_novelty(
    windows: DataFrame, peers: DataFrame, seen: SeenPairs | None, plan: WindowPlan, spec: FgABuilderSpec
) -> DataFrame:
    """Adds the measures of novel keys against the baseline of each window."""
    if seen is None:
        return windows.select("*", *[F.lit(None).cast("long").alias(count(name)) for name in NOVELTIES])
    novel = novel_keys(peers, seen.pairs, seen.uses, spec.novelty.rare_below)
    measured = measured_windows(novel.slices, novel.kinds, plan, group=GROUP, sums=("sessions",)).drop("sessions")
    return windows.join(measured, on=[*GROUP, "window", "end"], how="left")


def _peers(rows: DataFrame) -> DataFrame:
    # Said for both readers of a shuffle, which would otherwise be made twice: Spark infers it for one of them alone.
    has_key = F.col("host_ip").isNotNull() & F.col("role").isNotNull() & F.col("slice").isNotNull()
    return (
        with_slice_number(rows)
        .where(has_key)
        .select(
            "host_ip",
            "role",
            "slice",
            "peer_ip",
            "peer_port",
            F.col("sessions_cnt").alias("sessions"),
            (F.col("bytes_sent_sum") + F.col("bytes_recv_sum")).alias("bytes"),
        )
    )


def _hosts(rows: DataFrame, peers: DataFrame, spec: FgABuilderSpec) -> DataFrame:
    """Slices of hosts, with what is summed and maximized."""
    hosts = with_slice_number(summands(rows)).select(*HOST, "slice", *SUMMED, MAXIMUM)
    if not spec.high_risk_segments:
        return hosts.withColumn(HIGH_RISK_SESSIONS, F.lit(0).cast("long"))
    return hosts.join(high_risk_sessions(peers, spec), on=[*HOST, "slice"], how="left").fillna(0, [HIGH_RISK_SESSIONS])


def _columns(rows: DataFrame, spec: FgABuilderSpec) -> DataFrame:
    written = F.date_format("window_end_ts", "yyyy-MM-dd'T'HH:mm:ss'Z'")
    families = {
        **sums(),
        **burst(),
        **breadth(),
        **spread_features(),
        **concentration(),
        **ratios(),
        **balance(),
        **flags(),
        **high_risk_segments(),
        **novelty(),
        "segment_id": segment_of(F.col("host_ip"), spec.segment_mapping),
        "feature_spec_version": F.lit(spec.feature_spec_version),
        "record_id": F.concat_ws("|", "host_ip", "role", "window_label", written),
    }
    taken = [name for name in rows.columns if name not in families]
    return rows.select(*taken, *[column.alias(name) for name, column in families.items()])
