"""Family novelty: how many of a window's keys its 30d baseline never saw, or rarely."""

from pyspark.sql import Column
from pyspark.sql import functions as F

from fg_a_builder.keys import count
from fg_a_builder.novelty import NEW_PAIR, NEW_PEER, NEW_PORT, NEW_SOURCE_PORT, RARE_PEER, RARE_PORT
from fg_a_builder.peer_keys import PEER


def novelty() -> dict[str, Column]:
    """Counts, and the share of new peers; null where the window has no baseline."""
    has_baseline = F.col("baseline").isNotNull()
    counts = {
        "new_peer_cnt_lookback30d": F.col(count(NEW_PEER)),
        "rare_peer_cnt_lookback30d": F.col(count(RARE_PEER)),
        "new_peer_ratio_lookback30d": F.col(count(NEW_PEER)) / F.col(count(PEER)),
        "new_dst_port_cnt_lookback30d": F.col(count(NEW_PORT)),
        "rare_dst_port_cnt_lookback30d": F.col(count(RARE_PORT)),
        "new_pair_cnt_lookback30d": F.col(count(NEW_PAIR)),
        "new_src_dst_port_cnt_lookback30d": F.col(count(NEW_SOURCE_PORT)),
    }
    none = F.lit(0)
    return {name: F.when(has_baseline, F.coalesce(number, none)) for name, number in counts.items()}
