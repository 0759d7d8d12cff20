"""Segments: the part of the network that an address stands in."""

from pyspark.sql import Column
from pyspark.sql import functions as F

from ndr_spark.addresses import enclosing_prefix, in_network
from ndr_spark.generated.shared_settings import SegmentMapping


def segment_of(address: Column, mapping: SegmentMapping) -> Column:
    """Name of the first rule that holds a canonical address, else its enclosing prefix as CIDR text."""
    prefix = enclosing_prefix(address, mapping.prefix_length_v4, mapping.prefix_length_v6)
    if not mapping.rules:
        return prefix
    choices = F.when(in_network(address, mapping.rules[0].cidr), mapping.rules[0].name)
    for rule in mapping.rules[1:]:
        choices = choices.when(in_network(address, rule.cidr), rule.name)
    return choices.otherwise(prefix)
