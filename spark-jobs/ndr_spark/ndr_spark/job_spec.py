"""The JobSpec of a job: what it is told that is not of one run, read from DynamoDB."""

import hashlib
import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from ndr_spark.decoding import DecodingError, decode
from ndr_spark.errors import JobError
from ndr_spark.generated.constants import DEFAULT_JOB_SPEC_TABLE, JOB_SPEC_TABLE_VARIABLE

if TYPE_CHECKING:
    from botocore.client import BaseClient

Spec = TypeVar("Spec")


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
    """Reads and checks the JobSpec of `job_name`.

    Raises:
        JobError: `job-spec.table`, `job-spec.missing` or `job-spec.invalid`.
    """
    table = job_spec_table()
    place = f"table {table}, item {project} / {job_name}#{version}"
    item = _read_item(client, table, project, f"{job_name}#{version}", place)
    text = item.get("spec", {}).get("S", "")
    digest = hashlib.sha256(text.encode()).hexdigest()
    stored_digest = item.get("digest", {}).get("S")
    if digest != stored_digest:
        raise _invalid(place, f"its text has the digest {digest}, but {stored_digest} is stored beside it")
    try:
        spec = decode(cls, json.loads(text))
    except (DecodingError, json.JSONDecodeError) as error:
        raise _invalid(place, str(error)) from error
    own = (getattr(spec, "project_name", None), getattr(spec, "feature_spec_version", None))
    if own != (project, version):
        raise _invalid(place, f"it says project and version {own[0]} and {own[1]}")
    return StoredJobSpec(spec=spec, digest=digest, set_digest=item.get("set_digest", {}).get("S", ""))


def _read_item(client: Any, table: str, project: str, sort_key: str, place: str) -> dict[str, dict[str, str]]:
    from botocore.exceptions import BotoCoreError, ClientError

    key = {"project_name": {"S": project}, "job_name_version": {"S": sort_key}}
    try:
        item: dict[str, dict[str, str]] | None = client.get_item(TableName=table, Key=key, ConsistentRead=True).get(
            "Item"
        )
    except (BotoCoreError, ClientError) as error:
        raise JobError(
            "job-spec.table",
            place=place,
            cause=str(error),
            remedy="Check the table's name and region, and that the job's role may read it.",
        ) from error
    if item is None:
        raise JobError(
            "job-spec.missing",
            place=place,
            cause="there is no such item",
            remedy="Write the JobSpecs of the project and version: ndr job-specs init, then deploy.",
        )
    return item


def _invalid(place: str, cause: str) -> JobError:
    remedy = "Write the JobSpecs anew: ndr job-specs apply, or deploy."
    return JobError("job-spec.invalid", place=place, cause=cause, remedy=remedy)
