"""Mini-batches of a run: which there are, their bounds, their files."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ndr_spark.decoding import decode
from ndr_spark.errors import JobError
from ndr_spark.generated.constants import RANGE_MINI_BATCH_ID
from ndr_spark.generated.records import BatchRecord
from ndr_spark.slices import Interval, read_instant
from ndr_spark.storage import Storage, StoredFile


@dataclass(frozen=True, kw_only=True)
class Batch:
    """A mini-batch with its bounds."""

    mini_batch_id: str
    interval: Interval
    rows: int | None = None
    """Rows that its record promises, where there is a record that does."""


def run_interval(start_text: str, end_text: str) -> Interval:
    """The interval that a run's arguments name.

    Raises:
        JobError: `arguments.invalid` unless both are quarter hours and the start lies before the end.
    """
    try:
        return _interval(start_text, end_text)
    except ValueError as error:
        raise JobError(
            "arguments.invalid",
            place="arguments --batch-start-ts-iso and --batch-end-ts-iso",
            cause=str(error),
            remedy="Give UTC quarter hours, a start before the end.",
        ) from error


def _interval(start_text: str, end_text: str) -> Interval:
    interval = Interval(read_instant(start_text), read_instant(end_text))
    if interval.start >= interval.end:
        raise ValueError(f"the batch starts at {start_text} and ends at {end_text}")
    return interval


def batches_of_run(
    storage: Storage, prefix: str, mini_batch_id: str, interval: Interval, *, require_complete: bool
) -> list[Batch]:
    """The batches that a run processes, in order of time.

    A run of one batch needs no record: its arguments say it all. A range run takes every recorded batch inside
    `interval`.

    Raises:
        JobError: `batch.missing` or `batch.invalid`, naming the batch.
    """
    if mini_batch_id == RANGE_MINI_BATCH_ID:
        return _recorded_batches(storage, prefix, interval, require_complete=require_complete)
    uri = _record_uri(prefix, mini_batch_id)
    text = storage.read_text(uri)
    recorded = None if text is None else _recorded_batch(uri, text)
    promised = recorded.rows if recorded and recorded.interval == interval else None
    return [Batch(mini_batch_id=mini_batch_id, interval=interval, rows=promised)]


def batch_files(storage: Storage, prefix: str, batches: Sequence[Batch]) -> list[StoredFile]:
    """The files of `batches`.

    Raises:
        JobError: `batch.missing` when a batch without a record has no folder.
    """
    files = storage.files([f"{prefix}{batch.mini_batch_id}" for batch in batches], recursive=True)
    alone = batches[0] if len(batches) == 1 and batches[0].rows is None else None
    if alone and not files and not _is_known(storage, prefix, alone.mini_batch_id):
        raise JobError(
            "batch.missing",
            place=f"{prefix}{alone.mini_batch_id}/",
            cause="there is neither such a folder nor a batch record",
            remedy="Check the mini-batch's id; `ndr ingest` prints the ids that it writes.",
        )
    return files


def _is_known(storage: Storage, prefix: str, mini_batch_id: str) -> bool:
    if storage.read_text(_record_uri(prefix, mini_batch_id)) is not None:
        return True
    return mini_batch_id in storage.folders(prefix)


def _recorded_batches(storage: Storage, prefix: str, interval: Interval, *, require_complete: bool) -> list[Batch]:
    uris = [file.uri for file in storage.files([f"{prefix}_batches"]) if file.uri.endswith(".json")]
    batches = [_recorded_batch(uri, text) for uri, text in storage.read_texts(uris).items()]
    touching = sorted(
        (batch for batch in batches if batch.interval.start < interval.end and interval.start < batch.interval.end),
        key=lambda batch: batch.interval,
    )
    for batch in touching:
        if batch.interval.start < interval.start or interval.end < batch.interval.end:
            raise _invalid(prefix, batch, f"it straddles a bound of the range {interval}")
    for first, second in pairwise(touching):
        if second.interval.start < first.interval.end:
            raise _invalid(prefix, second, f"it overlaps the batch {first.mini_batch_id}, {first.interval}")
    if require_complete:
        _require_records(storage, prefix, {batch.mini_batch_id for batch in batches})
    if not touching:
        raise JobError(
            "batch.missing",
            place=f"{prefix}_batches/",
            cause=f"no batch is recorded between {interval}",
            remedy="Check the range, or record the batches: ndr ingest, or ndr batches record.",
        )
    return touching


def _require_records(storage: Storage, prefix: str, recorded: set[str]) -> None:
    unrecorded = [name for name in storage.folders(prefix) if name not in recorded]
    if unrecorded:
        raise JobError(
            "batch.missing",
            place=f"{prefix}{unrecorded[0]}/",
            cause="the folder has no batch record, and the JobSpec requires completeness",
            remedy="Record it when it is complete, or set require_complete to false.",
        )


def _record_uri(prefix: str, mini_batch_id: str) -> str:
    return f"{prefix}_batches/{mini_batch_id}.json"


def _recorded_batch(uri: str, text: str) -> Batch:
    try:
        record = decode(BatchRecord, json.loads(text))
        interval = _interval(record.batch_start, record.batch_end)
        if not uri.endswith(f"/{record.mini_batch_id}.json"):
            raise ValueError(f"it is the record of {record.mini_batch_id}")
    except ValueError as error:
        remedy = "Write it anew: ndr ingest, or ndr batches record."
        raise JobError("batch.invalid", place=uri, cause=str(error), remedy=remedy) from error
    return Batch(mini_batch_id=record.mini_batch_id, interval=interval, rows=record.rows)


def _invalid(prefix: str, batch: Batch, cause: str) -> JobError:
    return JobError(
        "batch.invalid",
        place=f"{prefix}_batches/{batch.mini_batch_id}.json, {batch.interval}",
        cause=cause,
        remedy="Choose a range that ends between batches, or correct the records.",
    )
