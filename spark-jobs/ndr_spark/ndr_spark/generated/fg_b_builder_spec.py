# Derived by `npx nx sync`: edit the TypeScript model instead.
"""Settings of fg_b_builder."""

from dataclasses import dataclass
from typing import Literal

from ndr_spark.generated.shared_settings import ParquetLocation, SegmentMapping


@dataclass(frozen=True, kw_only=True)
class Reads:
    """Datasets that the job reads."""

    fg_a: ParquetLocation
    """Where a dataset lies."""
    pair_counts: ParquetLocation
    """Where a dataset lies."""


@dataclass(frozen=True, kw_only=True)
class Writes:
    """Datasets that the job writes."""

    fg_b: ParquetLocation
    """Where a dataset lies."""


@dataclass(frozen=True, kw_only=True)
class Horizon:
    """Which days a baseline is made of, and how many rows it needs."""

    horizon_days: int
    """Days of the range."""
    safety_gap_days: int
    """Days between the range and the reference time."""
    support_min: int
    """Rows with a value below which a metric is a cold start."""
    support_min_by_metric: dict[str, int]
    """The same for single metrics: metric → rows."""


@dataclass(frozen=True, kw_only=True)
class Weights:
    """How often a row stands in the list that quantiles are taken of."""

    normal: int
    """Of ordinary rows."""
    capped: int
    """Of extreme rows."""


@dataclass(frozen=True, kw_only=True)
class Capping:
    """How extreme rows are kept from becoming the normal."""

    key_metrics: tuple[Literal["sessions_cnt", "bytes_sent_sum", "bytes_recv_sum", "duration_sum", "allow_cnt", "deny_cnt", "alert_cnt", "rst_cnt", "aged_out_cnt", "zero_reply_cnt", "short_session_cnt", "threat_cnt", "traffic_cnt", "tcp_cnt", "udp_cnt", "icmp_cnt", "high_risk_port_sessions_cnt", "admin_port_sessions_cnt", "fileshare_port_sessions_cnt", "directory_port_sessions_cnt", "db_port_sessions_cnt", "max_sessions_per_minute", "peer_ip_nunique", "peer_port_nunique", "peer_segment_nunique", "peer_ip_entropy", "peer_port_entropy", "peer_ip_top1_sessions_share", "peer_port_top1_sessions_share", "peer_ip_top1_bytes_share", "peer_port_top1_bytes_share", "duration_mean", "deny_ratio", "transport_tcp_ratio", "transport_udp_ratio", "transport_icmp_ratio", "bytes_asymmetry", "has_high_risk_port_activity", "has_high_risk_segment_interaction", "high_risk_segment_sessions_cnt", "high_risk_segment_unique_dsts", "new_peer_cnt_lookback30d", "rare_peer_cnt_lookback30d", "new_peer_ratio_lookback30d", "new_dst_port_cnt_lookback30d", "rare_dst_port_cnt_lookback30d", "new_pair_cnt_lookback30d", "new_src_dst_port_cnt_lookback30d"], ...]
    """A row that is extreme in one of these counts less."""
    z_max: float
    """Robust deviations beyond which a row is extreme."""
    weights: Weights
    """How often a row stands in the list that quantiles are taken of."""


@dataclass(frozen=True, kw_only=True)
class IpMetadata:
    """What makes the history of a host full."""

    required_metrics: tuple[Literal["sessions_cnt", "bytes_sent_sum", "bytes_recv_sum", "duration_sum", "allow_cnt", "deny_cnt", "alert_cnt", "rst_cnt", "aged_out_cnt", "zero_reply_cnt", "short_session_cnt", "threat_cnt", "traffic_cnt", "tcp_cnt", "udp_cnt", "icmp_cnt", "high_risk_port_sessions_cnt", "admin_port_sessions_cnt", "fileshare_port_sessions_cnt", "directory_port_sessions_cnt", "db_port_sessions_cnt", "max_sessions_per_minute", "peer_ip_nunique", "peer_port_nunique", "peer_segment_nunique", "peer_ip_entropy", "peer_port_entropy", "peer_ip_top1_sessions_share", "peer_port_top1_sessions_share", "peer_ip_top1_bytes_share", "peer_port_top1_bytes_share", "duration_mean", "deny_ratio", "transport_tcp_ratio", "transport_udp_ratio", "transport_icmp_ratio", "bytes_asymmetry", "has_high_risk_port_activity", "has_high_risk_segment_interaction", "high_risk_segment_sessions_cnt", "high_risk_segment_unique_dsts", "new_peer_cnt_lookback30d", "rare_peer_cnt_lookback30d", "new_peer_ratio_lookback30d", "new_dst_port_cnt_lookback30d", "rare_dst_port_cnt_lookback30d", "new_pair_cnt_lookback30d", "new_src_dst_port_cnt_lookback30d"], ...]
    """Metrics that need their minimal support for a full history."""
    machine_names: str | None
    """JSON Lines {host_ip, machine_name}; null: no names are known."""
    non_persistent_prefixes: tuple[str, ...]
    """Beginnings of the names of machines that do not last."""


@dataclass(frozen=True, kw_only=True)
class PairRarity:
    """What counts as a rare pair."""

    rarity_threshold: float
    """Score, 1 / (1 + sessions), from which on a pair is rare."""


@dataclass(frozen=True, kw_only=True)
class FgBBuilderSpec:
    """JobSpec of fg_b_builder."""

    project_name: str
    """Project that the data belongs to."""
    job_name: Literal["fg_b_builder"]
    """Job that reads this JobSpec."""
    feature_spec_version: str
    """Version of the features; versions run side by side."""
    reads: Reads
    """Datasets that the job reads."""
    writes: Writes
    """Datasets that the job writes."""
    time_zone: str
    """Time zone of working hours, weekends and holidays."""
    weekend_days: tuple[int, ...]
    """ISO days of the week, Monday 1."""
    holidays: tuple[str, ...]
    """Local dates that count as weekend in time_band."""
    segment_mapping: SegmentMapping
    """How an address becomes a segment."""
    windows: tuple[Literal["w_15m", "w_30m", "w_1h", "w_8h", "w_24h"], ...]
    """Labels of the windows."""
    metrics: tuple[Literal["sessions_cnt", "bytes_sent_sum", "bytes_recv_sum", "duration_sum", "allow_cnt", "deny_cnt", "alert_cnt", "rst_cnt", "aged_out_cnt", "zero_reply_cnt", "short_session_cnt", "threat_cnt", "traffic_cnt", "tcp_cnt", "udp_cnt", "icmp_cnt", "high_risk_port_sessions_cnt", "admin_port_sessions_cnt", "fileshare_port_sessions_cnt", "directory_port_sessions_cnt", "db_port_sessions_cnt", "max_sessions_per_minute", "peer_ip_nunique", "peer_port_nunique", "peer_segment_nunique", "peer_ip_entropy", "peer_port_entropy", "peer_ip_top1_sessions_share", "peer_port_top1_sessions_share", "peer_ip_top1_bytes_share", "peer_port_top1_bytes_share", "duration_mean", "deny_ratio", "transport_tcp_ratio", "transport_udp_ratio", "transport_icmp_ratio", "bytes_asymmetry", "has_high_risk_port_activity", "has_high_risk_segment_interaction", "high_risk_segment_sessions_cnt", "high_risk_segment_unique_dsts", "new_peer_cnt_lookback30d", "rare_peer_cnt_lookback30d", "new_peer_ratio_lookback30d", "new_dst_port_cnt_lookback30d", "rare_dst_port_cnt_lookback30d", "new_pair_cnt_lookback30d", "new_src_dst_port_cnt_lookback30d"], ...]
    """Metrics of FG-A that get baselines; the columns of the others say that no row had a value."""
    horizons: dict[Literal["7d", "30d"], Horizon]
    """Ranges of the baselines, by the name of their horizon."""
    capping: Capping
    """How extreme rows are kept from becoming the normal."""
    ip_metadata: IpMetadata
    """What makes the history of a host full."""
    pair_rarity: PairRarity
    """What counts as a rare pair."""
    require_complete: bool
    """A run fails when a slice of a range has no commit record, of FG-A or of pair counts."""
    largest_array_group: int
    """Rows up to which a segment or the whole is held in one task; 0: always the way for large groups."""
