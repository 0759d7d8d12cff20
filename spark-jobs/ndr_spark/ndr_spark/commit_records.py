"""Commit records: what exists of each slice or snapshot, and how a run replaces it.

A run appends files beside the old ones, replaces each record by one atomic put, and then deletes what no record
names. Readers read exactly the files that records name, so they see the former partition or the new one.
"""

import dataclasses
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from ndr_spark.decoding import DecodingError, decode
from ndr_spark.errors import JobError
from ndr_spark.generated.records import CommitRecord
from ndr_spark.partitions import Partition, slice_partition
from ndr_spark.storage import Storage, each_at_once


def read_slice_records(storage: Storage, prefix: str, slices: Iterable[datetime]) -> dict[datetime, CommitRecord]:
    """Commit records of those `slices` that are committed."""
    uris = {f"{prefix}{slice_partition(start).record}": start for start in slices}
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
        remedy = "Run the job that writes it again: it replaces the record."
        raise JobError("record.invalid", place=uri, cause=str(error), remedy=remedy) from error


def put_record(storage: Storage, prefix: str, partition: Partition, record: CommitRecord) -> None:
    """Makes `record` what exists of its partition."""
    storage.put(f"{prefix}{partition.record}", record_text(record))


def record_text(record: CommitRecord) -> str:
    """A record as its file holds it."""
    return json.dumps(dataclasses.asdict(record), indent=1, sort_keys=True) + "\n"


def files_of(records: Iterable[CommitRecord], prefix: str, table: str) -> list[str]:
    """URIs of the files of a table that `records` name."""
    return [f"{prefix}{path}" for record in records for path in record.files.get(table, ())]


def partition_files(
    storage: Storage, prefix: str, folders: Sequence[str], partitions: Sequence[Partition]
) -> dict[Partition, dict[str, list[str]]]:
    """Paths below `prefix` of all files in `partitions`, by partition and table folder."""
    found: dict[Partition, dict[str, list[str]]] = {}
    for folder in folders:
        base = f"{prefix}{folder}/" if folder else prefix
        by_path = {partition.folder: partition for partition in partitions}
        existing = _existing(storage, base, by_path)
        for file in storage.files([f"{base}{path}" for path in existing]):
            path = file.uri[len(base) :].rsplit("/", 1)[0]
            found.setdefault(by_path[path], {}).setdefault(folder, []).append(file.uri[len(prefix) :])
    return found


def delete_unnamed(
    storage: Storage,
    prefix: str,
    found: Mapping[Partition, Mapping[str, Sequence[str]]],
    records: Iterable[CommitRecord],
) -> None:
    """Deletes the files in `found` that no record names, what a killed run left among them."""
    named = {path for record in records for paths in record.files.values() for path in paths}
    present = [path for folders in found.values() for paths in folders.values() for path in paths]
    storage.delete(f"{prefix}{path}" for path in present if path not in named)


def _existing(storage: Storage, base: str, wanted: Iterable[str]) -> list[str]:
    """Those of the `wanted` folders that exist: folders above them are looked at once, level by level."""
    paths = [path.split("/") for path in wanted]
    existing = sorted({path[0] for path in paths})
    for depth in range(2, max(map(len, paths), default=0) + 1):
        prefixes = {"/".join(path[:depth]) for path in paths}
        below = each_at_once(lambda path: (path, storage.folders(f"{base}{path}")), existing)
        existing = [f"{path}/{name}" for path, names in below for name in names if f"{path}/{name}" in prefixes]
    return existing
