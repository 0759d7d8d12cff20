# Derived by `npx nx sync`: edit the TypeScript model instead.
"""Records that say what exists."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class BatchRecord:
    """BatchRecord."""

    mini_batch_id: str
    batch_start: str
    """UTC instant, ISO 8601 with Z."""
    batch_end: str
    """UTC instant, ISO 8601 with Z."""
    rows: int | None
    """Rows of the folder, where its writer counted them."""


@dataclass(frozen=True, kw_only=True)
class CommitRecord:
    """CommitRecord."""

    run_id: str
    """Run that wrote the files."""
    job: str
    """Job of that run."""
    slice_start: str | None
    """Start of the slice; null for a snapshot."""
    baseline_end: str | None
    """Reference time of the snapshot; null for a slice."""
    mini_batch_id: str | None
    """Batch that covers the slice."""
    batch_start: str | None
    """Start of that batch."""
    batch_end: str | None
    """End of that batch."""
    job_spec_digest: str
    """Digest of the JobSpec of the run."""
    set_digest: str
    """Digest of the set of JobSpecs it belonged to."""
    rows: dict[str, int]
    """Rows, a table."""
    totals: dict[str, int]
    """Counts that let the next job reconcile."""
    inputs: dict[str, str]
    """Runs whose slices were read, by slice start."""
    novelty_baselines: tuple[str, ...]
    """Reference times of the baselines that were read."""
    files: dict[str, tuple[str, ...]]
    """Paths below the prefix, a table."""


@dataclass(frozen=True, kw_only=True)
class EpisodeLabel:
    """EpisodeLabel."""

    episode: str
    """Name of the episode, unique among the traffic of a prefix."""
    attack: str
    """Kind of the attack, such as port-scan."""
    start: str
    """Start of its first session."""
    end: str
    """End of its last session."""
    source_ips: tuple[str, ...]
    """Initiators of its sessions."""
    target_ips: tuple[str, ...]
    """Responders of its sessions."""
    target_ports: tuple[int, ...]
    """Destination ports of its sessions; of ICMP 0."""
    flows: int
    """Sessions: exactly those between its sources, targets and ports in its time."""
    description: str
    """What happens, in a sentence."""


@dataclass(frozen=True, kw_only=True)
class ReportedError:
    """ReportedError."""

    code: str
    place: str
    cause: str
    remedy: str


@dataclass(frozen=True, kw_only=True)
class RunReport:
    """RunReport."""

    run_id: str
    job: str
    outcome: Literal["succeeded", "failed"]
    error: ReportedError | None
    """Why it failed."""
    started_at: str
    ended_at: str
    arguments: dict[str, str | None]
    job_spec_digest: str
    set_digest: str
    code_version: str
    """SHA-256 of the job's Python sources."""
    rows_read: int
    rows_accepted: int
    rows_rejected: dict[str, int]
    """By reason."""
    rows_late: int
    rows_early: int
    rows_written: dict[str, int]
    """By table."""
    partitions_replaced: int
    stage_seconds: dict[str, float]
    totals: dict[str, int]
    """Counts that let other jobs reconcile."""
    notes: tuple[str, ...]
    """What a reader should know."""
