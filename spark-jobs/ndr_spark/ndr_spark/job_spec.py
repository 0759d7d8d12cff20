"""The JobSpec of a job: what it is told that is not of one run, read from DynamoDB."""

import hashlib
import json
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from ndr_spark.decoding import DecodingError, decode
from ndr_spark.errors import JobError
from ndr_spark.generated.constants import DEFAULT_JOB_SPEC_TABLE, JOB_SPEC_TABLE_VARIABLE
from ndr_spark.job_spec_alignment import Agreement, agreement_of, misalignments

if TYPE_CHECKING:
    from botocore.client import BaseClient

Spec = TypeVar("Spec")

_PAUSES = (0.1, 0.2, 0.4, 0.0)
"""Seconds before a set that was read in pieces is read again."""


@dataclass(frozen=True, kw_only=True)
class StoredJobSpec(Generic[Spec]):
    """A JobSpec with the digests under which it is stored."""

    spec: Spec
    digest: str
    """SHA-256 of the spec's text."""
    set_digest: str
    """Digest of the set of JobSpecs that it belongs to."""


def job_spec_table() -> str:
    """Name of the table that holds JobSpecs and leases."""
    return os.environ.get(JOB_SPEC_TABLE_VARIABLE, DEFAULT_JOB_SPEC_TABLE)


def dynamodb_client() -> "BaseClient":
    """A client of DynamoDB; endpoint, region and credentials come from the environment."""
    import boto3
    from botocore.config import Config

    return boto3.client("dynamodb", config=Config(retries={"mode": "standard", "max_attempts": 8}))


def read_job_spec(client: Any, cls: type[Spec], project: str, job_name: str, version: str) -> StoredJobSpec[Spec]:
    """Reads and checks the JobSpec of `job_name`, by itself and against those of the other jobs of its set.

    Raises:
        JobError: `job-spec.table`, `job-spec.missing`, `job-spec.invalid` or `job-spec.misaligned`.
    """
    table = job_spec_table()
    place = f"table {table}, item {project} / {job_name}#{version}"
    items = _read_set(client, table, project, version, place)
    item = items.get(job_name)
    if item is None:
        raise JobError(
            "job-spec.missing",
            place=place,
            cause="there is no such item",
            remedy="Write the JobSpecs of the project and version: ndr job-specs init, then deploy.",
        )
    text = item.get("spec", "")
    digest = hashlib.sha256(text.encode()).hexdigest()
    if digest != item.get("digest"):
        raise _invalid(place, f"its text has the digest {digest}, but {item.get('digest')} is stored beside it")
    try:
        spec = decode(cls, json.loads(text))
    except (DecodingError, json.JSONDecodeError) as error:
        raise _invalid(place, str(error)) from error
    own = (getattr(spec, "project_name", None), getattr(spec, "feature_spec_version", None))
    if own != (project, version):
        raise _invalid(place, f"it says project and version {own[0]} and {own[1]}")
    _check_own_part(job_name, items, agreement_of(cls), place)
    return StoredJobSpec(spec=spec, digest=digest, set_digest=item.get("set_digest", ""))


def _check_own_part(job_name: str, items: Mapping[str, Mapping[str, str]], agreement: Agreement, place: str) -> None:
    try:
        specs = {name: json.loads(item["spec"]) for name, item in items.items()}
        found = misalignments(job_name, specs, agreement)
    except (KeyError, TypeError, AttributeError, json.JSONDecodeError) as error:
        raise _invalid(place, f"another JobSpec of its set is none: {error!r}") from error
    if found:
        raise JobError(
            "job-spec.misaligned",
            place=place,
            cause="; ".join(found),
            remedy="Make both sides say the same (ndr job-specs check), then apply or deploy.",
        )


def _read_set(client: Any, table: str, project: str, version: str, place: str) -> dict[str, dict[str, str]]:
    """The items of a set by job, each attribute as text.

    A query does not see a transaction as one: what it read while a set was being written is read again.
    """
    for pause in _PAUSES:
        items = _query_set(client, table, project, version, place)
        if len({item.get("set_digest") for item in items.values()}) <= 1:
            break
        time.sleep(pause)
    return items


def _query_set(client: Any, table: str, project: str, version: str, place: str) -> dict[str, dict[str, str]]:
    from botocore.exceptions import BotoCoreError, ClientError

    pages = client.get_paginator("query").paginate(
        TableName=table,
        ConsistentRead=True,
        KeyConditionExpression="project_name = :project",
        ExpressionAttributeValues={":project": {"S": project}},
    )
    items: dict[str, dict[str, str]] = {}
    try:
        for page in pages:
            for item in page["Items"]:
                job_name, _, rest = item["job_name_version"]["S"].partition("#")
                # The head of a set has no job before its first #.
                if job_name and rest == version:
                    items[job_name] = {name: str(next(iter(value.values()))) for name, value in item.items()}
    except (BotoCoreError, ClientError) as error:
        raise JobError(
            "job-spec.table",
            place=place,
            cause=str(error),
            remedy="Check the table's name and region, and that the job's role may read it.",
        ) from error
    return items


def _invalid(place: str, cause: str) -> JobError:
    remedy = "Write the JobSpecs anew: ndr job-specs apply, or deploy."
    return JobError("job-spec.invalid", place=place, cause=cause, remedy=remedy)
