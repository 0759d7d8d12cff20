"""IP addresses as Spark columns: canonical text, networks.

Everything is SQL expressions. IPv4 comes first in every choice, because almost every address is one. What IPv6 needs
lies in branches of its own and names each value once, through a one-element `transform`, which Spark interprets: so the
commonest IPv6 addresses are recognized by a pattern first.
"""

import ipaddress
from collections.abc import Callable, Sequence
from functools import reduce

from pyspark.sql import Column
from pyspark.sql import functions as F

_OCTET = r"(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
# Patterns end with \z: a $ would also stand before a last line break.
_IPV4 = rf"{_OCTET}(?:\.{_OCTET}){{3}}"
_FILLED = "[1-9a-f][0-9a-f]{0,3}"
_GROUP = f"(?:0|{_FILLED})"
CANONICAL_V6 = (
    # Two zero groups side by side, or one beside the ::, would have to be part of it.
    r"^(?!.*\b0:0\b)(?!.*\b0::)(?!.*::0\b)"
    # The :: stands for two groups at least, and so comes with six colons at most.
    rf"(?:{_GROUP}(?::{_GROUP}){{7}}|(?=(?:[^:]*:){{2,6}}[^:]*\z){_GROUP}(?::{_GROUP})*::{_GROUP}(?::{_GROUP})*)\z"
)
"""Pattern of IPv6 texts that are canonical as they stand: not of all of them, but of nothing else."""
_GROUPS = 8
_GROUP_BITS = 16
_OCTET_BITS = 8


def canonical_address(text: Column) -> Column:
    """Canonical text of an address, null when `text` is none.

    IPv4 without leading zeros stays as it is; IPv6 becomes RFC 5952 text; `::ffff:a.b.c.d` becomes `a.b.c.d`. Zones
    and blanks are no part of an address.
    """
    is_v4 = text.rlike(rf"^{_IPV4}\z")
    is_canonical = is_v4 | text.rlike(CANONICAL_V6)
    return F.when(is_canonical, text).when(is_v6(text), _let(_v6_groups(text), _mapped_or_v6_text))


def is_v6(address: Column) -> Column:
    """Whether an address is written as IPv6."""
    return address.contains(":")


def in_network(address: Column, network: str) -> Column:
    """Whether a canonical address lies in `network` (CIDR)."""
    parsed = ipaddress.ip_network(network, strict=False)
    if isinstance(parsed, ipaddress.IPv4Network):
        return ~is_v6(address) & _in_v4_network(address, parsed)
    if parsed.prefixlen <= _GROUP_BITS:
        return is_v6(address) & _in_wide_v6_network(address, parsed)
    return F.when(is_v6(address), _let(_v6_groups(address), lambda groups: _in_v6_network(groups, parsed))).otherwise(
        F.lit(False)
    )


def in_any_network(address: Column, networks: Sequence[str]) -> Column:
    """Whether a canonical address lies in one of `networks`; every address does when there is none."""
    if not networks:
        return F.lit(True)
    return reduce(lambda left, right: left | right, [in_network(address, network) for network in networks])


def enclosing_prefix(address: Column, length_v4: int, length_v6: int) -> Column:
    """CIDR text of the prefix of the given length that holds a canonical address."""
    v6 = _let(
        _v6_groups(address), lambda groups: F.concat(_v6_text(_masked(groups, length_v6)), F.lit(f"/{length_v6}"))
    )
    whole, rest = divmod(length_v6, _GROUP_BITS)
    if not rest and 0 < whole <= _GROUPS - 2:
        # The prefix is written out in the address, and what follows it is zero.
        written = rf"^({_FILLED}(?::{_FILLED}){{{whole - 1}}}):"
        shortened = F.concat(F.regexp_extract(address, written, 1), F.lit(f"::/{length_v6}"))
        v6 = F.when(address.rlike(written), shortened).otherwise(v6)
    return F.when(is_v6(address), v6).otherwise(_v4_prefix(address, length_v4))


def _let(value: Column, body: Callable[[Column], Column]) -> Column:
    """`body` of `value`, with `value` computed once."""
    return F.transform(F.array(value), body).getItem(0)


def _octet(address: Column, index: int) -> Column:
    return F.substring_index(F.substring_index(address, ".", index + 1), ".", -1).cast("int")


def _in_v4_network(address: Column, network: ipaddress.IPv4Network) -> Column:
    """Text comparison of the whole octets of the prefix, then a range of the octet that it cuts."""
    octets = str(network.network_address).split(".")
    whole, rest = divmod(network.prefixlen, _OCTET_BITS)
    head = "".join(f"{octet}." for octet in octets[:whole])
    if whole == len(octets):
        return address == head[:-1]
    starts = address.startswith(head) if whole else F.lit(True)
    if not rest:
        return starts
    low = int(octets[whole])
    high = low + (1 << (_OCTET_BITS - rest)) - 1
    return starts & _octet(address, whole).between(low, high)


def _v4_prefix(address: Column, length: int) -> Column:
    whole, rest = divmod(length, _OCTET_BITS)
    kept = [F.substring_index(address, ".", whole)] if whole else []
    if rest:
        mask = (0xFF << (_OCTET_BITS - rest)) & 0xFF
        kept.append(_octet(address, whole).bitwiseAND(mask).cast("string"))
    if not kept:
        return F.lit("0.0.0.0/0")
    head = kept[0] if len(kept) == 1 else F.concat(kept[0], F.lit("."), kept[1])
    zeros = 4 - whole - (1 if rest else 0)
    return F.concat(head, F.lit(".0" * zeros + f"/{length}"))


def _v6_groups(text: Column) -> Column:
    """The eight groups of an IPv6 text as integers, null when it is none.

    An IPv4 tail is rewritten as two groups; `::` stands for at least one group of zeros.
    """
    v4_tail = F.regexp_extract(text, rf"^(.*:)({_IPV4})\z", 2)
    head = F.regexp_extract(text, rf"^(.*:)({_IPV4})\z", 1)

    def pair(first: int) -> Column:
        return F.hex(_octet(v4_tail, first).cast("long") * 256 + _octet(v4_tail, first + 1))

    hex_only = F.when(v4_tail != "", F.concat(head, pair(0), F.lit(":"), pair(2))).otherwise(text)
    return _let(hex_only, _groups_of_hex)


def _groups_of_hex(text: Column) -> Column:
    group = "[0-9a-fA-F]{1,4}"
    run = f"(?:{group}(?::{group})*)?"
    compressed = text.rlike(rf"^{run}::{run}\z")
    full = text.rlike(rf"^{group}(?::{group}){{7}}\z")
    left = _numbers(F.substring_index(text, "::", 1))
    right = _numbers(F.substring_index(text, "::", -1))
    missing = F.lit(_GROUPS) - F.size(left) - F.size(right)
    filled = F.when(missing >= 1, F.concat(left, F.array_repeat(F.lit(0).cast("long"), missing), right))
    return F.when(full, _numbers(text)).when(compressed, filled)


def _numbers(groups: Column) -> Column:
    none = F.array().cast("array<bigint>")
    return F.when(groups == "", none).otherwise(
        F.transform(F.split(groups, ":"), lambda group: F.conv(group, 16, 10).cast("long"))
    )


def _mapped_or_v6_text(groups: Column) -> Column:
    """IPv4 text of a mapped address (::ffff:0:0/96), IPv6 text of the rest."""
    is_mapped = F.slice(groups, 1, 6) == F.array(*[F.lit(0).cast("long")] * 5, F.lit(0xFFFF).cast("long"))
    high, low = F.element_at(groups, 7), F.element_at(groups, 8)
    octets = [part.cast("string") for number in (high, low) for part in (F.shiftright(number, 8), number % 256)]
    return F.when(is_mapped, F.concat_ws(".", *octets)).otherwise(_v6_text(groups))


def _v6_text(groups: Column) -> Column:
    """RFC 5952: lower case, no leading zeros, the first longest run of at least two zero groups as `::`."""
    joined = F.array_join(F.transform(groups, lambda group: F.lower(F.hex(group))), ":")

    def compressed(text: Column) -> Column:
        choices = F.when(F.lit(False), text)
        for length in range(_GROUPS, 1, -1):
            zeros = f"^(|.*?:)0(?::0){{{length - 1}}}(|:.*)$"
            before = F.regexp_extract(text, zeros, 1)
            after = F.regexp_extract(text, zeros, 2)
            both = F.concat(F.regexp_replace(before, ":$", ""), F.lit("::"), F.regexp_replace(after, "^:", ""))
            choices = choices.when(text.rlike(zeros), both)
        return choices.otherwise(text)

    return F.when(groups.isNotNull(), _let(joined, compressed))


def _masked(groups: Column, length: int) -> Column:
    masks = [max(0, min(_GROUP_BITS, length - index * _GROUP_BITS)) for index in range(_GROUPS)]
    bits = [(0xFFFF << (_GROUP_BITS - mask)) & 0xFFFF for mask in masks]
    return F.array(*[F.element_at(groups, index + 1).bitwiseAND(mask) for index, mask in enumerate(bits)])


def _in_wide_v6_network(address: Column, network: ipaddress.IPv6Network) -> Column:
    """Whether the first group lies in the range of a network no longer than it; before a leading :: it is 0."""
    low = int(network.network_address) >> (_GROUPS - 1) * _GROUP_BITS
    high = low + (1 << (_GROUP_BITS - network.prefixlen)) - 1
    first = F.conv(F.substring_index(address, ":", 1), 16, 10).cast("int")
    return F.coalesce(first, F.lit(0)).between(low, high)


def _in_v6_network(groups: Column, network: ipaddress.IPv6Network) -> Column:
    """Compares whole groups of the prefix, then a range of the group that it cuts."""
    wanted = [int(group, 16) for group in network.network_address.exploded.split(":")]
    whole, rest = divmod(network.prefixlen, _GROUP_BITS)
    tests = [F.element_at(groups, index + 1) == wanted[index] for index in range(whole)]
    if rest:
        high = wanted[whole] + (1 << (_GROUP_BITS - rest)) - 1
        tests.append(F.element_at(groups, whole + 1).between(wanted[whole], high))
    return reduce(lambda left, right: left & right, tests, F.lit(True))
