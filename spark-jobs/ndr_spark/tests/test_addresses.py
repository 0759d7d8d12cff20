import ipaddress
import random
import re
from pathlib import Path

import pytest
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from job_testing.tables import read_table
from ndr_spark.addresses import CANONICAL_V6, canonical_address, enclosing_prefix, in_any_network, in_network
from ndr_spark.generated.shared_settings import SegmentMapping, SegmentRule
from ndr_spark.segments import segment_of

TABLES = Path(__file__).with_name("tables")


def addresses(spark: SparkSession, texts: list[str]) -> DataFrame:
    return spark.createDataFrame([(text,) for text in texts], "address string")


def test_addresses_become_canonical_text(spark: SparkSession) -> None:
    table = read_table(TABLES / "addresses.txt")
    rows = addresses(spark, [text for text, _ in table]).select(canonical_address(F.col("address")).alias("canonical"))
    found = [(text, row["canonical"] or "-") for (text, _), row in zip(table, rows.collect(), strict=True)]
    assert found == table


def random_v6(chance: random.Random) -> ipaddress.IPv6Address:
    groups = [chance.choice([0, 0, 1, 0xA, 0x10, 0xFFFF, chance.randrange(0x10000)]) for _ in range(8)]
    return ipaddress.IPv6Address(b"".join(group.to_bytes(2, "big") for group in groups))


def test_what_is_taken_for_canonical_is() -> None:
    chance = random.Random(5)
    pattern = re.compile(CANONICAL_V6.replace(r"\z", r"\Z"))
    parts = ["0", "0", "1", "a0", "ffff", "00", "", "", "0db8", "A"]
    texts = [":".join(chance.choices(parts, k=chance.randrange(2, 10))) for _ in range(50_000)]
    texts += [str(random_v6(chance)) for _ in range(20_000)]
    taken = [text for text in texts if pattern.search(text)]
    assert len(taken) > 5_000
    for text in taken:
        address = ipaddress.IPv6Address(text)
        assert (text, address.ipv4_mapped) == (address.compressed, None)


def test_random_ipv6_addresses_are_read_as_python_reads_them(spark: SparkSession) -> None:
    chance = random.Random(7)
    known = [address for _ in range(500) if not (address := random_v6(chance)).ipv4_mapped]
    texts = [chance.choice([address.compressed, address.exploded, address.compressed.upper()]) for address in known]
    networks = ["::/8", "fc00::/7", "a000::/3", "ffff::/16", "1::/32"]
    rows = addresses(spark, texts).select(canonical_address(F.col("address")).alias("canonical"))
    found = rows.select(
        "canonical",
        *[enclosing_prefix(F.col("canonical"), 24, length).alias(f"prefix_{length}") for length in (16, 48, 56, 96)],
        *[in_network(F.col("canonical"), network).alias(network) for network in networks],
    ).collect()
    for address, row in zip(known, found, strict=True):
        assert list(row) == [
            address.compressed,
            *[str(ipaddress.ip_network((address, length), strict=False)) for length in (16, 48, 56, 96)],
            *[address in ipaddress.ip_network(network) for network in networks],
        ]


@pytest.mark.parametrize("text", [" 10.0.0.1", "10.0.0.1 ", "10.0.0.1\n", "::1 ", "", "10.0.0.1\t"])
def test_blanks_are_no_part_of_an_address(spark: SparkSession, text: str) -> None:
    assert addresses(spark, [text]).select(canonical_address(F.col("address")).alias("it")).first() == (None,)


def test_networks_hold_addresses(spark: SparkSession) -> None:
    table = read_table(TABLES / "networks.txt")
    columns = [in_network(F.lit(address), network) for address, network, _ in table]
    row = spark.range(1).select(*[column.alias(str(index)) for index, column in enumerate(columns)]).first()
    assert row is not None
    assert [(*each[:2], "yes" if holds else "no") for each, holds in zip(table, row, strict=True)] == table


def test_no_network_stands_for_every_address(spark: SparkSession) -> None:
    assert spark.range(1).select(in_any_network(F.lit("8.8.8.8"), [])).first() == (True,)


def test_prefixes_enclose_addresses(spark: SparkSession) -> None:
    table = read_table(TABLES / "prefixes.txt")
    columns = [enclosing_prefix(F.lit(address), int(v4), int(v6)) for address, v4, v6, _ in table]
    row = spark.range(1).select(*[column.alias(str(index)) for index, column in enumerate(columns)]).first()
    assert row is not None
    assert list(row) == [text for *_, text in table]


def test_the_first_rule_that_holds_an_address_names_its_segment(spark: SparkSession) -> None:
    rules = (SegmentRule(cidr="10.0.1.0/24", name="printers"), SegmentRule(cidr="10.0.0.0/16", name="office"))
    mapping = SegmentMapping(rules=rules, prefix_length_v4=24, prefix_length_v6=48)
    texts = ["10.0.1.9", "10.0.2.9", "10.1.2.9", "2001:db8:1:2::1"]
    rows = addresses(spark, texts).select(segment_of(F.col("address"), mapping).alias("segment")).collect()
    assert [row["segment"] for row in rows] == ["printers", "office", "10.1.2.0/24", "2001:db8:1::/48"]
