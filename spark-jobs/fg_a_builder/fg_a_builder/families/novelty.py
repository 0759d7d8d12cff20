"""Family novelty: how many of a window's keys its 30d baseline never saw, or rarely."""

from pyspark.sql import Column
from pyspark.sql import functions as F

from fg_a_builder.measures import keys
from fg_a_builder.novelty import NEW_PAIR, NEW_PEER, NEW_PORT, NEW_SOURCE_PORT, RARE_PEER, RARE_PORT
from fg_a_builder.peer_keys import PEER


def novelty() -> dict[str, Column]:
    """Counts, and the share of new peers; null where the window has no baseline."""
    counts = {
        "new_peer_cnt_lookback30d": keys(NEW_PEER),
        "rare_peer_cnt_lookback30d": keys(RARE_PEER),
        "new_peer_ratio_lookback30d": keys(NEW_PEER) / keys(PEER),
        "new_dst_port_cnt_lookback30d": keys(NEW_PORT),
        "rare_dst_port_cnt_lookback30d": keys(RARE_PORT),
        "new_pair_cnt_lookback30d": keys(NEW_PAIR),
        "new_src_dst_port_cnt_lookback30d": keys(NEW_SOURCE_PORT),
    }
    return {name: F.when(F.col("baseline").isNotNull(), count) for name, count in counts.items()}
