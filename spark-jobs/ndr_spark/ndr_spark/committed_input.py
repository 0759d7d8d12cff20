"""Slices of another job's dataset that a run reads, by commit records, and the batches that cover them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ndr_spark.batches import Batch
from ndr_spark.commit_records import read_slice_records
from ndr_spark.datasets import SliceFacts
from ndr_spark.errors import JobError
from ndr_spark.generated.constants import RANGE_MINI_BATCH_ID
from ndr_spark.generated.records import CommitRecord
from ndr_spark.slices import Interval, instant_text, read_instant
from ndr_spark.storage import Storage


@dataclass(frozen=True, kw_only=True)
class CommittedInput:
    """The slices that a run reads and replaces, every one of them committed."""

    batches: Mapping[datetime, Batch]
    """The slices by start, each with the batch that covers it."""
    records: Mapping[datetime, CommitRecord]
    """The commit record of each."""

    def facts(self, accepted: Mapping[datetime, int]) -> dict[datetime, SliceFacts]:
        """What the run's own commit records say: how many rows of a slice count, and which run wrote them."""
        return {
            start: SliceFacts(
                batch=batch,
                totals={"rows_accepted": accepted.get(start, 0)},
                inputs={instant_text(start): self.records[start].run_id},
            )
            for start, batch in self.batches.items()
        }


def read_committed_input(storage: Storage, prefix: str, mini_batch_id: str, interval: Interval) -> CommittedInput:
    """Reads the commit records of the slices that a run reads of the dataset at `prefix`.

    Raises:
        JobError: `slices.missing` when a slice of the batch is not committed; what `batches_by_slice` raises.
    """
    committed = read_slice_records(storage, prefix, interval.slices())
    batches = batches_by_slice(mini_batch_id, interval, committed, prefix)
    missing = [start for start in batches if start not in committed]
    if missing:
        raise JobError(
            "slices.missing",
            place=f"{prefix}_commits/, slice {instant_text(missing[0])}",
            cause=f"{len(missing)} of the {len(batches)} slices of the batch are not committed",
            remedy="Run the job that writes them for the same batch first.",
        )
    return CommittedInput(batches=batches, records={start: committed[start] for start in batches})


def batches_by_slice(
    mini_batch_id: str, interval: Interval, committed: Mapping[datetime, CommitRecord], prefix: str
) -> dict[datetime, Batch]:
    """The slices of a run by start, each with the batch that covers it.

    A run of one batch has all slices of the batch, whatever of it is committed. A range run has the committed
    slices of `interval`, each with the batch that its record names: integration itself is not looked at.
    """
    if mini_batch_id != RANGE_MINI_BATCH_ID:
        return dict.fromkeys(interval.slices(), Batch(mini_batch_id=mini_batch_id, interval=interval))
    batches = {start: _recorded_batch(committed[start], prefix) for start in interval.slices() if start in committed}
    if not batches:
        raise JobError(
            "batch.missing",
            place=f"{prefix}_commits/",
            cause=f"no slice is committed between {interval}",
            remedy="Check the range, or run the job that writes it over that range first.",
        )
    for batch in batches.values():
        if batch.interval.start < interval.start or interval.end < batch.interval.end:
            raise JobError(
                "batch.invalid",
                place=f"batch {batch.mini_batch_id}, {batch.interval}",
                cause=f"it straddles a bound of the range {interval}",
                remedy="Choose a range that ends between batches.",
            )
    return batches


def _recorded_batch(record: CommitRecord, prefix: str) -> Batch:
    if record.mini_batch_id is None or record.batch_start is None or record.batch_end is None:
        raise JobError(
            "record.invalid",
            place=f"{prefix}_commits/, slice {record.slice_start}",
            cause="it names no batch",
            remedy="Run the job that writes it for that slice again: it replaces the record.",
        )
    bounds = Interval(read_instant(record.batch_start), read_instant(record.batch_end))
    return Batch(mini_batch_id=record.mini_batch_id, interval=bounds)
