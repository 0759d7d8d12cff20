# Derived by `npx nx sync`: edit the TypeScript model instead.
"""Settings that several jobs have."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class JsonlOrParquetLocation:
    """Where a dataset lies."""

    s3_prefix: str
    """Prefix of its files."""
    format: Literal["jsonl", "parquet"]
    """Format of its files."""


@dataclass(frozen=True, kw_only=True)
class ParquetLocation:
    """Where a dataset lies."""

    s3_prefix: str
    """Prefix of its files."""
    format: Literal["parquet"]
    """Format of its files."""


@dataclass(frozen=True, kw_only=True)
class SegmentRule:
    """SegmentRule."""

    cidr: str
    name: str


@dataclass(frozen=True, kw_only=True)
class SegmentMapping:
    """How an address becomes a segment."""

    rules: tuple[SegmentRule, ...]
    """First match wins: CIDR → name."""
    prefix_length_v4: int
    """Of IPv4 addresses that no rule matches."""
    prefix_length_v6: int
    """Of IPv6 addresses that no rule matches."""
