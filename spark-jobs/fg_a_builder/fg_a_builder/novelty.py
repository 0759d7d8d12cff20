"""Keys of a host that a 30d baseline never saw, or rarely: what novelty counts."""

from collections.abc import Sequence
from dataclasses import dataclass

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from fg_a_builder.baselines import CommittedBaselines
from fg_a_builder.peer_keys import key, keyed
from fg_a_builder.windows import WindowPlan

NEW_PEER = "new_peer"
RARE_PEER = "rare_peer"
NEW_PORT = "new_port"
RARE_PORT = "rare_port"
NEW_PAIR = "new_pair"
NEW_SOURCE_PORT = "new_source_port"


@dataclass(frozen=True, kw_only=True)
class BaselineUse:
    """Slices whose peers are looked up in a baseline: those of the windows that are measured against it."""

    baseline: int
    """Its index."""
    first_slice: int
    last_slice: int


def baseline_uses(baselines: CommittedBaselines, plan: WindowPlan) -> list[BaselineUse]:
    """The use of each baseline, in the order of their records."""
    uses = []
    for index, reference in enumerate(baselines.records):
        windows = [window for window, chosen in baselines.by_window.items() if chosen == reference]
        first = min(end - plan.lengths[label] + 1 for label, end in windows)
        uses.append(BaselineUse(baseline=index, first_slice=first, last_slice=max(end for _, end in windows)))
    return uses


def novel_keys(peers: DataFrame, pairs: DataFrame, uses: Sequence[BaselineUse], rare_below: int) -> DataFrame:
    """Keys of each row of peers that are new or rare, for each baseline that the row is looked up in.

    Args:
        peers: `host_ip`, `role`, `slice`, `peer_ip`, `peer_port`, `sessions`, `bytes`.
        pairs: rows of pair_host with `baseline`, the index of their baseline.
        uses: which rows are looked up in which baseline.
        rare_below: a peer or port seen, but fewer times than this, is rare.

    Returns:
        What `key_spans` takes.
    """
    rows = _with_seen(_with_baseline(peers, uses), pairs)
    baseline, peer, port = F.col("baseline"), F.col("peer_ip"), F.col("peer_port")
    is_outbound = F.col("role") == "outbound"
    # Of an outbound row the source is the host itself, so that its port alone is the key.
    source = F.when(is_outbound, F.lit("")).otherwise(peer)
    keys = [
        key(NEW_PEER, address=peer, baseline=baseline, condition=F.col("peer_seen") == 0),
        key(RARE_PEER, address=peer, baseline=baseline, condition=F.col("peer_seen").between(1, rare_below - 1)),
        key(NEW_PORT, port=port, baseline=baseline, condition=F.col("port_seen") == 0),
        key(RARE_PORT, port=port, baseline=baseline, condition=F.col("port_seen").between(1, rare_below - 1)),
        key(NEW_PAIR, address=peer, port=port, baseline=baseline, condition=F.col("pair_seen") == 0),
        key(NEW_SOURCE_PORT, address=source, port=port, baseline=baseline, condition=F.col("source_port_seen") == 0),
    ]
    return keyed(rows, keys)


def _with_baseline(peers: DataFrame, uses: Sequence[BaselineUse]) -> DataFrame:
    """Each row once for each baseline that it is looked up in."""
    is_used = [F.col("slice").between(use.first_slice, use.last_slice) for use in uses]
    looked_up = [F.when(used, F.lit(use.baseline)) for used, use in zip(is_used, uses, strict=True)]
    return peers.withColumn("baseline", F.explode(F.array(*looked_up))).where(F.col("baseline").isNotNull())


def _with_seen(peers: DataFrame, pairs: DataFrame) -> DataFrame:
    """Adds `peer_seen`, `port_seen`, `pair_seen`, `source_port_seen`: sessions in the baseline, 0 where it has none."""
    seen = _from_both_sides(pairs, peers.select("host_ip").distinct())
    source = F.when(F.col("role") == "outbound", F.col("host_ip")).otherwise(F.col("peer_ip"))
    source_ports = pairs.groupBy(
        "baseline", F.col("src_ip").alias("source_ip"), F.col("dst_port").alias("peer_port")
    ).agg(F.sum("pair_seen_count").alias("source_port_seen"))
    lookups = [
        _sum_of(seen, "peer_seen", "peer_ip"),
        _sum_of(seen, "port_seen", "peer_port"),
        _sum_of(seen, "pair_seen", "peer_ip", "peer_port"),
    ]
    rows = peers.withColumn("source_ip", source)
    for lookup in lookups:
        rows = rows.join(lookup, on=[name for name in lookup.columns if not name.endswith("_seen")], how="left")
    rows = rows.join(source_ports, on=["baseline", "source_ip", "peer_port"], how="left")
    return rows.fillna(0, ["peer_seen", "port_seen", "pair_seen", "source_port_seen"])


def _from_both_sides(pairs: DataFrame, hosts: DataFrame) -> DataFrame:
    """Pairs as their source sees them and as their destination does, of `hosts` alone."""
    ends = [("outbound", "src_ip", "dst_ip"), ("inbound", "dst_ip", "src_ip")]
    sides = F.inline(
        F.array(
            *[
                F.struct(F.lit(role).alias("role"), F.col(host).alias("host_ip"), F.col(peer).alias("peer_ip"))
                for role, host, peer in ends
            ]
        )
    )
    both = pairs.select("baseline", F.col("dst_port").alias("peer_port"), F.col("pair_seen_count").alias("seen"), sides)
    return both.join(hosts, on="host_ip", how="left_semi")


def _sum_of(seen: DataFrame, name: str, *of: str) -> DataFrame:
    return seen.groupBy("baseline", "host_ip", "role", *of).agg(F.sum("seen").alias(name))
