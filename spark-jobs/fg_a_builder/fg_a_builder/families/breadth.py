"""Family breadth: how many different keys a host meets."""

from pyspark.sql import Column
from pyspark.sql import functions as F

from fg_a_builder.keys import count
from fg_a_builder.peer_keys import PEER, PORT, SEGMENT


def breadth() -> dict[str, Column]:
    """Distinct peers, services and segments of peers."""
    return {
        "peer_ip_nunique": F.col(count(PEER)),
        "peer_port_nunique": F.col(count(PORT)),
        "peer_segment_nunique": F.col(count(SEGMENT)),
    }
