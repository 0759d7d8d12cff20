"""Commit records: what exists of each slice, and how a run replaces it.

A run appends files beside the old ones, replaces each record by one atomic put, and then deletes what no record
names. Readers read exactly the files that records name, so they see the former slice or the new one.
"""

import dataclasses
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from ndr_spark.decoding import DecodingError, decode
from ndr_spark.errors import JobError
from ndr_spark.generated.records import CommitRecord
from ndr_spark.slices import instant_text, partition_path
from ndr_spark.storage import Storage


def slice_record_uri(prefix: str, slice_start: datetime) -> str:
    """Where the commit record of a slice lies."""
    return f"{prefix}_commits/dt={slice_start:%Y-%m-%d}/{slice_start:%H%M}.json"


def read_slice_records(storage: Storage, prefix: str, slices: Iterable[datetime]) -> dict[datetime, CommitRecord]:
    """Commit records of those `slices` that are committed."""
    uris = {slice_record_uri(prefix, start): start for start in slices}
    days = sorted({uri.rsplit("/", 1)[0] for uri in uris})
    present = [file.uri for file in storage.files(days) if file.uri in uris]
    return {uris[uri]: _record(uri, text) for uri, text in storage.read_texts(present).items()}


def read_record(storage: Storage, uri: str) -> CommitRecord | None:
    """The commit record at `uri`; None when there is none.

    Raises:
        JobError: `record.invalid` when it is not a commit record.
    """
    text = storage.read_text(uri)
    return None if text is None else _record(uri, text)


def _record(uri: str, text: str) -> CommitRecord:
    try:
        return decode(CommitRecord, json.loads(text))
    except (DecodingError, json.JSONDecodeError) as error:
        remedy = "Run the job for that slice again: it replaces the record."
        raise JobError("record.invalid", place=uri, cause=str(error), remedy=remedy) from error


def put_slice_record(storage: Storage, prefix: str, record: CommitRecord) -> None:
    """Makes `record` what exists of its slice."""
    start = datetime.fromisoformat((record.slice_start or "").replace("Z", "+00:00"))
    storage.put(slice_record_uri(prefix, start), record_text(record))


def record_text(record: CommitRecord) -> str:
    """A record as its file holds it."""
    return json.dumps(dataclasses.asdict(record), indent=1, sort_keys=True) + "\n"


def files_of(records: Iterable[CommitRecord], prefix: str, table: str) -> list[str]:
    """URIs of the files of a table that `records` name."""
    return [f"{prefix}{path}" for record in records for path in record.files.get(table, ())]


def partition_files(
    storage: Storage, prefix: str, folders: Sequence[str], slices: Sequence[datetime]
) -> dict[datetime, dict[str, list[str]]]:
    """Paths below `prefix` of all files in the partitions of `slices`, by slice and table folder."""
    found: dict[datetime, dict[str, list[str]]] = {}
    for folder in folders:
        base = f"{prefix}{folder}/" if folder else prefix
        starts = {partition_path(start): start for start in slices}
        existing = _existing(storage, base, starts)
        for file in storage.files([f"{base}{path}" for path in existing]):
            path = file.uri[len(base) :].rsplit("/", 1)[0]
            found.setdefault(starts[path], {}).setdefault(folder, []).append(file.uri[len(prefix) :])
    return found


def delete_unnamed(
    storage: Storage,
    prefix: str,
    found: Mapping[datetime, Mapping[str, Sequence[str]]],
    records: Mapping[datetime, CommitRecord],
) -> None:
    """Deletes the files in `found` that no record names, what a killed run left among them."""
    named = {path for record in records.values() for paths in record.files.values() for path in paths}
    present = [path for folders in found.values() for paths in folders.values() for path in paths]
    storage.delete(f"{prefix}{path}" for path in present if path not in named)


def _existing(storage: Storage, base: str, paths: Mapping[str, datetime]) -> list[str]:
    """Those of the partition `paths` that exist: days and hours are looked at once, not a slice at a time."""
    days = sorted({path.split("/")[0] for path in paths})
    hours = [f"{day}/{hour}" for day in days for hour in storage.folders(f"{base}{day}")]
    wanted = [hour for hour in hours if any(path.startswith(f"{hour}/") for path in paths)]
    existing = [f"{hour}/{minute}" for hour in wanted for minute in storage.folders(f"{base}{hour}")]
    return [path for path in existing if path in paths]


def instant_or_none(instant: datetime | None) -> str | None:
    """An instant as records write it."""
    return None if instant is None else instant_text(instant)
