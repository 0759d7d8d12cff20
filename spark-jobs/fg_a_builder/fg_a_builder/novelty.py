"""Keys of a host that a 30d baseline never saw, or rarely: what novelty counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from fg_a_builder.baselines import CommittedBaselines
from fg_a_builder.keys import HOST, Keys
from fg_a_builder.windows import WindowPlan

NEW_PEER = "new_peer"
RARE_PEER = "rare_peer"
NEW_PORT = "new_port"
RARE_PORT = "rare_port"
NEW_PAIR = "new_pair"
NEW_SOURCE_PORT = "new_source_port"

NOVELTIES = (NEW_PEER, RARE_PEER, NEW_PORT, RARE_PORT, NEW_PAIR, NEW_SOURCE_PORT)

GROUP = (*HOST, "baseline")
"""Whose keys are counted: a host's, as one baseline sees them."""

_IS_NEW = "is_new"
_IS_RARE = "is_rare"


@dataclass(frozen=True, kw_only=True)
class BaselineUse:
    """Slices whose peers are looked up in a baseline: those of the windows that are measured against it."""

    baseline: int
    """Its index."""
    first_slice: int
    last_slice: int


@dataclass(frozen=True, kw_only=True)
class NovelKeys:
    """What is new or rare at each host, for each baseline in which its peers are looked up."""

    slices: DataFrame
    """`GROUP`, `slice`, `sessions`: one row for each slice that is looked up."""
    kinds: Sequence[Keys]


def baseline_uses(baselines: CommittedBaselines, plan: WindowPlan) -> list[BaselineUse]:
    """The use of each baseline, in the order of their records."""
    uses = []
    for index, reference in enumerate(baselines.records):
        windows = [window for window, chosen in baselines.by_window.items() if chosen == reference]
        first = min(end - plan.lengths[label] + 1 for label, end in windows)
        uses.append(BaselineUse(baseline=index, first_slice=first, last_slice=max(end for _, end in windows)))
    return uses


def novel_keys(peers: DataFrame, pairs: DataFrame, uses: Sequence[BaselineUse], rare_below: int) -> NovelKeys:
    """Keys that are new or rare, for each baseline in which a row of peers is looked up.

    Args:
        peers: `host_ip`, `role`, `slice`, `peer_ip`, `peer_port`, `sessions`.
        pairs: rows of pair_host with `baseline`, the index of their baseline.
        uses: which rows are looked up in which baseline.
        rare_below: a peer or port seen, but fewer times than this, is rare.
    """
    rows = _with_baseline(peers, uses)
    seen = _from_both_sides(pairs, peers.select("host_ip").distinct())
    # The source of an outbound row is the host itself: a port is new to it whatever the peer.
    source = F.when(F.col("role") == "outbound", F.col("host_ip")).otherwise(F.col("peer_ip"))
    source_ports = pairs.select(
        "baseline", F.col("src_ip").alias("source_ip"), F.col("dst_port").alias("peer_port"), "pair_seen_count"
    ).withColumnRenamed("pair_seen_count", "seen")
    with_source = rows.withColumn("source_ip", source)
    peer, port, pair = ("peer_ip",), ("peer_port",), ("peer_ip", "peer_port")
    kinds = [
        _novel(rows, seen, (*GROUP, *peer), peer, {NEW_PEER: _IS_NEW, RARE_PEER: _IS_RARE}, rare_below),
        _novel(rows, seen, (*GROUP, *port), port, {NEW_PORT: _IS_NEW, RARE_PORT: _IS_RARE}, rare_below),
        _novel(rows, seen, (*GROUP, *pair), pair, {NEW_PAIR: _IS_NEW}, rare_below),
        _novel(
            *(with_source, source_ports, ("baseline", "source_ip", "peer_port"), ("source_ip", "peer_port")),
            *({NEW_SOURCE_PORT: _IS_NEW}, rare_below),
        ),
    ]
    slices = rows.groupBy(*GROUP, "slice").agg(F.sum("sessions").alias("sessions"))
    return NovelKeys(slices=slices, kinds=kinds)


def _novel(
    rows: DataFrame,
    seen: DataFrame,
    looked_up: Sequence[str],
    columns: tuple[str, ...],
    counted: Mapping[str, str],
    rare_below: int,
) -> Keys:
    """The keys of a kind that a baseline never saw, or rarely.

    Args:
        rows: what is looked up.
        seen: what the baselines saw, with `seen`, how often.
        looked_up: the columns by which they are looked up.
        columns: what makes a key of the kind.
        counted: numbers that are wanted.
        rare_below: what is rare.
    """
    times = seen.groupBy(*looked_up).agg(F.sum("seen").alias("seen"))
    slices = rows.groupBy(*dict.fromkeys((*GROUP, *columns, *looked_up)), "slice").agg(
        F.sum("sessions").alias("sessions")
    )
    known = slices.join(times, on=list(looked_up), how="left").select(
        *GROUP,
        *columns,
        "slice",
        "sessions",
        F.lit(0).cast("long").alias("bytes"),
        F.col("seen").isNull().alias(_IS_NEW),
        F.coalesce(F.col("seen") < rare_below, F.lit(False)).alias(_IS_RARE),
    )
    novel = known.where(F.col(_IS_NEW) | F.col(_IS_RARE)) if _IS_RARE in counted.values() else known.where(_IS_NEW)
    return Keys(kind="_".join(counted), rows=novel, columns=columns, group=GROUP, counted=dict(counted))


def _with_baseline(peers: DataFrame, uses: Sequence[BaselineUse]) -> DataFrame:
    """Each row once for each baseline that it is looked up in."""
    is_used = [F.col("slice").between(use.first_slice, use.last_slice) for use in uses]
    looked_up = [F.when(used, F.lit(use.baseline)) for used, use in zip(is_used, uses, strict=True)]
    return peers.withColumn("baseline", F.explode(F.array(*looked_up))).where(F.col("baseline").isNotNull())


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
