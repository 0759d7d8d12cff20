"""Family spread: how evenly sessions are spread over keys."""

from pyspark.sql import Column
from pyspark.sql import functions as F

from fg_a_builder.keys import count, spread_fraction, spread_whole, top_sessions
from fg_a_builder.peer_keys import PEER, PORT
from fg_a_builder.spread import FRACTION, spread


def spread_features() -> dict[str, Column]:
    """Entropy (nats) of sessions over peers, and over services."""
    return {"peer_ip_entropy": _entropy(PEER), "peer_port_entropy": _entropy(PORT)}


def _entropy(kind: str) -> Column:
    """-Σ p ln p, from Σ c ln c over the sessions c of each key, S in all: ln S - (Σ c ln c) / S.

    Where one key has nearly all sessions that difference of near equals loses its digits, so the largest key's
    -p ln p is computed by itself, and the others' is Σ c (ln S - ln c) / S.
    """
    total, top = F.col("sessions_cnt"), F.col(top_sessions(kind))
    top_whole, top_fraction = spread(top)
    others = (F.col(spread_whole(kind)) - top_whole) + (F.col(spread_fraction(kind)) - top_fraction) / FRACTION
    of_top = -(top / total) * F.log1p((top - total) / total)
    of_others = ((total - top) * F.log(total) - others) / total
    return F.when(F.col(count(kind)) == 1, 0.0).otherwise(of_top + of_others)
