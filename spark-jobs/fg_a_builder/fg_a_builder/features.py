"""Rows of FG-A, from the deltas of the windows' slices."""

from collections.abc import Sequence
from dataclasses import dataclass

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from fg_a_builder.families.breadth import breadth
from fg_a_builder.families.burst import burst
from fg_a_builder.families.concentration import concentration
from fg_a_builder.families.flags import HIGH_RISK_SESSIONS, flags, high_risk_segments
from fg_a_builder.families.novelty import novelty
from fg_a_builder.families.ratios import balance, ratios
from fg_a_builder.families.spread import spread_features
from fg_a_builder.families.sums import SUMMED, summands, sums
from fg_a_builder.host_windows import host_windows
from fg_a_builder.key_windows import key_windows
from fg_a_builder.measures import WINDOW_KEY, side_by_side
from fg_a_builder.novelty import BaselineUse, novel_keys
from fg_a_builder.peer_keys import NO_BASELINE, is_high_risk, peer_keys
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
    hosts = _with_high_risk_sessions(with_slice_number(summands(deltas.host)), peers, spec)
    windows = host_windows(hosts, plan, (*SUMMED, HIGH_RISK_SESSIONS))

    keys = peer_keys(peers, spec.segment_mapping, spec.high_risk_segments)
    if seen is not None:
        keys = keys.unionByName(novel_keys(peers, seen.pairs, seen.uses, spec.novelty.rare_below))
    known = F.broadcast(facts)
    wanted = (F.col("measures.baseline") == NO_BASELINE) | (F.col("measures.baseline") == F.col("facts.baseline"))
    measures = (
        key_windows(keys, plan)
        .alias("measures")
        .join(known.select("window", "end", "baseline").alias("facts"), on=["window", "end"], how="inner")
        .where(wanted)
        .select("measures.*")
    )
    joined = windows.join(side_by_side(measures), on=list(WINDOW_KEY), how="inner").join(
        known, on=["window", "end"], how="inner"
    )
    return _columns(joined, spec)


def _peers(rows: DataFrame) -> DataFrame:
    return with_slice_number(rows).select(
        "host_ip",
        "role",
        "slice",
        "peer_ip",
        "peer_port",
        F.col("sessions_cnt").alias("sessions"),
        (F.col("bytes_sent_sum") + F.col("bytes_recv_sum")).alias("bytes"),
    )


def _with_high_risk_sessions(hosts: DataFrame, peers: DataFrame, spec: FgABuilderSpec) -> DataFrame:
    """Adds the sessions with peers in high-risk segments, which add up like the other sums."""
    if not spec.high_risk_segments:
        return hosts.withColumn(HIGH_RISK_SESSIONS, F.lit(0).cast("long"))
    segment = segment_of(F.col("peer_ip"), spec.segment_mapping)
    risky = peers.withColumn("segment", segment).where(is_high_risk(spec.high_risk_segments))
    sessions = risky.groupBy("host_ip", "role", "slice").agg(F.sum("sessions").alias(HIGH_RISK_SESSIONS))
    return hosts.join(sessions, on=["host_ip", "role", "slice"], how="left").fillna(0, [HIGH_RISK_SESSIONS])


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
