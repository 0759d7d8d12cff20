"""Family breadth: how many different keys a host meets."""

from pyspark.sql import Column

from fg_a_builder.measures import keys
from fg_a_builder.peer_keys import PEER, PORT, SEGMENT


def breadth() -> dict[str, Column]:
    """Distinct peers, services and segments of peers."""
    return {
        "peer_ip_nunique": keys(PEER),
        "peer_port_nunique": keys(PORT),
        "peer_segment_nunique": keys(SEGMENT),
    }
