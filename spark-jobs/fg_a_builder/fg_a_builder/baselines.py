"""Which 30d baseline the novelty of a window is measured against."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from fg_a_builder.windows import WindowPlan
from ndr_spark.commit_records import read_record
from ndr_spark.generated.constants import NOVELTY_HORIZON
from ndr_spark.generated.records import CommitRecord
from ndr_spark.slices import numbered_slice
from ndr_spark.snapshots import snapshot_records
from ndr_spark.storage import Storage

WindowKey = tuple[str, int]
"""A window: its label, and the number of its last slice."""


@dataclass(frozen=True, kw_only=True)
class CommittedBaselines:
    """The 30d baselines that windows are measured against."""

    by_window: Mapping[WindowKey, datetime]
    """Reference time of the baseline of each window that has one."""
    records: Mapping[datetime, CommitRecord]
    """Commit records of those baselines, by reference time."""


def read_baselines(storage: Storage, prefix: str, feature_spec_version: str, plan: WindowPlan) -> CommittedBaselines:
    """Chooses a baseline for each window, and reads the commit records of those that are chosen."""
    uris = snapshot_records(storage, prefix, feature_spec_version, NOVELTY_HORIZON)
    records: dict[datetime, CommitRecord] = {}
    while True:
        by_window = newest_baselines(uris, plan)
        for reference in set(by_window.values()) - set(records):
            record = read_record(storage, uris[reference])
            if record is None:  # deleted since the folder was listed
                del uris[reference]
                break
            records[reference] = record
        else:
            used = set(by_window.values())
            return CommittedBaselines(by_window=by_window, records={time: records[time] for time in sorted(used)})


def newest_baselines(references: Iterable[datetime], plan: WindowPlan) -> dict[WindowKey, datetime]:
    """The newest reference time at or before the start of each window; windows before all of them have none."""
    ordered = sorted(references)
    chosen: dict[WindowKey, datetime] = {}
    for label, length in plan.lengths.items():
        for end in plan.ends:
            window_start = numbered_slice(end - length + 1)
            eligible = [reference for reference in ordered if reference <= window_start]
            if eligible:
                chosen[label, end] = eligible[-1]
    return chosen
